/**
 * Whether a timestamp proves that something was there at its time: RFC 3161.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import type { SubIndication, TimestampFact } from '../../verdict.ts'
import { useOf } from '../algorithm-use.ts'
import { isMadeBy } from '../asn1/signed.ts'
import type { Certificate } from '../certificate.ts'
import { toSigner } from '../certificate.ts'
import { certificateParts } from '../certificate-parts.ts'
import { judgeAuthority, type SignerEvidence } from '../signer-trust.ts'
import type { TrustStore } from '../trust-store.ts'
import type { TimestampToken } from './read-token.ts'
import { readTimestampToken } from './read-token.ts'

/** Clocks of authorities and verifiers may differ by that. */
const CLOCK_SKEW_MS = 5 * 60 * 1_000

/** `covered` is what the time was given for, absent where nobody can tell; `at` is now. */
export function judgeTimestamp(
  der: Uint8Array,
  covered: Uint8Array | undefined,
  trust: TrustStore,
  at: Date,
  evidence: SignerEvidence = { others: [] },
): TimestampFact {
  const token = readTimestampToken(der)
  // Never taken for nothing at all: somebody once had the time of an empty file stamped.
  if (token === undefined || covered === undefined) return failed('FORMAT_FAILURE')
  const { time, imprint, imprintHash } = token
  const known = { time: time.toISOString() }
  if (!digestIs(imprint, imprintHash, covered)) return { ...known, ...failed('HASH_FAILURE') }
  const authority = findAuthority(token)
  if (authority === undefined) return { ...known, ...failed('SIG_CRYPTO_FAILURE') }
  const facts = { ...known, authority: toSigner(authority) }
  if (time.getTime() > at.getTime() + CLOCK_SKEW_MS) {
    return { ...facts, ...doubted('TIMESTAMP_ORDER_FAILURE') }
  }
  if (!mayStamp(authority)) return { ...facts, ...doubted('CHAIN_CONSTRAINTS_FAILURE') }
  // The token's own before those of the message: only the first few are looked at.
  const others = [...token.certificates, ...evidence.others]
  const { subIndication, uses } = judgeAuthority(authority, { ...evidence, others }, trust, time)
  if (subIndication !== undefined) return { ...facts, ...doubted(subIndication) }
  const what = { of: 'timestamp', certificate: authority.fingerprint } as const
  const own = useOf(what, token.scheme, authority.publicKey)
  return {
    ...facts,
    indication: 'TOTAL_PASSED',
    evidence: [...own, ...uses].map((each) => ({ ...each })),
  }
}

function failed(subIndication: SubIndication): Pick<TimestampFact, 'indication' | 'subIndication'> {
  return { indication: 'TOTAL_FAILED', subIndication }
}

function doubted(
  subIndication: SubIndication,
): Pick<TimestampFact, 'indication' | 'subIndication'> {
  return { indication: 'INDETERMINATE', subIndication }
}

/** The certificate that the token names, whose key made it over what it holds. */
function findAuthority(token: TimestampToken): Certificate | undefined {
  const { signedAttributes, scheme, signature, content, contentHash, contentDigest } = token
  if (!digestIs(contentDigest, contentHash, content)) return undefined
  return token.certificates.find(
    ({ der, publicKey }) =>
      digestIs(token.certificateDigest, token.certificateHash, der) &&
      isMadeBy(signedAttributes, scheme, signature, publicKey),
  )
}

function digestIs(digest: Uint8Array, hash: string, of: Uint8Array): boolean {
  return createHash(hash).update(of).digest().equals(digest)
}

const EXTENDED_KEY_USAGE = '2.5.29.37'
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'

/** RFC 3161 §2.3: for timestamps and nothing else, and critical. */
function mayStamp(certificate: Certificate): boolean {
  const { extensions } = certificateParts(certificate)
  const usage = extensions.find(({ oid }) => oid === EXTENDED_KEY_USAGE)
  const purposes = certificate.extendedKeyUsage ?? []
  return usage?.isCritical === true && purposes.length === 1 && purposes[0] === TIME_STAMPING
}
