/** Records judged many at a time, against each judged alone. */
import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cutter, JsonValue, RecordPiece } from '../../../validator/index.ts'
import {
  addRecords,
  addToShare,
  CURSOR_START,
  createValidator,
  cutArray,
  cutLines,
  cutStream,
  joinShares,
  judgeRecords,
  NO_RECORDS,
  parseJson,
  parseSchemaRef,
  startShare,
} from '../../../validator/index.ts'
import { parsePlainRecord } from '../../../validator/json/plain-record.ts'
import { realCatalogue } from '../../codegen/catalogues.ts'
import { brokenNeighbours } from '../../instances/broken-neighbours.ts'
import { AS_OF, validInstance } from '../../instances/valid-instance.ts'

const catalogue = await realCatalogue()
const validator = createValidator({ catalogue, now: () => new Date(`${AS_OF}T05:00:00Z`) })
const schema = parseSchemaRef('national/population/citizen@2.0.0')
const version = catalogue.get(schema)

function linesOf(bytes: Uint8Array) {
  return cutLines(bytes, CURSOR_START, true)?.places ?? []
}

/** The records of the pieces, one text each, with where they stand. */
async function cutAll(text: string, cut: Cutter, chunk: number, bytesMin: number) {
  const pieces = await collect(cutStream(inChunks(Buffer.from(text), chunk), cut, bytesMin))
  const textsOf = ({ bytes, cursor, isEnd }: RecordPiece) =>
    (cut(bytes, cursor, isEnd)?.places ?? []).map(({ start, end, ...place }) => ({
      text: Buffer.from(bytes.subarray(start, end)).toString(),
      ...place,
    }))
  return { pieces, records: pieces.flatMap(textsOf) }
}

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

describe('reading a record at a glance', () => {
  test.for([
    ['a member twice', '{"a":1,"a":2}'],
    ['a member twice, with space before a colon', '{"a" :1,"a":2}'],
    ['a member twice, and a text that begins with a colon', '{"a":":x","a":2}'],
    ['a member twice, once escaped', '{"a":1,"\\u0061":2}'],
    ['half a surrogate pair', '{"a":"\\ud800"}'],
    ['a number of many digits', '{"a":0.12345678901234567}'],
    ['a number that overflows', '{"a":1e999}'],
    ['no JSON', '{"a":}'],
    ['deep nesting', `${'['.repeat(201)}${']'.repeat(201)}`],
  ])('leaves %s to the strict reading', ([, text = '']) => {
    expect(parsePlainRecord(text)).toBeUndefined()
  })

  test('never takes what the strict reading refuses, and reads the same', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"a"',
      '":"',
      ':',
      ',',
      '1',
      ' ',
      '"\\"":',
      '"a":',
    )
    const texts = fc.oneof(
      fc.json(),
      fc.array(piece, { maxLength: 14 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const value = parsePlainRecord(text)
        if (value !== undefined) expect(parseJson(text)).toEqual({ value, issues: [] })
      }),
      { numRuns: 5_000, seed: 3 },
    )
  })
})

describe('records on lines', () => {
  const [first = {}] = fc.sample(validInstance(version, catalogue), { seed: 5, numRuns: 1 })
  const broken = brokenNeighbours(version, first, catalogue).map(({ value }) => value)
  const values: readonly JsonValue[] = [first, ...broken.slice(0, 80), first]

  test('are judged as each is alone, with the line of the file', async () => {
    const text = values.map((value) => JSON.stringify(value)).join('\n\n')
    const bytes = new TextEncoder().encode(text)
    const judged = await judgeRecords(bytes, linesOf(bytes), validator, { schema })
    const alone = await Promise.all(
      values.map((value) =>
        validator.validate(new TextEncoder().encode(JSON.stringify(value)), { schema }),
      ),
    )
    expect(judged.records).toBe(values.length)
    expect(judged.invalidRecords).toBe(alone.filter(({ valid }) => !valid).length)
    const expected = alone.flatMap(({ issues }, index) =>
      issues.map((issue) => ({ ...issue, line: 2 * index + 1, column: issue.column ?? 1 })),
    )
    expect(judged.issues).toEqual(expected)
  })

  test('go on after one that cannot be read', async () => {
    const good = JSON.stringify(first)
    const bytes = Buffer.from(`\uFEFF${good}\n{"broken":\n\n${good}\r\n`)
    const judged = await judgeRecords(bytes, linesOf(bytes), validator, { schema })
    expect(judged).toMatchObject({ records: 3, invalidRecords: 1 })
    expect(judged.issues.map(({ code, line }) => [code, line])).toEqual([['json-malformed', 2]])
  })

  test('are judged although one is no UTF-8', async () => {
    const good = Buffer.from(JSON.stringify(first))
    const bytes = Buffer.concat([good, Buffer.from([0x0a, 0x22, 0xff, 0x22, 0x0a]), good])
    const judged = await judgeRecords(bytes, linesOf(bytes), validator, { schema })
    expect(judged.issues.map(({ code, line }) => [code, line])).toEqual([['encoding-invalid', 2]])
  })

  test('of which one claims no structure say so, and the rest is judged', async () => {
    const claiming = { $schema: version.id, ...(first as object) }
    const bytes = Buffer.from(`{"a":1}\n${JSON.stringify(claiming)}\n`)
    const judged = await judgeRecords(bytes, linesOf(bytes), validator, {})
    expect(judged.issues.map(({ code, line }) => [code, line])).toEqual([['record-unjudged', 1]])
    expect(judged.schema?.ref).toBe('national/population/citizen@2.0.0')
  })
})

