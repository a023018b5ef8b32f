/**
 * XML signatures as an attacker, or a careless signer, would write them.
 *
 * All is written in exclusive canonical form to begin with, so that no library is needed to
 * know what is signed: the text as it stands.
 */
import { createHash } from 'node:crypto'
import { BODY_ID, ecdsaValue, SIGNER, type Signer, soapBody } from './laboratory.ts'

export const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const DSIG_MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
export const ECDSA_SHA256: string = `${DSIG_MORE}ecdsa-sha256`
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const ENVELOPED_TRANSFORM: string = `${DSIG}enveloped-signature`
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

export interface RawReference {
  /** As it stands in the document; null: no attribute at all. */
  readonly uri: string | null
  /** What is digested. */
  readonly over: string | Uint8Array
  readonly type?: string
  /** URIs, or whole elements. */
  readonly transforms?: readonly string[]
  readonly digestMethod?: string
  /** Name for node:crypto. */
  readonly hash?: string
}

export interface RawSignature {
  readonly references: readonly RawReference[]
  readonly signer?: Signer
  /** Algorithm of SignatureMethod. */
  readonly method?: string
  /** Content of SignatureMethod. */
  readonly parameters?: string
  readonly canonicalization?: string
  /** Instead of ECDSA by the signer's key. */
  readonly makeValue?: (signedInfo: string) => Uint8Array
  /** The content of ds:KeyInfo, instead of the signer's certificates. */
  readonly keyInfo?: string
  /** After KeyInfo. */
  readonly objects?: string
  /** What is added to SignedInfo, and signed. */
  readonly inSignedInfo?: string
}

export function rawSignature(request: RawSignature): string {
  const { signer = SIGNER, objects = '' } = request
  const signedInfo = writeSignedInfo(request)
  const makeValue = request.makeValue ?? ((text: string) => ecdsaValue(text, signer.key))
  const value = Buffer.from(makeValue(signedInfo)).toString('base64')
  const keyInfo = request.keyInfo ?? x509Data(signer.certificates)
  return (
    `<ds:Signature xmlns:ds="${DSIG}">${signedInfo}` +
    `<ds:SignatureValue>${value}</ds:SignatureValue>` +
    `<ds:KeyInfo>${keyInfo}</ds:KeyInfo>${objects}</ds:Signature>`
  )
}

export function x509Data(certificates: readonly Uint8Array[]): string {
  const all = certificates.map(
    (der) => `<ds:X509Certificate>${Buffer.from(der).toString('base64')}</ds:X509Certificate>`,
  )
  return `<ds:X509Data>${all.join('')}</ds:X509Data>`
}

function writeSignedInfo(request: RawSignature): string {
  const { method = ECDSA_SHA256, parameters = '', canonicalization = EXCLUSIVE } = request
  return (
    `<ds:SignedInfo xmlns:ds="${DSIG}">` +
    `<ds:CanonicalizationMethod Algorithm="${canonicalization}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${method}">${parameters}</ds:SignatureMethod>` +
    `${request.references.map(writeReference).join('')}${request.inSignedInfo ?? ''}</ds:SignedInfo>`
  )
}

export function writeReference(reference: RawReference): string {
  const { uri, type, transforms = [EXCLUSIVE], digestMethod = SHA256, hash = 'sha256' } = reference
  const attributes = [
    ...(type === undefined ? [] : [` Type="${type}"`]),
    ...(uri === null ? [] : [` URI="${uri}"`]),
  ]
  const digest = createHash(hash).update(reference.over).digest('base64')
  const list =
    transforms.length === 0
      ? ''
      : `<ds:Transforms>${transforms.map(writeTransform).join('')}</ds:Transforms>`
  return (
    `<ds:Reference${attributes.join('')}>${list}` +
    `<ds:DigestMethod Algorithm="${digestMethod}"></ds:DigestMethod>` +
    `<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`
  )
}

function writeTransform(transform: string): string {
  if (transform.startsWith('<')) return transform
  return `<ds:Transform Algorithm="${transform}"></ds:Transform>`
}

/** A record with its Signature as its last child. */
export function envelope(
  record: string,
  request: Partial<RawSignature> = {},
  reference: Partial<RawReference> = {},
): string {
  const own: RawReference = {
    uri: '',
    over: record,
    transforms: [ENVELOPED_TRANSFORM, EXCLUSIVE],
    ...reference,
  }
  return putInside(record, rawSignature({ references: [own], ...request }))
}

/** The element with one more child at its end. */
export function putInside(element: string, child: string): string {
  const end = element.lastIndexOf('</')
  return element.slice(0, end) + child + element.slice(end)
}

/** A reference to the SOAP Body around this content. */
export function bodyReference(
  content: string,
  reference: Partial<RawReference> = {},
): RawReference {
  return { uri: `#${BODY_ID}`, over: soapBody(content), ...reference }
}
