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

  const SHOWN = { format: 'json', isMasked: false } as const
  // As the letters of Vietnamese are written when their marks stand apart (NFD), then wide ones.
  const TEXTS = [
    ['marks that stand apart', 'Nguyễn Thị Hường, '.normalize('NFD').repeat(60)],
    ['wide characters', '身份证号码，公安部：'.repeat(60)],
    ['pictures of several parts', '👩🏽‍🔧🇻🇳 '.repeat(60)],
  ] as const

  test.for(
    TEXTS.flatMap(([name, text]) =>
      [undefined, 20, 40, 57, 120, 1_000].map((columns) => ({ name, text, columns })),
    ),
  )('of $name fits into $columns columns and cuts no character', ({ text, columns }) => {
    const width = Math.min(Math.max(columns ?? 80, 40), 200)
    const frameLine = toFrameLine(text, 12, SHOWN)
    const charactersOf = (part: string) =>
      [...new Intl.Segmenter().segment(part)].map(({ segment }) => segment)
    const whole = new Set(charactersOf(frameLine.shown))
    for (let column = 1; column <= text.length; column += 7) {
      const [line = '', mark = ''] = codeFrame(frameLine, column, columns)
      const cells = charactersOf(line.slice('12 | '.length))
      const strangers = cells.filter((cell) => cell !== '…' && !whole.has(cell))
      expect(strangers).toEqual([])
      const isWide = (cell: string) => /\p{Script=Han}|\p{Emoji}|[，：]/u.test(cell)
      const wide = cells.filter(isWide).length
      expect(cells.length + wide).toBeLessThanOrEqual(width - 8 - '12 | '.length)
      expect(mark.indexOf('^')).toBeLessThan(width - 8)
    }
  })

  test('marks the character that a column in its middle is part of', () => {
    const text = 'Hường: 1'.normalize('NFD')
    const marks = [...text].map((_, index) => {
      const [, mark = ''] = codeFrame(toFrameLine(text, 1, SHOWN), index + 1)
      return mark.indexOf('^') - '1 | '.length
    })
    // H, ư and ơ of two and three code points, n, g …
    expect(marks).toEqual([0, 1, 1, 2, 2, 2, 3, 4, 5, 6, 7])
  })

  test('of a wide terminal shows what a narrow one cuts', () => {
    const line = toFrameLine(`{${'"a":1,'.repeat(20)}`, 1, SHOWN)
    expect(codeFrame(line, 3, 80)[0]).toMatch(/…$/u)
    expect(codeFrame(line, 3, 160)[0]).not.toContain('…')
  })

  test('of a column beyond the line stands at its end', () => {
    const line = toFrameLine('ab', 1, { format: 'json', isMasked: false })
    expect(codeFrame(line, 99)).toEqual(['1 | ab', '  |   ^'])
  })
})
