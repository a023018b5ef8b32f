/** Certificates written byte for byte, so that any one thing of them can be wrong. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import {
  bits,
  der,
  explicit,
  extension,
  integer,
  name,
  octets,
  oid,
  sequence,
  time,
  yes,
} from '../../../../validator/signature/asn1/write.ts'

const COMMON_NAME = '2.5.4.3'
export const ECDSA_SHA256: Uint8Array = sequence(oid('1.2.840.10045.4.3.2'))
export const ECDSA_SHA512: Uint8Array = sequence(oid('1.2.840.10045.4.3.4'))
export const ECDSA_SHA1: Uint8Array = sequence(oid('1.2.840.10045.4.1'))
export const NO_NAME: Uint8Array = sequence()

export const nameOf = (text: string): Uint8Array => name([COMMON_NAME, text])

export interface Pair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

export interface RawCertificate {
  readonly der: Uint8Array
  readonly subject: Uint8Array
  readonly pair: Pair
}

export interface RawRequest {
  readonly subject: Uint8Array
  /** Absent: by itself. */
  readonly by?: Pick<RawCertificate, 'subject' | 'pair'>
  readonly extensions?: readonly Uint8Array[]
  readonly pair?: Pair
  /** Absent: of version 1, which has no such field. */
  readonly version?: 'v1'
  readonly serial?: Uint8Array
  readonly notBefore?: string
  readonly notAfter?: string
  /** Instead of the two, as it is. */
  readonly validity?: Uint8Array
  /** What is signed says this, and the signature that. */
  readonly inner?: Uint8Array
  readonly outer?: Uint8Array
  readonly hash?: 'sha256' | 'sha1' | 'md5' | 'ripemd160'
}

export const newPair = (): Pair => generateKeyPairSync('ec', { namedCurve: 'P-256' })

export function makeRaw(request: RawRequest): RawCertificate {
  const { subject, pair = newPair(), extensions = [], inner = ECDSA_SHA256 } = request
  const by = request.by ?? { subject, pair }
  const { notBefore = '2026-01-01T00:00:00Z', notAfter = '2036-01-01T00:00:00Z' } = request
  const body = sequence(
    ...(request.version === 'v1' ? [] : [explicit(0, integer(2))]),
    request.serial ?? integer(nextSerial()),
    inner,
    by.subject,
    request.validity ?? sequence(time(notBefore), time(notAfter)),
    subject,
    new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' })),
    ...(extensions.length === 0 ? [] : [explicit(3, sequence(...extensions))]),
  )
  const value = sign(request.hash ?? 'sha256', body, by.pair.privateKey)
  return { der: sequence(body, request.outer ?? inner, bits(value)), subject, pair }
}

let serials = 1_000
function nextSerial(): number {
  serials += 1
  return serials
}

/** RFC 5280 §4.2.1.9. */
export function basicConstraints(
  isCa: boolean,
  pathLength?: number,
  isCritical = true,
): Uint8Array {
  const fields = [
    ...(isCa ? [yes] : []),
    ...(pathLength === undefined ? [] : [integer(pathLength)]),
  ]
  return extension('2.5.29.19', sequence(...fields), isCritical)
}

/** Bits of the first byte: 0x80 digitalSignature … 0x04 keyCertSign, 0x02 cRLSign. */
export function keyUsage(first: number): Uint8Array {
  return extension('2.5.29.15', der(0x03, Buffer.from([0, first])), true)
}

/** GeneralName of RFC 5280 §4.2.1.6. */
export const generalName = {
  mail: (text: string): Uint8Array => der(0x81, Buffer.from(text)),
  dns: (text: string): Uint8Array => der(0x82, Buffer.from(text)),
  directory: (name: Uint8Array): Uint8Array => explicit(4, name),
  uri: (text: string): Uint8Array => der(0x86, Buffer.from(text)),
  address: (...bytes: readonly number[]): Uint8Array => der(0x87, Buffer.from(bytes)),
  /** Of a kind that has no way to be compared. */
  registered: (): Uint8Array => der(0x88, Buffer.from([0x2a, 0x03])),
}

export function alternativeNames(...names: readonly Uint8Array[]): Uint8Array {
  return extension('2.5.29.17', sequence(...names), false)
}

interface Subtrees {
  readonly permitted?: readonly Uint8Array[]
  readonly excluded?: readonly Uint8Array[]
}

/** RFC 5280 §4.2.1.10; each base is a general name. */
export function nameConstraints({ permitted, excluded }: Subtrees, isCritical = true): Uint8Array {
  const trees = (number: number, bases: readonly Uint8Array[] | undefined) =>
    bases === undefined ? [] : [explicit(number, ...bases.map((base) => sequence(base)))]
  const value = sequence(...trees(0, permitted), ...trees(1, excluded))
  return extension('2.5.29.30', value, isCritical)
}

export function unknown(isCritical: boolean): Uint8Array {
  return extension('1.2.3.4.5', octets(new Uint8Array()), isCritical)
}
