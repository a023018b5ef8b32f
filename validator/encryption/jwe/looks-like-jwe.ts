/**
 * Tells a JWE from other text, by its shape alone, in time in proportion to the text.
 *
 * @module
 */
import { beginsAsEncodedObject } from '../../json/encoded-object.ts'
import { isJsonObject } from '../../json-value.ts'

const HEADER = /^[\w-]*\./u
/** A JWS has three parts, and so two dots. */
const DOTS = 4
/** RFC 7516 §7.2: what only a JSON serialization has side by side. */
const JSON_MEMBERS = ['ciphertext', 'tag']

export function looksLikeJwe(text: string): boolean {
  const start = text.trimStart()
  if (!beginsAsEncodedObject(start)) return isJsonSerialization(start)
  return dotCount(start, DOTS + 1) === DOTS && HEADER.test(start)
}

/** Counts no further than `most`. */
function dotCount(text: string, most: number): number {
  let count = 0
  let at = text.indexOf('.')
  for (; at >= 0 && count < most; at = text.indexOf('.', at + 1)) count += 1
  return count
}

function isJsonSerialization(text: string): boolean {
  if (!JSON_MEMBERS.every((name) => text.includes(`"${name}"`))) return false
  const value = tryParse(text)
  return isJsonObject(value) && JSON_MEMBERS.every((name) => Object.hasOwn(value, name))
}

function tryParse(text: string): ReturnType<typeof JSON.parse> {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}
