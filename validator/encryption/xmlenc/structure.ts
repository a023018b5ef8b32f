/**
 * Reads one xenc:EncryptedData strictly, before any key is touched.
 *
 * XML Encryption 1.1 §3. What is not expected is refused, not skipped, and one algorithm
 * of each purpose is enough: AES-GCM, and RSA-OAEP whose two digests are one of SHA-2.
 *
 * @module
 */
import { XmlElement, XmlText } from 'libxml2-wasm'
import { RECIPIENT_COUNT_MAX } from '../../limits.ts'
import { childElements } from '../../xml/positions.ts'
import { recipientNamed } from '../opened.ts'

export const XMLENC = 'http://www.w3.org/2001/04/xmlenc#'
const XMLENC11 = 'http://www.w3.org/2009/xmlenc11#'
const DSIG = 'http://www.w3.org/2000/09/xmldsig#'

/** What the plaintext takes the place with: an element, some of its content, or anything. */
export type PlaintextType = 'element' | 'content' | 'octets'

export interface EncryptedData {
  readonly type: PlaintextType
  readonly contentEncryption: ContentEncryption
  readonly keys: readonly EncryptedKey[]
  readonly ciphertext: Buffer
}

export interface EncryptedKey extends KeyTransport {
  readonly recipient?: string
  readonly ciphertext: Buffer
}

export interface ContentEncryption {
  /** By its JOSE name: one thing has one name in a verdict. */
  readonly name: 'A128GCM' | 'A192GCM' | 'A256GCM'
  readonly cipher: 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm'
  readonly keyBytes: number
}

export interface KeyTransport {
  /** By its JOSE name. */
  readonly algorithm: 'RSA-OAEP-256' | 'RSA-OAEP-384' | 'RSA-OAEP-512'
  readonly digest: 'sha256' | 'sha384' | 'sha512'
}

const CONTENT_ENCRYPTION: Readonly<Record<string, ContentEncryption>> = {
  [`${XMLENC11}aes128-gcm`]: { name: 'A128GCM', cipher: 'aes-128-gcm', keyBytes: 16 },
  [`${XMLENC11}aes192-gcm`]: { name: 'A192GCM', cipher: 'aes-192-gcm', keyBytes: 24 },
  [`${XMLENC11}aes256-gcm`]: { name: 'A256GCM', cipher: 'aes-256-gcm', keyBytes: 32 },
}

/** By the algorithms of ds:DigestMethod and xenc11:MGF. */
const KEY_TRANSPORT: Readonly<Record<string, KeyTransport>> = {
  [`${XMLENC}sha256 ${XMLENC11}mgf1sha256`]: { algorithm: 'RSA-OAEP-256', digest: 'sha256' },
  'http://www.w3.org/2001/04/xmldsig-more#sha384 http://www.w3.org/2009/xmlenc11#mgf1sha384': {
    algorithm: 'RSA-OAEP-384',
    digest: 'sha384',
  },
  [`${XMLENC}sha512 ${XMLENC11}mgf1sha512`]: { algorithm: 'RSA-OAEP-512', digest: 'sha512' },
}

const TYPES: Readonly<Record<string, PlaintextType>> = {
  [`${XMLENC}Element`]: 'element',
  [`${XMLENC}Content`]: 'content',
}

/** Thrown for all that is refused; it says nothing, and goes no further than `openXml`. */
export class EncryptionRefused extends Error {}

/** Throws EncryptionRefused. */
export function parseEncryptedData(element: XmlElement): EncryptedData {
  assertAttributes(element, ['Id', 'Type', 'MimeType'])
  const parts = childrenOf(element, [
    `${XMLENC}EncryptionMethod`,
    `${DSIG}KeyInfo`,
    `${XMLENC}CipherData`,
  ])
  const [method, keyInfo, cipherData] = parts
  if (method === undefined || keyInfo === undefined || cipherData === undefined) throw refusal()
  const contentEncryption = own(CONTENT_ENCRYPTION, algorithmOf(method))
  if (contentEncryption === undefined || !isEmpty(method)) throw refusal()
  const type = attribute(element, 'Type')
  const known = type === undefined ? 'octets' : own(TYPES, type)
  if (known === undefined) throw refusal()
  const keys = encryptedKeys(keyInfo).map(parseEncryptedKey)
  return { type: known, contentEncryption, keys, ciphertext: cipherValue(cipherData) }
}

/** In ds:KeyInfo, or elsewhere in the document where a ds:RetrievalMethod names one by Id. */
function encryptedKeys(keyInfo: XmlElement): readonly XmlElement[] {
  const parts = elementsOf(keyInfo).filter((part) => nameOf(part) !== `${DSIG}KeyName`)
  const found = parts.map((part) =>
    nameOf(part) === `${DSIG}RetrievalMethod` ? retrieve(part) : part,
  )
  const areKeys = found.every((part) => nameOf(part) === `${XMLENC}EncryptedKey`)
  if (!areKeys || found.length === 0 || found.length > RECIPIENT_COUNT_MAX) throw refusal()
  return found
}

