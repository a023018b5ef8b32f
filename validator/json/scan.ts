/**
 * Reads JSON text strictly by RFC 8259 and says where it stops being JSON.
 *
 * Builds no value: that is the job of `JSON.parse`, which is faster and tells
 * less. This is the second reading, done only when there is something to say.
 *
 * @module
 */
import { NESTING_DEPTH_MAX } from '../limits.ts'
import { keepsDigits } from './digits.ts'
import type { Expected } from './expected.ts'

/** Offsets are UTF-16 code units from the start of the text. */
export interface JsonVisitor {
  /** A member or an item begins; its value follows. */
  readonly step?: (step: string | number, at: number) => void
  readonly value?: (at: number) => void
  /** A number that no double has the digits of. */
  readonly inexact?: (at: number) => void
  /** The member or item has ended. */
  readonly leave?: () => void
  /** A name that the same object has had before; called before its `step`. */
  readonly duplicate?: (name: string, at: number) => void
}

export type JsonFault =
  | { readonly kind: 'syntax'; readonly at: number; readonly expected: Expected }
  | { readonly kind: 'depth'; readonly at: number }

interface Cursor {
  readonly text: string
  readonly visitor: JsonVisitor
  at: number
  depth: number
  fault?: JsonFault
}

/** The first fault, or undefined when the text is one JSON value. */
export function scanJson(text: string, visitor: JsonVisitor = {}): JsonFault | undefined {
  const cursor: Cursor = { text, visitor, at: 0, depth: 0 }
  if (scanValue(cursor) && peek(cursor) !== '') fail(cursor, 'end')
  return cursor.fault
}

function fail(cursor: Cursor, expected: Expected, at: number = cursor.at): false {
  cursor.fault = { kind: 'syntax', at, expected }
  return false
}

/** The next character that is not white space, without taking it; "" at the end. */
function peek(cursor: Cursor): string {
  for (;;) {
    const character = cursor.text.charAt(cursor.at)
    if (character !== ' ' && character !== '\n' && character !== '\r' && character !== '\t') {
      return character
    }
    cursor.at += 1
  }
}

function take(cursor: Cursor, character: string): boolean {
  if (peek(cursor) !== character) return false
  cursor.at += 1
  return true
}

const LITERALS: Readonly<Record<string, string>> = { t: 'true', f: 'false', n: 'null' }

function scanValue(cursor: Cursor): boolean {
  const first = peek(cursor)
  cursor.visitor.value?.(cursor.at)
  if (first === '{') return scanNested(cursor, scanObject)
  if (first === '[') return scanNested(cursor, scanArray)
  if (first === '"') return scanString(cursor) !== undefined
  if (first === '-' || isDigit(first)) return scanNumber(cursor)
  const literal = Object.hasOwn(LITERALS, first) ? LITERALS[first] : undefined
  if (literal === undefined || !cursor.text.startsWith(literal, cursor.at)) {
    return fail(cursor, 'value')
  }
  cursor.at += literal.length
  return true
}

function scanNested(cursor: Cursor, scan: (cursor: Cursor) => boolean): boolean {
  if (cursor.depth >= NESTING_DEPTH_MAX) {
    cursor.fault = { kind: 'depth', at: cursor.at }
    return false
  }
  cursor.at += 1
  cursor.depth += 1
  const isWhole = scan(cursor)
  cursor.depth -= 1
  return isWhole
}

function scanObject(cursor: Cursor): boolean {
  if (take(cursor, '}')) return true
  const names = new Set<string>()
  do {
    if (!scanMember(cursor, names)) return false
  } while (take(cursor, ','))
  return take(cursor, '}') || fail(cursor, 'comma-or-brace')
}

function scanMember(cursor: Cursor, names: Set<string>): boolean {
  if (peek(cursor) !== '"') return fail(cursor, 'member-name')
  const at = cursor.at
  const name = scanString(cursor)
  if (name === undefined) return false
  if (!take(cursor, ':')) return fail(cursor, 'colon')
  if (names.has(name)) cursor.visitor.duplicate?.(name, at)
  names.add(name)
  cursor.visitor.step?.(name, at)
  const isWhole = scanValue(cursor)
  cursor.visitor.leave?.()
  return isWhole
}

function scanArray(cursor: Cursor): boolean {
  if (take(cursor, ']')) return true
  let index = 0
  do {
    cursor.visitor.step?.(index, cursor.at)
    if (!scanValue(cursor)) return false
    cursor.visitor.leave?.()
    index += 1
  } while (take(cursor, ','))
  return take(cursor, ']') || fail(cursor, 'comma-or-bracket')
}

const LONE_SURROGATE = /\p{Surrogate}/u

/** The string's content, or undefined after a fault. */
function scanString(cursor: Cursor): string | undefined {
  const start = cursor.at
  let hasEscape = false
  cursor.at += 1
  for (;;) {
    const character = cursor.text.charAt(cursor.at)
    if (character === '"') break
    if (character === '\\') {
      hasEscape = true
      if (!scanEscape(cursor)) return undefined
    } else if (!scanPlain(cursor, character)) return undefined
  }
  cursor.at += 1
  if (!hasEscape) return cursor.text.slice(start + 1, cursor.at - 1)
  const content = JSON.parse(cursor.text.slice(start, cursor.at)) as string
  // RFC 7493 §2.1: half a surrogate pair is no character, and no UTF-8 can carry it on.
  if (!LONE_SURROGATE.test(content)) return content
  fail(cursor, 'surrogate-pair', start)
  return undefined
}

function scanPlain(cursor: Cursor, character: string): boolean {
  if (character === '') return fail(cursor, 'quote')
  if (character < ' ') return fail(cursor, 'control-escape')
  cursor.at += 1
  return true
}

const HEXADECIMAL = /^[0-9a-fA-F]$/u

function scanEscape(cursor: Cursor): boolean {
  const letter = cursor.text.charAt(cursor.at + 1)
  if (letter === '' || !'"\\/bfnrtu'.includes(letter)) return fail(cursor, 'escape')
  cursor.at += 2
  if (letter !== 'u') return true
  for (let count = 0; count < 4; count += 1) {
    if (!HEXADECIMAL.test(cursor.text.charAt(cursor.at))) return fail(cursor, 'hexadecimal-digit')
    cursor.at += 1
  }
  return true
}

function scanNumber(cursor: Cursor): boolean {
  const start = cursor.at
  const { text } = cursor
  if (text.charAt(cursor.at) === '-') cursor.at += 1
  if (text.charAt(cursor.at) === '0') cursor.at += 1
  else if (!scanDigits(cursor)) return false
  if (text.charAt(cursor.at) === '.') {
    cursor.at += 1
    if (!scanDigits(cursor)) return false
  }
  if (/^[eE]$/u.test(text.charAt(cursor.at))) {
    cursor.at += 1
    if (/^[+-]$/u.test(text.charAt(cursor.at))) cursor.at += 1
    if (!scanDigits(cursor)) return false
  }
  // RFC 8259 §6: what no double can hold has no meaning that two readers share.
  const written = text.slice(start, cursor.at)
  if (!Number.isFinite(Number(written))) return fail(cursor, 'finite-number', start)
  if (!keepsDigits(written)) cursor.visitor.inexact?.(start)
  return true
}

function scanDigits(cursor: Cursor): boolean {
  const start = cursor.at
  while (isDigit(cursor.text.charAt(cursor.at))) cursor.at += 1
  return cursor.at > start || fail(cursor, 'digit')
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9'
}
