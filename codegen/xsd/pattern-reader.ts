/**
 * Reads a pattern character by character, and writes one as XML Schema wants it.
 *
 * @module
 */

/** Reads on from where it stands; only `take` and what reads a known form move it. */
export interface PatternReader {
  readonly pattern: string
  at: number
}

/** Thrown inside and caught at the door: the pattern has no counterpart. */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable'
}

/** The next character, whole: patterns are read as code points, as the `u` flag has it. */
export function peek({ pattern, at }: PatternReader): string {
  const code = pattern.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}

export function take(reader: PatternReader): string {
  const next = peek(reader)
  if (next === '') throw new Untranslatable()
  reader.at += next.length
  return next
}

/** A literal as XML Schema wants it: `^` and `$` mean themselves there. */
export function literal(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const named = new Map([
    [9, '\\t'],
    [10, '\\n'],
    [13, '\\r'],
  ]).get(code)
  if (named !== undefined) return named
  // XML 1.0 §2.2: these cannot be written in a document at all.
  if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff) {
    throw new Untranslatable()
  }
  return '\\.?*+{}()[]|-^'.includes(character) ? `\\${character}` : character
}
