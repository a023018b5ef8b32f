/**
 * The line an issue is about, with a mark under its column.
 *
 * A report is read by more people than the document was meant for, so the values in the line are
 * masked unless a person asks to see them: letters and digits become dots, one for one, and what
 * is left are the names of fields and the shape of the value.
 *
 * @module
 */
import type { Verdict } from '../verdict.ts'

export interface FrameStyle {
  readonly format: Verdict['format']
  /** True unless somebody who may see the values asked for them. */
  readonly isMasked: boolean
}

/** One line of a document, made fit to be shown. */
export interface FrameLine {
  /** 1-based. */
  readonly number: number
  /** Of the same length as the line was. */
  readonly shown: string
}

/** What stands before a frame in the text. */
export const FRAME_INDENT = 8
/** Of what is no terminal. */
const COLUMNS_DEFAULT = 80
const [COLUMNS_MIN, COLUMNS_MAX] = [40, 200]
/** What stands in a longer line is not looked at closely: all of it is masked. */
const PARSED_LENGTH_MAX = 200_000

export function toFrameLine(text: string, number: number, style: FrameStyle): FrameLine {
  return { number, shown: withoutControls(style.isMasked ? masked(text, style.format) : text) }
}

/**
 * `column`: 1-based, in UTF-16 code units. `columns`: of the terminal, in cells.
 *
 * Nothing is cut inside a character as a reader sees it, whatever marks it is written with.
 */
export function codeFrame(
  { number, shown }: FrameLine,
  column: number,
  columns: number = COLUMNS_DEFAULT,
): readonly string[] {
  const gutter = String(number)
  const width = Math.min(Math.max(columns, COLUMNS_MIN), COLUMNS_MAX)
  const room = width - FRAME_INDENT - gutter.length - ' | '.length
  const lead = Math.floor(room / 3)
  const indent = Math.min(shown.length - shown.trimStart().length, Math.max(column - 1, 0))
  const at = characterAt(shown, Math.min(Math.max(column - 1, 0), shown.length))
  const isNear =
    endOfRoom(shown, indent, room) === shown.length || at <= endOfRoom(shown, indent, room - lead)
  const start = isNear ? indent : startOfRoom(shown, at, lead)
  const before = start > indent ? '…' : ''
  const left = room - before.length
  const whole = endOfRoom(shown, start, left)
  const end = whole === shown.length ? whole : endOfRoom(shown, start, left - 1)
  const after = end < shown.length ? '…' : ''
  const mark = ' '.repeat(cellsOf(before + shown.slice(start, at)))
  return [
    `${gutter} | ${before}${shown.slice(start, end)}${after}`,
    `${' '.repeat(gutter.length)} | ${mark}^`,
  ]
}

const CHARACTERS = new Intl.Segmenter()
/** Of a longer line no more is looked at: so many code units are in a cell of any real text. */
const UNITS_PER_CELL_MAX = 8

/** Where the character begins that this code unit is part of. */
function characterAt(text: string, unit: number): number {
  const from = Math.max(0, unit - UNITS_PER_CELL_MAX)
  const found = CHARACTERS.segment(text.slice(from, unit + UNITS_PER_CELL_MAX)).containing(
    unit - from,
  )
  return found === undefined ? unit : from + found.index
}

/** How far so many cells reach, from the beginning of a character. */
function endOfRoom(text: string, from: number, cells: number): number {
  const window = text.slice(from, from + cells * UNITS_PER_CELL_MAX)
  let [end, taken] = [from, 0]
  for (const { segment } of CHARACTERS.segment(window)) {
    taken += cellsOf(segment)
    if (taken > cells) break
    end += segment.length
  }
  return end
}

/** Where what fills so many cells before a character begins. */
function startOfRoom(text: string, to: number, cells: number): number {
  const from = Math.max(0, to - cells * UNITS_PER_CELL_MAX)
  // The first may be the rest of one that began before.
  const known = [...CHARACTERS.segment(text.slice(from, to))].slice(from === 0 ? 0 : 1)
  let [start, taken] = [to, 0]
  for (const { segment } of known.toReversed()) {
    taken += cellsOf(segment)
    if (taken > cells) break
    start -= segment.length
  }
  return start
}

function masked(text: string, format: Verdict['format']): string {
  if (text.length > PARSED_LENGTH_MAX) return dots(text)
  if (format === 'json') return text.replaceAll(JSON_TOKENS, keepName)
  return format === 'xml' ? text.replaceAll(XML_TOKENS, keepTag) : dots(text)
}

const LETTERS = /[\p{L}\p{N}\p{M}]+/gu

function dots(text: string): string {
  return text.replaceAll(LETTERS, (letters) => '•'.repeat(letters.length))
}

const JSON_TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?|[\p{L}\p{N}\p{M}]+/gu
/** A name, and not a value that somebody used as one. */
const JSON_NAME = /^"[\p{L}$@_][\p{L}\p{M}\p{Nd}$@_.-]*"\s*:$/u

function keepName(token: string): string {
  return JSON_NAME.test(token) ? token : dots(token)
}

const NAME = String.raw`[\p{L}_][\p{L}\p{M}\p{Nd}._:-]*`
const ATTRIBUTES = String.raw`(?:\s+${NAME}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*`
const XML_TOKENS = new RegExp(
  [
    '<!--.*?(?:-->|$)',
    String.raw`<!\[CDATA\[.*?(?:\]\]>|$)`,
    `<[/?]?${NAME}${ATTRIBUTES}`,
    LETTERS.source,
  ].join('|'),
  'gu',
)
const QUOTED = /(xmlns(?::[^\s=]*)?\s*=\s*)?("[^"]*"|'[^']*')/gu

/** Names of elements and attributes stay, and the namespaces they are of. */
function keepTag(token: string): string {
  if (!token.startsWith('<') || token.startsWith('<!')) return dots(token)
  return token.replaceAll(QUOTED, (whole, declares?: string) =>
    declares === undefined ? dots(whole) : whole,
  )
}

/** What would move the cursor, or turn the direction of the text, stands as a space. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|\p{Surrogate}/gu

function withoutControls(text: string): string {
  return text.replaceAll(CONTROLS, ' ')
}

/** Unicode Standard Annex 11: what East Asian terminals draw two cells wide. */
const WIDE = new RegExp(
  [
    String.raw`[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}`,
    String.raw`\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]`,
    String.raw`|\p{Emoji_Presentation}`,
  ].join(''),
  'u',
)
/** U+FF65 to U+FFDC are the halfwidth forms of wide scripts. */
const HALF = /[\uFF61-\uFFDC]/u
const MARKS = /\p{M}+/gu

/** How many cells of a terminal the text takes. */
function cellsOf(text: string): number {
  let cells = 0
  for (const { segment } of CHARACTERS.segment(text)) {
    if (segment.replaceAll(MARKS, '') === '') continue
    cells += WIDE.test(segment) && !HALF.test(segment) ? 2 : 1
  }
  return cells
}
