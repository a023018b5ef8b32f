/**
 * Tells a JWS from other text, by its shape alone.
 *
 * @module
 */

const COMPACT = /^[A-Za-z0-9_=+/-]+\.[^{}<>"]*\.[^{}<>".]*\s*$/u
/** RFC 7515 §7.2: what only a JSON serialisation has side by side. */
const JSON_MEMBERS = [/"(?:signatures|signature)"\s*:/u, /"(?:payload|protected)"\s*:/u]

export function looksLikeJws(text: string): boolean {
  const start = text.trimStart()
  if (start.startsWith('{')) return isJsonSerialization(start)
  return start.startsWith('ey') && COMPACT.test(start)
}

/** Decided on the top-level names alone: a business message may well have a `payload`. */
function isJsonSerialization(text: string): boolean {
  if (!JSON_MEMBERS.every((name) => name.test(text))) return false
  try {
    const names = Object.keys(JSON.parse(text) as object)
    const has = (name: string) => names.includes(name)
    return has('signatures') ? has('payload') : has('signature') && has('protected')
  } catch {
    return false
  }
}
