/** The line of an issue: what is shown of it, what is masked, and where the mark stands. */
import { describe, expect, test } from 'vitest'
import { codeFrame, toFrameLine } from '../../../validator/index.ts'

const JSON_MASKED = { format: 'json', isMasked: true } as const
const XML_MASKED = { format: 'xml', isMasked: true } as const

function shown(text: string, style: Parameters<typeof toFrameLine>[2]): string {
  return toFrameLine(text, 7, style).shown
}

describe('the values of a line are masked', () => {
  test.for([
    [
      JSON_MASKED,
      '"HoVaTen": "Nguyễn Văn A", "Tuoi": 36,',
      '"HoVaTen": "•••••• ••• •", "Tuoi": ••,',
    ],
    [JSON_MASKED, '{"NgaySinh":"01/02/1990"}', '{"NgaySinh":"••/••/••••"}'],
    [JSON_MASKED, '{"a\\"b":"c\\"d"}', '{"•\\"•":"•\\"•"}'],
    [JSON_MASKED, '{"001190000002": true}', '{"••••••••••••": ••••}'],
    [JSON_MASKED, '{"Ten: "An", "Ho": 1', '{"•••: "••", "••": •'],
    [JSON_MASKED, 'An", "Ho": "B', '••", "••": "•'],
    [XML_MASKED, '<Ho kieu="x1">Nguyễn</Ho>', '<Ho kieu="••">••••••</Ho>'],
    [XML_MASKED, '<c:D xmlns:c="http://a/b">An</c:D>', '<c:D xmlns:c="http://a/b">••</c:D>'],
    [XML_MASKED, '<!-- <Ho>An</Ho> --><B/>', '<!-- <••>••</••> --><B/>'],
    [XML_MASKED, '<![CDATA[<Ho>An</Ho>', '<![•••••[<••>••</••>'],
    [XML_MASKED, 'kieu="An">', '••••="••">'],
    [{ format: 'unknown', isMasked: true } as const, '{"a":1}', '{"•":•}'],
  ] as const)('%o %s', ([style, text, expected]) => {
    expect(shown(text, style)).toBe(expected)
  })

  test('in a line too long to be looked at closely as well', () => {
    const text = `{"HoVaTen":"${'Nguyễn '.repeat(40_000)}"}`
    expect(shown(text, JSON_MASKED)).not.toMatch(/[\p{L}\p{N}]/u)
  })

  test('and are shown where that is asked for, without what steers a terminal', () => {
    const style = { format: 'json', isMasked: false } as const
    expect(shown('"a":\t"\u001B[31mAn\u202E"', style)).toBe('"a": " [31mAn "')
  })
})

describe('a frame', () => {
  test('has the mark under the column', () => {
    const line = toFrameLine('    "TrangThai": "x9",', 23, JSON_MASKED)
    expect(codeFrame(line, 18)).toEqual(['23 | "TrangThai": "••",', '   |              ^'])
  })

  test('counts a letter with its marks as one cell', () => {
    const line = toFrameLine('"Te\u0302n":1', 1, JSON_MASKED)
    expect(codeFrame(line, 8)[1]).toBe('  |       ^')
  })

  test.for([1, 50, 5_000, 9_999])('of a long line is cut around column %i', (column) => {
    const line = toFrameLine('x'.repeat(10_000), 1, { format: 'json', isMasked: false })
    const [text = '', mark = ''] = codeFrame(line, column)
    expect(text.length).toBeLessThan(80)
    expect(text[mark.indexOf('^')]).toBe('x')
  })

  test('of a column beyond the line stands at its end', () => {
    const line = toFrameLine('ab', 1, { format: 'json', isMasked: false })
    expect(codeFrame(line, 99)).toEqual(['1 | ab', '  |   ^'])
  })
})
