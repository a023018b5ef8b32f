/**
 * Decrypts what of an XML document is encrypted (XML Encryption 1.1), and puts it in its place.
 *
 * First of all stages: what was signed is looked at when it reads as it was signed.
 *
 * @module
 */
import { isUtf8 } from 'node:buffer'
import { type KeyObject, randomUUID } from 'node:crypto'
import { type XmlDocument, XmlElement } from 'libxml2-wasm'
import { DOCUMENT_BYTES_MAX, ENCRYPTED_PART_COUNT_MAX, RECIPIENT_COUNT_MAX } from '../../limits.ts'
import { namespaceDeclarations } from '../../xml/namespace-declarations.ts'
import { parseXml } from '../../xml/parse.ts'
import { childElements } from '../../xml/positions.ts'
import type { EncryptionNamed, OpenedMessage } from '../opened.ts'
import { opened, refused, withoutKey } from '../opened.ts'
import { decryptData } from './decrypt.ts'
import type { EncryptedData, EncryptedKey } from './structure.ts'
import { EncryptionRefused, parseEncryptedData, XMLENC } from './structure.ts'

interface Part {
  readonly element: XmlElement
  readonly data: EncryptedData
}

interface DecryptedPart extends Part {
  readonly plaintext: Buffer
  readonly encryptedKey: EncryptedKey
}

/** Undefined: nothing in it is encrypted, or it cannot be read, which the next stage explains. */
export function openEncryptedXml(
  bytes: Uint8Array,
  keys: readonly KeyObject[],
): OpenedMessage | undefined {
  // The name of an element cannot be written in any other way.
  if (occurrences('EncryptedData', bytes) === 0) return undefined
  const { document } = parseXml(bytes)
  if (document === undefined) return undefined
  try {
    const isMany = NAMES.some((name) => occurrences(name, bytes) > OCCURRENCE_COUNT_MAX)
    if (isMany) return refused()
    const found = document.root.find('//xenc:EncryptedData', { xenc: XMLENC })
    const elements = found.filter((node) => node instanceof XmlElement)
    return elements.length === 0 ? undefined : openElements(document, elements, keys)
  } finally {
    document.dispose()
  }
}

const NAMES = ['EncryptedData', 'EncryptedKey']
/** Two tags each for as many keys as there may be, and the attributes that name their type. */
const OCCURRENCE_COUNT_MAX = 4 * ENCRYPTED_PART_COUNT_MAX * RECIPIENT_COUNT_MAX

/** Looked for in the bytes: a set of many thousand nodes takes libxml2 seconds. */
function occurrences(name: string, bytes: Uint8Array): number {
  const { buffer, byteOffset, byteLength } = bytes
  const text = Buffer.from(buffer, byteOffset, byteLength)
  let count = 0
  let at = text.indexOf(name)
  for (; at >= 0 && count <= OCCURRENCE_COUNT_MAX; at = text.indexOf(name, at + 1)) count += 1
  return count
}

function openElements(
  document: XmlDocument,
  elements: readonly XmlElement[],
  keys: readonly KeyObject[],
): OpenedMessage {
  let named: EncryptionNamed | undefined
  try {
    if (elements.length > ENCRYPTED_PART_COUNT_MAX) throw new EncryptionRefused()
    const parts = elements.map(parsePart)
    named = nameOf(parts)
    if (keys.length === 0) {
      const known = parts.flatMap(({ data }) => data.keys)
      return withoutKey(named, known)
    }
    const decrypted = parts.map((part) => decryptPart(part, keys))
    return opened(contentOf(document, decrypted), nameOf(decrypted))
  } catch (thrown) {
    if (!(thrown instanceof EncryptionRefused)) throw thrown
    return refused(named)
  }
}

/** Anything may be encrypted as a whole; in the midst of a document, what belongs there. */
function parsePart(element: XmlElement): Part {
  const data = parseEncryptedData(element)
  const isPlaced = element.parent === null ? data.type !== 'content' : data.type !== 'octets'
  if (isPlaced && !isNested(element)) return { element, data }
  throw new EncryptionRefused()
}

/** What is encrypted takes all of its place: nothing in it has a place of its own. */
function isNested(element: XmlElement): boolean {
  for (let at = element.parent; at !== null; at = at.parent) {
    if (at.namespaceUri === XMLENC) return true
  }
  return false
}

/** Of the first part, by the key that opened it where one did. */
function nameOf([part]: readonly (Part & { readonly encryptedKey?: EncryptedKey })[]) {
  const { algorithm, recipient } = part?.encryptedKey ?? part?.data.keys[0] ?? {}
  if (part === undefined || algorithm === undefined) throw new EncryptionRefused()
  const { name: contentEncryption } = part.data.contentEncryption
  return { algorithm, contentEncryption, ...(recipient !== undefined && { recipient }) }
}

function decryptPart(part: Part, keys: readonly KeyObject[]): DecryptedPart {
  const decrypted = decryptData(part.data, keys)
  if (decrypted === undefined) throw new EncryptionRefused()
  return { ...part, ...decrypted }
}

function contentOf(document: XmlDocument, parts: readonly DecryptedPart[]): Uint8Array {
  const [first] = parts
  if (first !== undefined && first.element.parent === null) return first.plaintext
  const content = Buffer.from(withPlaintext(document, parts))
  if (content.length <= DOCUMENT_BYTES_MAX) return content
  throw new EncryptionRefused()
}

/** The document as text, in which marks that nobody can foresee hold the places. */
function withPlaintext(document: XmlDocument, parts: readonly DecryptedPart[]): string {
  const marked = parts.map(({ element, data, plaintext }) => {
    const text = fragment(plaintext, element, data)
    const mark = randomUUID()
    element.prependComment(mark)
    element.remove()
    return { mark: `<!--${mark}-->`, text }
  })
  const whole = document.toString({ format: false, noDeclaration: true })
  const pieces: string[] = []
  let at = 0
  for (const { mark, text } of marked) {
    const place = whole.indexOf(mark, at)
    pieces.push(whole.slice(at, place), text)
    at = place + mark.length
  }
  return `${pieces.join('')}${whole.slice(at)}`
}

/** It must be whole by itself: what opens in the plaintext closes in the plaintext. */
function fragment(plaintext: Buffer, place: XmlElement, { type }: EncryptedData): string {
  if (!isUtf8(plaintext)) throw new EncryptionRefused()
  const text = plaintext.toString('utf8')
  const declarations = namespaceDeclarations(Object.entries(place.namespaces))
  const { document } = parseXml(Buffer.from(`<fragment${declarations}>${text}</fragment>`))
  if (document === undefined) throw new EncryptionRefused()
  try {
    const isAsTyped = type === 'content' || childElements(document.root).length === 1
    if (isAsTyped) return text
    throw new EncryptionRefused()
  } finally {
    document.dispose()
  }
}