function retrieve(method: XmlElement): XmlElement {
  const uri = attribute(method, 'URI') ?? ''
  const isOfKey = attribute(method, 'Type') === `${XMLENC}EncryptedKey` && isEmpty(method)
  const root = method.doc.root
  const found = root
    .find('//xenc:EncryptedKey', { xenc: XMLENC })
    .filter((node) => node instanceof XmlElement)
    .filter((key) => `#${attribute(key, 'Id')}` === uri)
  const [key] = found
  if (isOfKey && key !== undefined && found.length === 1) return key
  throw refusal()
}

function parseEncryptedKey(element: XmlElement): EncryptedKey {
  assertAttributes(element, ['Id', 'Recipient'])
  const parts = elementsOf(element)
  const named = (name: string) => parts.filter((part) => nameOf(part) === name)
  const [method, ...otherMethods] = named(`${XMLENC}EncryptionMethod`)
  const [cipherData, ...otherData] = named(`${XMLENC}CipherData`)
  const isOnce = otherMethods.length === 0 && otherData.length === 0
  if (method === undefined || cipherData === undefined || !isOnce) throw refusal()
  const rest = parts.filter((part) => part !== method && part !== cipherData)
  if (!rest.every((part) => KEY_PARTS.has(nameOf(part)))) throw refusal()
  const [keyInfo] = named(`${DSIG}KeyInfo`)
  const recipient = attribute(element, 'Recipient') ?? keyName(keyInfo)
  const ciphertext = cipherValue(cipherData)
  return { ...keyTransport(method), ...recipientNamed(recipient), ciphertext }
}

/** Names alone, that nothing here is decided by. */
const KEY_PARTS = new Set([`${DSIG}KeyInfo`, `${XMLENC}ReferenceList`, `${XMLENC}CarriedKeyName`])

function keyName(keyInfo: XmlElement | undefined): string | undefined {
  const names = keyInfo === undefined ? [] : childElements(keyInfo)
  return names.find((part) => nameOf(part) === `${DSIG}KeyName`)?.content.trim()
}

function keyTransport(method: XmlElement): KeyTransport {
  const [digest, mask, ...rest] = elementsOf(method).sort((one, other) =>
    one.name.localeCompare(other.name),
  )
  const isKnown = algorithmOf(method) === `${XMLENC11}rsa-oaep` && rest.length === 0
  if (!isKnown || digest === undefined || mask === undefined) throw refusal()
  const isNamed = nameOf(digest) === `${DSIG}DigestMethod` && nameOf(mask) === `${XMLENC11}MGF`
  const found = own(KEY_TRANSPORT, `${algorithmOf(digest)} ${algorithmOf(mask)}`)
  if (isNamed && found !== undefined && isEmpty(digest) && isEmpty(mask)) return found
  throw refusal()
}

/** xenc:CipherReference would be fetched: it is refused with all else. */
function cipherValue(cipherData: XmlElement): Buffer {
  const [value] = childrenOf(cipherData, [`${XMLENC}CipherValue`])
  if (value === undefined || elementsCount(value) > 0) throw refusal()
  const compact = textOf(value).replaceAll(/[\t\n\r ]/gu, '')
  const bytes = Buffer.from(compact, 'base64')
  if (compact !== '' && bytes.toString('base64') === compact) return bytes
  throw refusal()
}

/** Exactly these, in this order. */
function childrenOf(element: XmlElement, names: readonly string[]): readonly XmlElement[] {
  const parts = elementsOf(element)
  if (parts.map(nameOf).join(' ') === names.join(' ')) return parts
  throw refusal()
}

/** All children, which are elements with nothing but white space between. */
function elementsOf(element: XmlElement): XmlElement[] {
  for (let node = element.firstChild; node !== null; node = node.next) {
    const isSpace = node instanceof XmlText && node.content.trim() === ''
    if (!isSpace && !(node instanceof XmlElement)) throw refusal()
  }
  return [...childElements(element)]
}

function textOf(element: XmlElement): string {
  let text = ''
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (!(node instanceof XmlText)) throw refusal()
    text += node.content
  }
  return text
}

function elementsCount(element: XmlElement): number {
  return childElements(element).length
}

function isEmpty(element: XmlElement): boolean {
  return elementsOf(element).length === 0
}

function assertAttributes(element: XmlElement, names: readonly string[]): void {
  const isKnown = element.attrs.every(
    ({ name, namespaceUri }) => namespaceUri === '' && names.includes(name),
  )
  if (!isKnown) throw refusal()
}

function nameOf({ namespaceUri, name }: XmlElement): string {
  return `${namespaceUri}${name}`
}

function algorithmOf(element: XmlElement): string {
  return attribute(element, 'Algorithm') ?? ''
}

function attribute(element: XmlElement, name: string): string | undefined {
  return element.attr(name)?.value
}

function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

function refusal(): EncryptionRefused {
  return new EncryptionRefused()
}
