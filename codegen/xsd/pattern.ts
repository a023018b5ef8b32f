/**
 * From an ECMA-262 pattern to one of XML Schema 1.0, where it has one.
 *
 * XML Schema patterns match the whole value and know no anchors, look-around, back-references or
 * lazy quantifiers (XML Schema Part 2, appendix F). Anchors at the ends are what they mean there;
 * where there is none, anything may stand. A lazy quantifier matches the same values as a greedy
 * one. What cannot be said is refused, never approximated.
 *
 * @module
 */
import { readClass, readEscape } from './pattern-class.ts'
import type { PatternReader } from './pattern-reader.ts'
import { literal, peek, take, Untranslatable } from './pattern-reader.ts'

const ANYTHING = '[\\s\\S]*'

export function translatePattern(pattern: string): string | undefined {
  const reader: PatternReader = { pattern, at: 0 }
  try {
    const branches = readBranches(reader, true)
    return reader.at === pattern.length ? branches : undefined
  } catch (thrown) {
    if (thrown instanceof Untranslatable) return undefined
    throw thrown
  }
}

function readBranches(reader: PatternReader, outermost: boolean): string {
  const branches = [readBranch(reader, outermost)]
  while (peek(reader) === '|') {
    take(reader)
    branches.push(readBranch(reader, outermost))
  }
  return branches.join('|')
}

function readBranch(reader: PatternReader, outermost: boolean): string {
  const anchored = outermost && peek(reader) === '^'
  if (anchored) take(reader)
  let text = outermost && !anchored ? ANYTHING : ''
  for (let next = peek(reader); next !== '' && next !== '|' && next !== ')'; next = peek(reader)) {
    if (next === '$') {
      take(reader)
      if (outermost && ['', '|'].includes(peek(reader))) return text
      throw new Untranslatable()
    }
    text += readPiece(reader)
  }
  return outermost ? text + ANYTHING : text
}

function readPiece(reader: PatternReader): string {
  const atom = readAtom(reader)
  const quantifier = readQuantifier(reader)
  return atom + quantifier
}

function readAtom(reader: PatternReader): string {
  const next = take(reader)
  if (next === '(') return readGroup(reader)
  if (next === '[') return readClass(reader)
  if (next === '\\') return readEscape(reader)
  // ECMA-262 §22.2.2.7: `.` leaves out four line terminators, in XML Schema only two.
  if (next === '.') return '[^\\n\\r\u2028\u2029]'
  if ('^$*+?{}])|'.includes(next)) throw new Untranslatable()
  return literal(next)
}

function readGroup(reader: PatternReader): string {
  if (peek(reader) === '?') {
    take(reader)
    // Only (?: is a plain group; the others look around, name or switch flags.
    if (take(reader) !== ':') throw new Untranslatable()
  }
  const branches = readBranches(reader, false)
  if (take(reader) !== ')') throw new Untranslatable()
  return `(${branches})`
}

function readQuantifier(reader: PatternReader): string {
  const match = /^(?:[*+?]|\{\d+(?:,\d*)?\})/u.exec(reader.pattern.slice(reader.at))
  if (match === null) return ''
  reader.at += match[0].length
  if (peek(reader) === '?') take(reader)
  return match[0]
}
