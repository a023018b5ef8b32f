/** Differences by line: known cases, and random texts whose hunks lead from one to the other. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffLines } from '../../codegen/line-difference.ts'

/** Of few different lines, so that two texts share some. */
const TEXT = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n')).map((lines) => lines.join(''))

describe('diffLines', () => {
  test.for([
    { found: 'a\n', expected: 'a\n', told: [] },
    {
      found: 'a\nb\nc\n',
      expected: 'a\nx\nc\n',
      told: ['@@ -1,3 +1,3 @@', ' a', '-b', '+x', ' c'],
    },
    { found: 'a\n', expected: 'a\nb\n', told: ['@@ -1,1 +1,2 @@', ' a', '+b'] },
    { found: '', expected: 'a\n', told: ['@@ -0,0 +1,1 @@', '+a'] },
    { found: 'a\n', expected: '', told: ['@@ -1,1 +0,0 @@', '-a'] },
    {
      found: 'a',
      expected: 'a\n',
      told: ['@@ -1,1 +1,1 @@', '-a', '\\ No newline at end of file', '+a'],
    },
  ])('between $found and $expected', ({ found, expected, told }) => {
    expect(diffLines(found, expected).flat()).toEqual(told)
  })

  test('keeps far changes apart and near ones together', () => {
    const lines = Array.from({ length: 40 }, (_, index) => `${index}\n`)
    const changed = lines.with(2, 'x\n').with(5, 'y\n').with(30, 'z\n')
    const hunks = diffLines(lines.join(''), changed.join(''))
    expect(hunks.map(([head]) => head)).toEqual(['@@ -1,9 +1,9 @@', '@@ -28,7 +28,7 @@'])
  })

  test('leads from any text to any other', () => {
    fc.assert(
      fc.property(TEXT, TEXT, (found, expected) => {
        expect(applyHunks(found, diffLines(found, expected))).toBe(expected)
      }),
    )
  })

  test('of texts that share nothing tells one replaced by the other, soon', () => {
    const text = (name: string) =>
      Array.from({ length: 9_000 }, (_, at) => `${name}${at}\n`).join('')
    const [hunk = [], ...others] = diffLines(text('a'), text('b'))
    expect([others, hunk.length, hunk[0]]).toEqual([[], 18_001, '@@ -1,9000 +1,9000 @@'])
  })
})

/** By the numbers of each head, as `patch` does; context and what is taken out must be there. */
function applyHunks(text: string, hunks: ReturnType<typeof diffLines>): string {
  const lines = text.split('\n').slice(0, -1)
  for (const [head = '', ...body] of hunks.toReversed()) {
    const [, from = 0, count = 0] = (/-(\d+),(\d+)/u.exec(head) ?? []).map(Number)
    const at = count === 0 ? from : from - 1
    const sided = (sign: string) =>
      body.filter((line) => line[0] === ' ' || line[0] === sign).map((line) => line.slice(1))
    expect(lines.slice(at, at + count)).toEqual(sided('-'))
    lines.splice(at, count, ...sided('+'))
  }
  return lines.map((line) => `${line}\n`).join('')
}
