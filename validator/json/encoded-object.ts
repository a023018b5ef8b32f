/**
 * Whether text begins as the base64url of a JSON object, as the compact forms of JOSE do.
 *
 * @module
 */

/** How the text of an object begins, once its first characters are decoded. */
const OBJECT = /^\s*\{\s*["}]/u
const DECODED_LENGTH = 32

export function beginsAsEncodedObject(text: string): boolean {
  return OBJECT.test(Buffer.from(text.slice(0, DECODED_LENGTH), 'base64').toString('latin1'))
}
