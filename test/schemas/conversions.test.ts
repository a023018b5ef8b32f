/** Rows of conversions name fields that exist, and the reasons they give are in two languages. */
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import { readConversions, type Steps } from '../../validator/conversion/rows.ts'
import type { SchemaVersion } from '../../validator/index.ts'
import { createCatalogue, formatSchemaRef, member } from '../../validator/index.ts'
import { type Shape, shapeOf } from '../../validator/xml/schema-shape.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const conversions = catalogue.versions
  .filter(({ document }) => member(document, 'x-conversions') !== undefined)
  .flatMap((version) => readConversions(version, catalogue))
  .map((conversion) => ({ name: formatSchemaRef(conversion.from.ref), conversion }))

/** A value without a known shape holds anything. */
function isThere(version: SchemaVersion, steps: Steps): boolean {
  let shape: Shape | undefined = shapeOf(version, catalogue)
  for (const step of steps) {
    if (shape?.kind === 'unknown') return true
    if (shape?.kind === 'array') shape = /^(?:\*|\d+)$/u.test(step) ? shape.items : undefined
    else shape = shape?.kind === 'object' ? shape.fields.get(step) : undefined
    if (shape === undefined) return false
  }
  return true
}

function missing(version: SchemaVersion, pointers: readonly (Steps | undefined)[]): string[] {
  return pointers
    .filter((steps) => steps !== undefined)
    .filter((steps) => !isThere(version, steps))
    .map((steps) => `/${steps.join('/')}`)
}

describe.for(conversions)('the conversion of $name', ({ conversion }) => {
  const { from, to, rows, dropped } = conversion

  test('reads and writes fields that there are', () => {
    const sources = rows.flatMap((row) => [
      // A field that only newer messages have may be supposed.
      row.assume === undefined ? row.from : undefined,
      row.sameAs,
      row.when?.at,
      ...Object.values(row.beside),
    ])
    expect(missing(from, [...sources, ...dropped.map((entry) => entry.from)])).toEqual([])
    const targets = [...rows, ...dropped].map((entry) => entry.to)
    expect(missing(to, targets)).toEqual([])
  })

  test('says why in both languages', () => {
    const reasons = [...rows.flatMap(({ assume }) => assume ?? []), ...dropped]
    for (const { reason } of reasons) expect([reason.vi, reason.en]).not.toContain('')
  })
})
