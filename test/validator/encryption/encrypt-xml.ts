/** Encrypts XML for tests as XML Encryption 1.1 says, and in ways that it forbids or we refuse. */
import {
  type CipherGCMTypes,
  constants,
  createCipheriv,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'

export const XMLENC = 'http://www.w3.org/2001/04/xmlenc#'
export const XMLENC11 = 'http://www.w3.org/2009/xmlenc11#'
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'

export interface Encryption {
  readonly key: KeyObject
  readonly type?: 'Element' | 'Content'
  readonly bits?: 128 | 192 | 256
  readonly hash?: 'sha1' | 'sha256' | 'sha384' | 'sha512'
  readonly mask?: string
  readonly contentMethod?: string
  readonly keyMethod?: string
  readonly recipient?: string
  readonly label?: string
}

const DIGESTS = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: `${XMLENC}sha256`,
  sha384: `${MORE}sha384`,
  sha512: `${XMLENC}sha512`,
}

export function encryptXml(plaintext: string | Uint8Array, options: Encryption): string {
  const { bits = 256, type } = options
  const contentKey = randomBytes(bits / 8)
  const method = options.contentMethod ?? `${XMLENC11}aes${bits}-gcm`
  return (
    `<xenc:EncryptedData xmlns:xenc="${XMLENC}"${type ? ` Type="${XMLENC}${type}"` : ''}>` +
    `<xenc:EncryptionMethod Algorithm="${method}"/>` +
    `<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">` +
    `${encryptedKey(contentKey, options)}</ds:KeyInfo>` +
    `${cipherData(encipher(plaintext, contentKey, bits))}</xenc:EncryptedData>`
  )
}

export function encryptedKey(contentKey: Buffer, options: Encryption): string {
  const { hash = 'sha256', recipient, label } = options
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const oaepLabel = label === undefined ? {} : { oaepLabel: Buffer.from(label) }
  const wrapped = publicEncrypt(
    { key: options.key, padding, oaepHash: hash, ...oaepLabel },
    contentKey,
  )
  const params =
    label === undefined
      ? ''
      : `<xenc:OAEPparams>${Buffer.from(label).toString('base64')}</xenc:OAEPparams>`
  return (
    `<xenc:EncryptedKey xmlns:xenc="${XMLENC}" Id="key"` +
    `${recipient ? ` Recipient="${recipient}"` : ''}>` +
    `<xenc:EncryptionMethod Algorithm="${options.keyMethod ?? `${XMLENC11}rsa-oaep`}">${params}` +
    `<ds:DigestMethod xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Algorithm="${DIGESTS[hash]}"/>` +
    `<m:MGF xmlns:m="${XMLENC11}" Algorithm="${options.mask ?? `${XMLENC11}mgf1${hash}`}"/>` +
    `</xenc:EncryptionMethod>${cipherData(wrapped)}</xenc:EncryptedKey>`
  )
}

function cipherData(bytes: Buffer): string {
  const lines = bytes.toString('base64').replaceAll(/(.{76})/gu, '$1\n')
  return `<xenc:CipherData><xenc:CipherValue>${lines}</xenc:CipherValue></xenc:CipherData>`
}

function encipher(plaintext: string | Uint8Array, key: Buffer, bits: number): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv(`aes-${bits}-gcm` as CipherGCMTypes, key, iv)
  const inside = typeof plaintext === 'string' ? Buffer.from(plaintext) : plaintext
  return Buffer.concat([iv, cipher.update(inside), cipher.final(), cipher.getAuthTag()])
}
