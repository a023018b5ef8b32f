/** A timestamp authority for tests: RFC 3161 tokens, right or wrong in one thing. */
import { createHash, sign } from 'node:crypto'
import {
  der,
  explicit,
  generalizedTime,
  integer,
  octets,
  oid,
  sequence,
  set,
} from '../../../../validator/signature/asn1/write.ts'
import type { TestCertificate } from '../keys.ts'
import { algorithmOf, partsOf } from '../revocation/make.ts'

const SHA256 = sequence(oid('2.16.840.1.101.3.4.2.1'))
const SHA1 = sequence(oid('1.3.14.3.2.26'))
const TST_INFO = oid('1.2.840.113549.1.9.16.1.4')

export interface TokenRequest {
  readonly covered: Uint8Array
  readonly authority: TestCertificate
  /** What the time is given for, where only its digest is known. */
  readonly imprint?: Uint8Array
  readonly time?: string
  /** Named in the attributes instead of the authority's own. */
  readonly named?: TestCertificate
  readonly version1?: boolean
  readonly imprintHash?: 'sha1' | 'sha256'
  readonly contentType?: string
  readonly withoutSigningCertificate?: boolean
  /** Signed instead of the attributes. */
  readonly signInstead?: Uint8Array
  readonly digestOf?: Uint8Array
  readonly others?: readonly TestCertificate[]
}

export function makeToken(request: TokenRequest): Uint8Array {
  const { authority, covered, imprintHash = 'sha256', named = authority } = request
  const imprint = request.imprint ?? createHash(imprintHash).update(covered).digest()
  const info = sequence(
    integer(1),
    oid('1.2.3.4'),
    sequence(imprintHash === 'sha1' ? SHA1 : SHA256, octets(imprint)),
    integer(7),
    generalizedTime(request.time ?? '2026-11-23T01:15:00Z'),
  )
  const attribute = (name: string, value: Uint8Array) => sequence(oid(name), set(value))
  const attributes = [
    attribute(
      '1.2.840.113549.1.9.3',
      request.contentType === undefined ? TST_INFO : oid(request.contentType),
    ),
    attribute('1.2.840.113549.1.9.4', octets(hash('sha256', request.digestOf ?? info))),
    ...(request.withoutSigningCertificate === true ? [] : [signingCertificate(request, named)]),
  ]
  const { serial, issuerName } = partsOf(authority)
  const signer = sequence(
    integer(1),
    sequence(issuerName, der(0x02, Buffer.from(serial, 'hex'))),
    SHA256,
    explicit(0, ...attributes),
    algorithmOf(authority.privateKey),
    octets(sign('sha256', request.signInstead ?? set(...attributes), authority.privateKey)),
  )
  const certificates = [authority, ...(request.others ?? [])].map((each) => each.der)
  const signedData = sequence(
    integer(3),
    set(SHA256),
    sequence(TST_INFO, explicit(0, octets(info))),
    explicit(0, ...certificates),
    set(signer),
  )
  return sequence(oid('1.2.840.113549.1.7.2'), explicit(0, signedData))
}

function signingCertificate({ version1 }: TokenRequest, named: TestCertificate): Uint8Array {
  const name = version1 === true ? '1.2.840.113549.1.9.16.2.12' : '1.2.840.113549.1.9.16.2.47'
  const digest = octets(hash(version1 === true ? 'sha1' : 'sha256', named.der))
  return sequence(oid(name), set(sequence(sequence(sequence(digest)))))
}

function hash(name: string, bytes: Uint8Array): Uint8Array {
  return createHash(name).update(bytes).digest()
}

export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'
