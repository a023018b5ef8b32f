/** Makes revocation lists and OCSP responses, right or wrong in one thing. */
import { createHash, type KeyObject, sign } from 'node:crypto'
import {
  bits,
  der,
  explicit,
  extension,
  generalizedTime,
  integer,
  nothing,
  octets,
  oid,
  sequence,
  time,
} from '../../../../validator/signature/asn1/write.ts'
import { parseCertificate } from '../../../../validator/signature/certificate.ts'
import type { CertificateParts } from '../../../../validator/signature/certificate-parts.ts'
import { certificateParts } from '../../../../validator/signature/certificate-parts.ts'
import type { TestCertificate } from '../keys.ts'

const ECDSA_SHA1 = sequence(oid('1.2.840.10045.4.1'))
const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))
const RSA_SHA1 = sequence(oid('1.2.840.113549.1.1.5'), nothing)
const RSA_SHA256 = sequence(oid('1.2.840.113549.1.1.11'), nothing)
const SHA1 = sequence(oid('1.3.14.3.2.26'), nothing)
const SHA256_DIGEST = sequence(oid('2.16.840.1.101.3.4.2.1'), nothing)
const ARCHIVE_CUTOFF = '1.3.6.1.5.5.7.48.1.6'
const OCSP_BASIC = '1.3.6.1.5.5.7.48.1.1'

export function partsOf({ der: bytes }: TestCertificate): CertificateParts {
  const certificate = parseCertificate(bytes)
  if (certificate === undefined) throw new TypeError('not a certificate')
  return certificateParts(certificate)
}

type Hash = 'sha1' | 'sha256'

export interface ListRequest {
  /** That it is signed by; SHA-256 when absent. */
  readonly signedBy?: Hash
  readonly issuer: TestCertificate
  readonly key?: KeyObject
  readonly revoked?: readonly {
    readonly serial: number
    readonly at: string
    /** Code of RFC 5280 §5.3.1. */
    readonly reason?: number
  }[]
  readonly thisUpdate?: string
  readonly nextUpdate?: string
  readonly extensions?: readonly Uint8Array[]
}

export function makeList(request: ListRequest): Uint8Array {
  const { issuer, key = issuer.privateKey, revoked = [], extensions = [] } = request
  const entries = revoked.map(({ serial, at, reason }) =>
    sequence(
      integer(serial),
      time(at),
      ...(reason === undefined ? [] : [sequence(extension('2.5.29.21', enumerated(reason)))]),
    ),
  )
  const body = sequence(
    integer(1),
    algorithmOf(key, request.signedBy),
    partsOf(issuer).subjectName,
    time(request.thisUpdate ?? '2026-11-20T00:00:00Z'),
    time(request.nextUpdate ?? '2026-12-01T00:00:00Z'),
    ...(entries.length === 0 ? [] : [sequence(Buffer.concat(entries))]),
    ...(extensions.length === 0 ? [] : [explicit(0, sequence(...extensions))]),
  )
  return signed(body, key, request.signedBy)
}

/** RFC 5280 §5.2.5, critical; the fields are IMPLICIT. */
export function distributionPoint(...fields: readonly Uint8Array[]): Uint8Array {
  return extension('2.5.29.28', sequence(...fields), true)
}

export const flag = (number: number): Uint8Array => der(0x80 | number, Buffer.from([0xff]))

export interface ResponseRequest {
  /** That it is signed by; SHA-256 when absent. */
  readonly signedBy?: Hash
  readonly certificate: TestCertificate
  readonly issuer: TestCertificate
  /** Whose key signs; the issuer's when absent. */
  readonly responder?: TestCertificate
  readonly status?: 'good' | 'unknown' | { readonly revokedAt: string; readonly reason?: number }
  readonly producedAt?: string
  readonly thisUpdate?: string
  readonly nextUpdate?: string
  /** Since when the responder knows of expired certificates (RFC 6960 §4.4.4). */
  readonly archiveCutoff?: string
  /** That names the certificate. */
  readonly hash?: Hash
  readonly serial?: bigint
  readonly responseStatus?: number
}

export function makeResponse(request: ResponseRequest): Uint8Array {
  const { certificate, issuer, responder, status = 'good', hash = 'sha1' } = request
  const above = partsOf(issuer)
  const digest = (bytes: Uint8Array) => octets(createHash(hash).update(bytes).digest())
  const answer = sequence(
    sequence(
      hash === 'sha1' ? SHA1 : SHA256_DIGEST,
      digest(above.subjectName),
      digest(above.keyBits),
      integer(request.serial ?? BigInt(`0x${partsOf(certificate).serial}`)),
    ),
    statusOf(status),
    generalizedTime(request.thisUpdate ?? '2026-11-23T00:00:00Z'),
    ...(request.nextUpdate === ''
      ? []
      : [explicit(0, generalizedTime(request.nextUpdate ?? '2026-11-25T00:00:00Z'))]),
    ...(request.archiveCutoff === undefined
      ? []
      : [explicit(1, sequence(extension(ARCHIVE_CUTOFF, generalizedTime(request.archiveCutoff))))]),
  )
  const body = sequence(
    explicit(1, above.subjectName),
    generalizedTime(request.producedAt ?? '2026-11-23T00:00:00Z'),
    sequence(answer),
  )
  const certificates = responder === undefined ? [] : [explicit(0, sequence(responder.der))]
  const { privateKey } = responder ?? issuer
  const basic = signed(body, privateKey, request.signedBy, ...certificates)
  const response = explicit(0, sequence(oid(OCSP_BASIC), octets(basic)))
  return sequence(der(0x0a, Buffer.from([request.responseStatus ?? 0])), response)
}

function statusOf(status: NonNullable<ResponseRequest['status']>): Uint8Array {
  if (status === 'good') return der(0x80)
  if (status === 'unknown') return der(0x82)
  const { revokedAt, reason } = status
  const why = reason === undefined ? [] : [explicit(0, enumerated(reason))]
  return der(0xa1, generalizedTime(revokedAt), ...why)
}

const enumerated = (value: number) => der(0x0a, Buffer.from([value]))

function signed(
  body: Uint8Array,
  key: KeyObject,
  hash: Hash = 'sha256',
  ...rest: readonly Uint8Array[]
): Uint8Array {
  return sequence(body, algorithmOf(key, hash), bits(sign(hash, body, key)), ...rest)
}

export function algorithmOf({ asymmetricKeyType }: KeyObject, hash: Hash = 'sha256'): Uint8Array {
  const [rsa, ecdsa] = hash === 'sha1' ? [RSA_SHA1, ECDSA_SHA1] : [RSA_SHA256, ECDSA_SHA256]
  return asymmetricKeyType === 'rsa' ? rsa : ecdsa
}