describe('cutting', () => {
  test('at lines gives every byte once, whole lines, and where they stand', async () => {
    const lines = Array.from({ length: 40 }, (_, at) => `line ${at}${'x'.repeat(at)}`)
    const text = `${lines.join('\n')}\n \n`
    for (const size of [1, 7, 64, 5_000]) {
      const { pieces, records } = await cutAll(text, cutLines, size, 100)
      expect(Buffer.concat(pieces.map(({ bytes }) => bytes)).toString()).toBe(text)
      expect(records).toEqual(lines.map((each, index) => ({ text: each, line: index + 1 })))
    }
  })

  test('an array gives its items, wherever the chunks end', async () => {
    const item = fc.json({ maxDepth: 2 })
    await fc.assert(
      fc.asyncProperty(fc.array(item), fc.integer({ min: 1, max: 40 }), async (items, size) => {
        const { records } = await cutAll(`\n [${items.join(' ,\n')}]\n`, cutArray, size, 10)
        const found = records.map(({ text, ...place }) => ({ value: JSON.parse(text), ...place }))
        const expected = items.map((each, index) => ({
          value: JSON.parse(each),
          ...{ pointer: `/${index}`, line: index + 2, column: index === 0 ? 3 : 1 },
        }))
        expect(found).toEqual(expected)
      }),
      { numRuns: 200, seed: 11 },
    )
  })

  test.for([
    ['cut short', '[{"a":1},'],
    ['cut in a record', '[{"a":1},{"b"'],
    ['followed by something', '[{"a":1}] {"b":2}'],
    ['with two commas', '[{"a":1},,{"a":1}]'],
    ['with a comma at its end', '[{"a":1},]'],
    ['closed by another bracket', '[{"a":1}}'],
    ['without its bracket', '{"a":1}'],
    ['of nothing', ' '],
  ])('an array %s has a record that is not JSON', async ([, text = '']) => {
    for (const size of [1, 5, 100]) {
      const { records } = await cutAll(text, cutArray, size, 10)
      const isJson = (each: string) => {
        try {
          return JSON.parse(each) !== undefined
        } catch {
          return false
        }
      }
      expect(records.filter((record) => !isJson(record.text))).not.toEqual([])
    }
  })

  test('gives up on a record without an end', async () => {
    const endless = `["${'x'.repeat(12_000_000)}`
    for (const cut of [cutLines, cutArray]) {
      await expect(cutAll(endless, cut, 1_000_000, 500_000)).rejects.toMatchObject({
        kind: { code: 'document-too-large' },
      })
    }
  })
})

describe('shares of threads', () => {
  const issue = (line: number) => ({ code: 'type-mismatch', line }) as never
  const judged = (line: number, issues: number) => ({
    ...{ records: 10, invalidRecords: issues, signatures: [] },
    ...{ issues: Array.from({ length: issues }, () => issue(line)) },
    issueCounts: issues === 0 ? {} : { 'type-mismatch': issues },
  })

  test('are put together as if one had read all', () => {
    const pieces = Array.from({ length: 60 }, (_, order) => judged(order, (order * 37) % 90))
    const whole = pieces.reduce(addRecords, NO_RECORDS)
    const shares = [0, 1, 2].map((thread) =>
      pieces.reduce(
        (share, piece, order) => (order % 3 === thread ? addToShare(share, order, piece) : share),
        startShare,
      ),
    )
    const { issues, ...numbers } = joinShares(shares)
    const { issues: expected, ...expectedNumbers } = whole
    expect(numbers).toEqual(expectedNumbers)
    expect(issues.slice(0, 1_001)).toEqual(expected.slice(0, 1_001))
  })

  test('hold no more issues than a verdict can list', () => {
    const share = Array.from({ length: 500 }, (_, order) => judged(order, 10)).reduce(
      (all, piece, order) => addToShare(all, order, piece),
      startShare,
    )
    expect(share.kept.length).toBeLessThan(110)
    expect(joinShares([share]).issueCounts).toEqual({ 'type-mismatch': 5_000 })
  })
})
