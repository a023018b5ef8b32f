/** Texts decoded several at a time are those decoded one by one. */
import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordTexts } from '../../../validator/batch/record-texts.ts'
import type { Cutter } from '../../../validator/index.ts'
import { CURSOR_START, cutArray, cutArrayLines, cutLines } from '../../../validator/index.ts'

const numRuns = Number(process.env['CHUAN_RUNS'] ?? 100) * 3

const record = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }).map((text) => JSON.stringify(text)),
  fc.constantFrom('{"Ho":"Nguyễn"}', '{"a":1}', '["😀",1]', '"\\u1ec7"', '{}', '[]', '"ệ"'),
  fc.nat(70_000).map((length) => JSON.stringify('ệ'.repeat(length % 9) + 'x'.repeat(length))),
)
const space = fc.constantFrom('', ' ', '\t', '\r', '  ')

function expectSame(text: string, cut: Cutter): void {
  const buffer = Buffer.from(text)
  const places = cut(buffer, CURSOR_START, true)?.places ?? []
  const alone = places.map(({ start, end }) => buffer.toString('utf8', start, end))
  expect([...recordTexts(buffer, places)]).toEqual(alone)
}

test('records on lines', () => {
  const line = fc.tuple(space, record, space).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.array(fc.oneof(line, space), { maxLength: 60 }), (lines) => {
      expectSame(lines.join('\n'), cutLines)
      expectSame(`\ufeff${lines.join('\r\n')}\n`, cutLines)
    }),
    { numRuns, seed: 1 },
  )
})

test('records in an array, on lines of their own or not', () => {
  const item = fc.tuple(space, record, space).map((parts) => parts.join(''))
  const between = fc.constantFrom(',\n', ',', '\n,', ' ,\r\n ', ',\n\n')
  fc.assert(
    fc.property(fc.array(fc.tuple(item, between), { maxLength: 60 }), (items) => {
      const all = items.map(([text, mark], index) =>
        index + 1 < items.length ? text + mark : text,
      )
      for (const cut of [cutArray, cutArrayLines]) {
        expectSame(`[${all.join('')}]`, cut)
        expectSame(` [\n${all.join('')}\n]\n`, cut)
      }
    }),
    { numRuns, seed: 2 },
  )
})
