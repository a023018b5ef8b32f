/** XML of one record, read at a glance and by the parser and the mapping. */
import { Buffer, isUtf8 } from 'node:buffer'
import { expect } from 'vitest'
import type { Catalogue, JsonValue, SchemaVersion } from '../../../validator/index.ts'
import { parseXml } from '../../../validator/xml/parse.ts'
import { plainElements } from '../../../validator/xml/plain-elements.ts'
import { plainReader, plainSource } from '../../../validator/xml/plain-record.ts'
import { childElements, childPlaces, placeOf } from '../../../validator/xml/positions.ts'
import { shapeOf } from '../../../validator/xml/schema-shape.ts'
import { createTagNames } from '../../../validator/xml/tag-names.ts'
import { toInstance } from '../../../validator/xml/to-instance.ts'

/** The instance, where the bytes are seen to be one plain record at a glance. */
export function readPlain(
  bytes: Buffer,
  version: SchemaVersion,
  of: Catalogue,
): JsonValue | undefined {
  if (!isUtf8(bytes)) return undefined
  const read = plainElements({
    around: { open: '<L>', close: '</L>' },
    depth: 2,
    names: createTagNames(),
    meaningOf: ({ prefix }) => ({
      read: plainReader(shapeOf(version, of), prefix),
      meaning: version,
    }),
  })
  const source = plainSource(bytes)
  const element = read(source)
  return source.text.slice(source.at).trim() === '' ? element?.value : undefined
}

interface Whole {
  readonly value: JsonValue
  readonly said: number
}

/** By the parser and the mapping; undefined for what is no document with one record. */
function readWhole(bytes: Buffer, version: SchemaVersion, of: Catalogue): Whole | undefined {
  const whole = Buffer.concat([Buffer.from('<L>'), bytes, Buffer.from('</L>')])
  const { document } = parseXml(whole)
  if (document === undefined) return undefined
  try {
    if (childElements(document.root).length !== 1) return undefined
    const [place] = childPlaces(placeOf(document.root))
    if (place === undefined) return undefined
    const { value, issues, passedOver } = toInstance(place, version, of)
    const said = issues.filter(({ issue }) => !NAMES.has(issue.code))
    return { value, said: said.length + passedOver }
  } finally {
    document.dispose()
  }
}

/** Of the root's name: whoever asks for a reader has looked at it. */
const NAMES = new Set(['root-unexpected', 'element-namespace-mismatch'])

/** True where it was read at a glance. */
export function expectSame(bytes: Buffer, version: SchemaVersion, of: Catalogue): boolean {
  const value = readPlain(bytes, version, of)
  if (value === undefined) return false
  expect(readWhole(bytes, version, of)).toEqual({ value, said: 0 })
  return true
}
