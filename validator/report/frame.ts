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

const WIDTH = 72
/** What stands in a longer line is not looked at closely: all of it is masked. */
const PARSED_LENGTH_MAX = 200_000
const LEAD = 24

export function toFrameLine(text: string, number: number, style: FrameStyle): FrameLine {
  return { number, shown: withoutControls(style.isMasked ? masked(text, style.format) : text) }
}

/** `column`: 1-based, in UTF-16 code units. */
export function codeFrame({ number, shown }: FrameLine, column: number): readonly string[] {
  const at = Math.min(Math.max(column - 1, 0), shown.length)
  const indent = shown.length - shown.trimStart().length
  const isShort = shown.length - indent <= WIDTH
  const start = isShort || at - indent < WIDTH - LEAD ? Math.min(indent, at) : at - LEAD
  const end = Math.min(shown.length, start + WIDTH)
  const before = start > indent ? '…' : ''
  const after = end < shown.length ? '…' : ''
  const gutter = String(number)
  const mark = ' '.repeat(cellsOf(before + shown.slice(start, at)))
  return [
    `${gutter} | ${before}${shown.slice(start, end)}${after}`,
    `${' '.repeat(gutter.length)} | ${mark}^`,
  ]
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

const WIDE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u
const EMOJI = /\p{Emoji_Presentation}/u
const MARK = /\p{M}/u

/** How many cells of a terminal the text takes. */
function cellsOf(text: string): number {
  let cells = 0
  for (const character of text) {
    if (MARK.test(character)) continue
    cells += WIDE.test(character) || EMOJI.test(character) ? 2 : 1
  }
  return cells
}
