/**
 * What the validator uses of `node:buffer`, on the web's own interfaces.
 *
 * @module
 */

/** As `isUtf8` of Node. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
