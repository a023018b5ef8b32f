/**
 * Character classes and escapes of a pattern, for XML Schema.
 *
 * `\d`, `\w` and `\s` mean ASCII digits, ASCII words and Unicode space in ECMA-262, and something
 * else in XML Schema: they are spelled out.
 *
 * @module
 */
import type { PatternReader } from './pattern-reader.ts'
import { literal, peek, take, Untranslatable } from './pattern-reader.ts'

/** ECMA-262 §22.2.2.9: digits, white space with line terminators, word characters. */
const SETS: Readonly<Record<string, string>> = {
  d: '0-9',
  w: 'A-Za-z0-9_',
  s: '\\t\\n\\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
}

const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' }

/** General categories that both know, of Unicode and of XML Schema Part 2 §F.1.1. */
const CATEGORY = /^\{(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)\}/u

/** Outside a class; the back-slash is taken. */
export function readEscape(reader: PatternReader): string {
  const next = peek(reader)
  const set = SETS[next.toLowerCase()]
  if (set !== undefined && /^[dwsDWS]$/u.test(next)) {
    take(reader)
    return next === next.toLowerCase() ? `[${set}]` : `[^${set}]`
  }
  return next === 'p' || next === 'P' ? readCategory(reader) : literal(readCharacter(reader))
}

/** The opening bracket is taken. */
export function readClass(reader: PatternReader): string {
  const negated = peek(reader) === '^'
  if (negated) take(reader)
  let members = ''
  while (peek(reader) !== ']') members += readMember(reader)
  take(reader)
  // [] matches nothing and [^] anything; XML Schema has no empty class.
  if (members === '') return negated ? '[\\s\\S]' : refuse()
  return `[${negated ? '^' : ''}${members}]`
}

function readMember(reader: PatternReader): string {
  const first = take(reader)
  if (first === '\\' && /^[dwsp]$/iu.test(peek(reader))) return readSet(reader)
  const from = first === '\\' ? readCharacter(reader) : first
  if (peek(reader) !== '-' || reader.pattern[reader.at + 1] === ']') return literal(from)
  take(reader)
  const last = take(reader)
  if (last === '\\' && /^[dwsp]$/iu.test(peek(reader))) return refuse()
  const to = last === '\\' ? readCharacter(reader) : last
  return `${literal(from)}-${literal(to)}`
}

/** A set inside a class; a negated one has no place there. */
function readSet(reader: PatternReader): string {
  if (/^p$/iu.test(peek(reader))) return readCategory(reader)
  return SETS[take(reader)] ?? refuse()
}

function readCategory(reader: PatternReader): string {
  const letter = take(reader)
  const match = CATEGORY.exec(reader.pattern.slice(reader.at))
  if (match === null) return refuse()
  reader.at += match[0].length
  return `\\${letter}${match[0]}`
}

/** The character an escape stands for; the back-slash is taken. */
function readCharacter(reader: PatternReader): string {
  const next = take(reader)
  const control = CONTROLS[next]
  if (control !== undefined) return control
  if (next === 'u' || next === 'x') return readCodePoint(reader, next)
  return /^[A-Za-z0-9]$/u.test(next) ? refuse() : next
}

function readCodePoint(reader: PatternReader, kind: string): string {
  const form = kind === 'x' ? /^([0-9A-Fa-f]{2})/u : /^(?:([0-9A-Fa-f]{4})|\{([0-9A-Fa-f]{1,6})\})/u
  const match = form.exec(reader.pattern.slice(reader.at))
  const code = Number.parseInt(match?.[1] ?? match?.[2] ?? '', 16)
  if (match === null || code > 0x10ffff) return refuse()
  reader.at += match[0].length
  return String.fromCodePoint(code)
}

function refuse(): never {
  throw new Untranslatable()
}
