/**
 * Reads OCSP responses by RFC 6960.
 *
 * Who may answer is the issuer of the certificate, or whom it certified for that.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import type { DerElement } from '../asn1/der.ts'
import {
  childrenOf,
  context,
  DER,
  DerFault,
  expectTag,
  membersOf,
  onlyChild,
  readDer,
} from '../asn1/der.ts'
import { readExtensions } from '../asn1/extensions.ts'
import type { SignedDer } from '../asn1/signed.ts'
import { readSigned } from '../asn1/signed.ts'
import { contentOf, encodingOf, oidOf, serialOf, timeOf } from '../asn1/values.ts'
import type { Certificate } from '../certificate.ts'
import { parseCertificate } from '../certificate.ts'

export interface OcspResponse {
  readonly signed: SignedDer
  readonly producedAt: Date
  readonly answers: readonly OcspAnswer[]
  /** Certificates sent along, which may be the responder's. */
  readonly certificates: readonly Certificate[]
}

export interface OcspAnswer {
  readonly hash: string
  readonly issuerNameHash: Uint8Array
  readonly issuerKeyHash: Uint8Array
  readonly serial: string
  readonly status: 'good' | 'revoked' | 'unknown'
  readonly revokedAt?: Date
  /** Code of RFC 5280 §5.3.1. */
  readonly reason: number | undefined
  readonly thisUpdate: Date
  /** Absent: newer information is there all the time (RFC 6960 §4.2.2.1). */
  readonly nextUpdate?: Date
  /** Of certificates that expired since it still knows (RFC 6960 §4.4.4). */
  readonly expiredSince?: Date
}

const ARCHIVE_CUTOFF = '1.3.6.1.5.5.7.48.1.6'

const BASIC = '1.3.6.1.5.5.7.48.1.1'
const SUCCESSFUL = 0
const CERTIFICATE_COUNT_MAX = 5
const ANSWER_COUNT_MAX = 100

/** Undefined for what is no successful basic response. */
export function readOcspResponse(der: Uint8Array): OcspResponse | undefined {
  try {
    const [status, body] = membersOf(readDer(der))
    if (status === undefined || contentOf(expectTag(status, DER.enumerated))[0] !== SUCCESSFUL) {
      return undefined
    }
    const [type, response] = membersOf(onlyChild(expectTag(body, context(0))))
    if (oidOf(type) !== BASIC) return undefined
    return readBasic(readDer(contentOf(expectTag(response, DER.octetString))))
  } catch {
    // Whatever is wrong with it, it says nothing of any certificate.
    return undefined
  }
}

function readBasic(element: DerElement): OcspResponse {
  const signed = readSigned(element)
  const fields = [...membersOf(signed.body)]
  if (fields[0]?.tag === context(0)) fields.shift()
  const [, producedAt, responses] = fields
  return {
    signed,
    producedAt: timeOf(producedAt),
    answers: membersOf(responses).slice(0, ANSWER_COUNT_MAX).map(readAnswer),
    certificates: readCertificates(signed.rest[0]),
  }
}

function readCertificates(field: DerElement | undefined): readonly Certificate[] {
  if (field === undefined) return []
  return membersOf(onlyChild(expectTag(field, context(0))))
    .slice(0, CERTIFICATE_COUNT_MAX)
    .flatMap((each) => parseCertificate(encodingOf(each)) ?? [])
}

function readAnswer(element: DerElement): OcspAnswer {
  const [id, status, thisUpdate, ...rest] = membersOf(element)
  const field = (number: number) => rest.find(({ tag }) => tag === context(number))
  const [next, extended] = [field(0), field(1)]
  const [hash, nameHash, keyHash, serial] = membersOf(id)
  const extensions = extended === undefined ? [] : readExtensions(onlyChild(extended))
  const cutoff = extensions.find(({ oid }) => oid === ARCHIVE_CUTOFF)
  return {
    hash: HASHES[oidOf(membersOf(hash)[0])] ?? '',
    issuerNameHash: contentOf(expectTag(nameHash, DER.octetString)),
    issuerKeyHash: contentOf(expectTag(keyHash, DER.octetString)),
    serial: serialOf(serial),
    ...readStatus(status),
    thisUpdate: timeOf(thisUpdate),
    ...(next && { nextUpdate: timeOf(onlyChild(next)) }),
    ...(cutoff && { expiredSince: timeOf(cutoff.value()) }),
  }
}

/** Of names and keys that are public, SHA-1 only finds them: nothing is proved by it. */
const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

const GOOD = 0x80
const REVOKED = 0xa1
const UNKNOWN = 0x82

function readStatus(
  element: DerElement | undefined,
): Pick<OcspAnswer, 'status' | 'revokedAt' | 'reason'> {
  switch (element?.tag) {
    case GOOD:
      return { status: 'good', reason: undefined }
    case UNKNOWN:
      return { status: 'unknown', reason: undefined }
    case REVOKED: {
      const [at, reason] = [...childrenOf(element)]
      const code = reason && contentOf(expectTag(onlyChild(reason), DER.enumerated))[0]
      return { status: 'revoked', revokedAt: timeOf(at), reason: code }
    }
    default:
      throw new DerFault('a status that there is not')
  }
}

/** RFC 6960 §4.1.1: by the issuer's name and key, and the serial number. */
export function isAnswerFor(
  { hash, issuerNameHash, issuerKeyHash, serial }: OcspAnswer,
  certificate: { readonly serial: string; readonly issuerName: Uint8Array },
  issuer: { readonly keyBits: Uint8Array },
): boolean {
  if (serial !== certificate.serial || hash === '') return false
  const digest = (bytes: Uint8Array) => createHash(hash).update(bytes).digest()
  return (
    digest(certificate.issuerName).equals(issuerNameHash) &&
    digest(issuer.keyBits).equals(issuerKeyHash)
  )
}
