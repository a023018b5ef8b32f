/**
 * Reads the qualifying properties of a signature: XAdES, ETSI EN 319 132-1.
 *
 * What a signer signs with the content counts only when it is signed by this very
 * signature: one SignedProperties, inside it, that exactly one of its references of the
 * type for that points at. Unsigned properties bring evidence, and prove nothing else.
 *
 * @module
 */
import type { XmlElement } from 'libxml2-wasm'
import { childElements } from '../../xml/positions.ts'
import { commitmentIdentifiers } from '../commitment.ts'
import { SignatureFault } from '../xmldsig/fault.ts'
import type { ResolvedReference } from '../xmldsig/references.ts'
import { DSIG, decodeBase64, leafText, type ParsedSignature } from '../xmldsig/structure.ts'

export const XADES = 'http://uri.etsi.org/01903/v1.3.2#'
const SIGNED_PROPERTIES_TYPE = 'http://uri.etsi.org/01903#SignedProperties'

/** Values taken of each kind; a signature with more is made to keep a verifier busy. */
const VALUE_COUNT_MAX = 8

export interface QualifyingProperties {
  /** As written; a claim. */
  readonly claimedTime?: string
  /** CertDigest of the signing certificate; absent when none is named. */
  readonly signingCertificate?: CertificateDigest
  /** URIs or OIDs. */
  readonly commitments: readonly string[]
  readonly timestamps: readonly EncapsulatedTimestamp[]
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  readonly ocspResponses: readonly Uint8Array[]
}

export interface CertificateDigest {
  readonly algorithm: string
  readonly digest: Buffer
}

export interface EncapsulatedTimestamp {
  readonly token: Uint8Array
  /** The ds:CanonicalizationMethod it names, when it does. */
  readonly canonicalization?: XmlElement
}

/** §5.2.7: one that signs the value of the signature around it. */
export function isCounterSignature({ parent }: XmlElement): boolean {
  return parent !== null && isNamed('CounterSignature')(parent)
}

/** Undefined for a signature without them. Throws `SignatureFault`. */
export function readQualifyingProperties(
  signature: ParsedSignature,
  references: readonly ResolvedReference[],
): QualifyingProperties | undefined {
  const all = signature.objects.flatMap((object) =>
    childElements(object).filter(isNamed('QualifyingProperties')),
  )
  const typed = references.filter(({ reference }) => reference.type === SIGNED_PROPERTIES_TYPE)
  const [properties, ...others] = all
  if (properties === undefined && typed.length === 0) return undefined
  if (properties === undefined || others.length > 0) throw misplaced()
  const id = signature.element.attr('Id')?.value ?? ''
  if (properties.attr('Target')?.value !== `#${id}` || id === '') throw misplaced()
  const signed = only(properties, 'SignedProperties')
  const [reference, ...more] = typed
  if (signed === undefined || reference === undefined || more.length > 0) throw misplaced()
  if (!reference.target.isSameNode(signed)) throw misplaced()
  return { ...readSigned(signed), ...readUnsigned(only(properties, 'UnsignedProperties')) }
}

function readSigned(
  signed: XmlElement,
): Pick<QualifyingProperties, 'claimedTime' | 'signingCertificate' | 'commitments'> {
  const ofSignature = only(signed, 'SignedSignatureProperties')
  const time = ofSignature && only(ofSignature, 'SigningTime')
  const named = ofSignature && readSigningCertificate(ofSignature)
  const ofData = only(signed, 'SignedDataObjectProperties')
  return {
    ...(time === undefined ? {} : { claimedTime: leafText(time).trim() }),
    ...(named === undefined ? {} : { signingCertificate: named }),
    commitments: ofData === undefined ? [] : readCommitments(ofData),
  }
}

/** §5.2.2: the first certificate of the list is that of the signer. */
function readSigningCertificate(properties: XmlElement): CertificateDigest | undefined {
  const list = only(properties, 'SigningCertificateV2') ?? only(properties, 'SigningCertificate')
  const first = list && childElements(list).find(isNamed('Cert'))
  const digest = first && only(first, 'CertDigest')
  if (digest === undefined) return undefined
  const [method, value] = [only(digest, 'DigestMethod', DSIG), only(digest, 'DigestValue', DSIG)]
  if (method === undefined || value === undefined) return undefined
  return {
    algorithm: method.attr('Algorithm')?.value ?? '',
    digest: decodeBase64(leafText(value)),
  }
}

/** §5.2.3: what the signer commits to, such as proof of approval. */
function readCommitments(properties: XmlElement): readonly string[] {
  const identifiers = childElements(properties)
    .filter(isNamed('CommitmentTypeIndication'))
    .slice(0, VALUE_COUNT_MAX)
    .flatMap((indication) => only(indication, 'CommitmentTypeId') ?? [])
    .flatMap((type) => only(type, 'Identifier') ?? [])
  return commitmentIdentifiers(identifiers.map(leafText))
}

type Unsigned = Pick<QualifyingProperties, 'timestamps' | 'certificates' | 'crls' | 'ocspResponses'>

function readUnsigned(unsigned: XmlElement | undefined): Unsigned {
  const properties = unsigned && only(unsigned, 'UnsignedSignatureProperties')
  if (properties === undefined) {
    return { timestamps: [], certificates: [], crls: [], ocspResponses: [] }
  }
  const revocation = only(properties, 'RevocationValues')
  const values = (parent: XmlElement | undefined, name: string) =>
    parent === undefined ? [] : decodeAll(childElements(parent).filter(isNamed(name)))
  return {
    timestamps: readTimestamps(properties),
    certificates: values(only(properties, 'CertificateValues'), 'EncapsulatedX509Certificate'),
    crls: values(revocation && only(revocation, 'CRLValues'), 'EncapsulatedCRLValue'),
    ocspResponses: values(revocation && only(revocation, 'OCSPValues'), 'EncapsulatedOCSPValue'),
  }
}

function readTimestamps(properties: XmlElement): readonly EncapsulatedTimestamp[] {
  return childElements(properties)
    .filter(isNamed('SignatureTimeStamp'))
    .slice(0, VALUE_COUNT_MAX)
    .flatMap((timestamp) => {
      const canonicalization = only(timestamp, 'CanonicalizationMethod', DSIG)
      const [token] = decodeAll(childElements(timestamp).filter(isNamed('EncapsulatedTimeStamp')))
      if (token === undefined) return []
      return [{ token, ...(canonicalization === undefined ? {} : { canonicalization }) }]
    })
}

function decodeAll(elements: readonly XmlElement[]): readonly Uint8Array[] {
  return elements
    .slice(0, VALUE_COUNT_MAX)
    .map((element) => new Uint8Array(decodeBase64(leafText(element))))
}

/** The child of that name; two would be read differently by two readers. */
function only(parent: XmlElement, name: string, namespace = XADES): XmlElement | undefined {
  const [child, ...others] = childElements(parent).filter(isNamed(name, namespace))
  if (others.length > 0) throw misplaced()
  return child
}

function isNamed(name: string, namespace = XADES): (element: XmlElement) => boolean {
  return (element) => element.name === name && element.namespaceUri === namespace
}

function misplaced(): SignatureFault {
  return new SignatureFault(
    'SIG_CONSTRAINTS_FAILURE',
    'properties-misplaced',
    'các thuộc tính XAdES không do chính chữ ký này ký',
    'the XAdES properties are not those that this very signature signs',
  )
}
