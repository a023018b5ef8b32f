/**
 * An X.509 certificate, read once into what a path and a report need to know.
 *
 * Reads and compares; whether it may be believed is decided elsewhere.
 *
 * @module
 */
import { createHash, type KeyObject, X509Certificate } from 'node:crypto'
import { fromBER } from 'asn1js'
import * as pkijs from 'pkijs'
import type { Signer } from '../verdict.ts'
import { type CertificateOwner, ownerIn } from './certificate-owner.ts'
import { formatName, nameAttributes } from './distinguished-name.ts'
import { GuardedCache } from './guarded-cache.ts'

export interface Certificate extends CertificateOwner {
  readonly der: Uint8Array
  readonly x509: X509Certificate
  /** RFC 4514. */
  readonly subject: string
  readonly issuer: string
  /** Lower-case hexadecimal SHA-256 of the DER. */
  readonly fingerprint: string
  readonly notBefore: Date
  readonly notAfter: Date
  readonly publicKey: KeyObject
  readonly isCa: boolean
  readonly pathLength?: number
  /** Bits of RFC 5280 §4.2.1.3 from the first; absent when there is no such extension. */
  readonly keyUsage?: readonly boolean[]
  /** Object identifiers of RFC 5280 §4.2.1.12; absent when there is no such extension. */
  readonly extendedKeyUsage?: readonly string[]
  /** Object identifiers of extensions that bind and that this validator does not process. */
  readonly unknownCritical: readonly string[]
}

const BASIC_CONSTRAINTS = '2.5.29.19'
const KEY_USAGE = '2.5.29.15'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const CERTIFICATE_POLICIES = '2.5.29.32'
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17'
/** Processed, or without consequence for who signed: RFC 5280 §4.2. */
const PROCESSED = new Set([
  BASIC_CONSTRAINTS,
  KEY_USAGE,
  EXTENDED_KEY_USAGE,
  CERTIFICATE_POLICIES,
  SUBJECT_ALTERNATIVE_NAME,
  '2.5.29.30', // nameConstraints
  '2.5.29.33', // policyMappings
  '2.5.29.36', // policyConstraints
  '2.5.29.54', // inhibitAnyPolicy
])
const UID = '0.9.2342.19200300.100.1.1'
const VERSION_3 = 2

/** The certificate, or undefined when the bytes are none: DER only. */
export function parseCertificate(der: Uint8Array): Certificate | undefined {
  const fingerprint = createHash('sha256').update(der).digest('hex')
  const known = parsed.get(fingerprint)
  if (known !== undefined) return known
  try {
    const certificate = readCertificate(der, fingerprint)
    parsed.add(fingerprint, certificate)
    return certificate
  } catch {
    // Neither library says more than "not a certificate", and each in its own words.
    return undefined
  }
}

/** A copy for each report. */
export function toSigner(certificate: Certificate): Signer {
  const signer = signers.get(certificate) ?? describe(certificate)
  signers.set(certificate, signer)
  return { ...signer }
}

const signers = new WeakMap<Certificate, Signer>()

function describe(certificate: Certificate): Signer {
  const { subject, issuer, fingerprint, notBefore, notAfter, x509, taxCode, agencyCode } =
    certificate
  return {
    subject,
    issuer,
    serialNumber: x509.serialNumber.toLowerCase(),
    fingerprint,
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    ...(taxCode === undefined ? {} : { taxCode }),
    ...(agencyCode === undefined ? {} : { agencyCode }),
  }
}

/** Partners sign with the same few certificates; reading one costs more than checking it. */
const parsed = new GuardedCache<Certificate>(256)
const written = new GuardedCache<Certificate>(256)
const WRITTEN_LENGTH_MAX = 8_192

/** Of a path to an anchor: stays read, however many certificates strangers send. */
export function keepBelieved(certificate: Certificate): void {
  parsed.guard(certificate.fingerprint, certificate)
  const text = Buffer.from(certificate.der).toString('base64')
  if (text.length <= WRITTEN_LENGTH_MAX) written.guard(text, certificate)
}

/** As base64 without white space; undefined for any other way to write it. */
export function parseBase64Certificate(text: string): Certificate | undefined {
  const known = written.get(text)
  if (known !== undefined) return known
  const bytes = Buffer.from(text, 'base64')
  if (bytes.toString('base64') !== text) return undefined
  const certificate = parseCertificate(new Uint8Array(bytes))
  if (certificate !== undefined && text.length <= WRITTEN_LENGTH_MAX) {
    written.add(text, certificate)
  }
  return certificate
}

function readCertificate(bytes: Uint8Array, fingerprint: string): Certificate {
  // The bytes may be a part of a message, or be changed by who gave them.
  const der = Uint8Array.from(bytes)
  const x509 = new X509Certificate(der)
  const { offset, result } = fromBER(new Uint8Array(der).buffer)
  if (offset !== der.byteLength) throw new TypeError('trailing bytes')
  const content = new pkijs.Certificate({ schema: result })
  const extensions = content.extensions ?? []
  const identifiers = extensions.map(({ extnID }) => extnID)
  if (new Set(identifiers).size < identifiers.length) throw new TypeError('repeated extension')
  // RFC 5280 §4.1.2.1: other readers would not look at them.
  if (extensions.length > 0 && content.version !== VERSION_3) throw new TypeError('no version 3')
  const [notBefore, notAfter] = [content.notBefore.value, content.notAfter.value]
  // A 99th of a month is a day years later to one reader, and no time at all to another.
  if (!isTime(notBefore, x509.validFrom) || !isTime(notAfter, x509.validTo)) {
    throw new TypeError('no time')
  }
  const constraints = extensions.find(({ extnID }) => extnID === BASIC_CONSTRAINTS)
  const { cA = false, pathLenConstraint } = (constraints?.parsedValue ?? {}) as {
    readonly cA?: boolean
    readonly pathLenConstraint?: unknown
  }
  const usage = extensions.find(({ extnID }) => extnID === KEY_USAGE)
  const extendedUsage = extensions.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE)
  const owner = ownerIn(nameAttributes(content.subject, UID))
  return {
    der,
    x509,
    subject: formatName(content.subject),
    issuer: formatName(content.issuer),
    fingerprint,
    notBefore,
    notAfter,
    publicKey: x509.publicKey,
    isCa: cA,
    ...(typeof pathLenConstraint === 'number' ? { pathLength: pathLenConstraint } : {}),
    ...(usage === undefined ? {} : { keyUsage: bitsOf(usage.parsedValue) }),
    ...(extendedUsage === undefined
      ? {}
      : { extendedKeyUsage: (extendedUsage.parsedValue as pkijs.ExtKeyUsage).keyPurposes }),
    unknownCritical: extensions
      .filter(({ critical, extnID }) => critical && !PROCESSED.has(extnID))
      .map(({ extnID }) => extnID),
    ...owner,
  }
}

function isTime(read: Date, written: string): boolean {
  return Date.parse(written) === read.getTime()
}

function bitsOf(parsed: unknown): readonly boolean[] {
  const { valueHexView } = (parsed as { valueBlock: { valueHexView: Uint8Array } }).valueBlock
  return [...valueHexView].flatMap((byte) =>
    Array.from({ length: 8 }, (_, bit) => (byte & (0x80 >> bit)) !== 0),
  )
}
