/** Every attack of the catalogue has tests of our own, for XML and for JSON. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type AttackFormat, ROWS } from './table.ts'

const FORMATS: readonly AttackFormat[] = ['xml', 'json']
const own = 'table.test.ts'
const files = readdirSync(import.meta.dirname).filter(
  (file) => file.endsWith('.test.ts') && file !== own,
)

/** `describeAttack('wrapping', 'xml', [` and a first case. */
const DESCRIBED = /describeAttack\(\s*'([\w-]+)',\s*'(xml|json)',\s*\[\s*(?:\{|\.\.\.)/gu

const described = files.flatMap((file) =>
  [...readFileSync(`${import.meta.dirname}/${file}`, 'utf8').matchAll(DESCRIBED)].map(
    ([, id, format]) => `${id} ${format} ${file.replace('.test.ts', '')}`,
  ),
)

const promised = ROWS.flatMap((row) =>
  FORMATS.flatMap((format) => {
    const tests = row[format]
    return 'none' in tests ? [] : tests.map((file) => `${row.id} ${format} ${file}`)
  }),
)

describe('the catalogue of attacks', () => {
  test('has every test that it names, and names every test', () => {
    expect(described.toSorted()).toEqual(promised.toSorted())
  })

  test('names an attack once', () => {
    expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length)
  })

  test.for(ROWS)('says why there is none: $id', ({ xml, json }) => {
    const reasons = [xml, json].flatMap((tests) => ('none' in tests ? [tests.none] : []))
    expect(reasons.length).toBeLessThan(FORMATS.length)
    expect(reasons.filter((reason) => !/^[A-Z].{20,}\.$/u.test(reason))).toEqual([])
  })
})
