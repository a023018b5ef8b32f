/**
 * The signature algorithms that are accepted: a row for each and the size of its key.
 *
 * Whatever an algorithm is called in XML, in JOSE or in a certificate, it is one of these
 * rows. What is in none has no path through the code: MD5, HMAC, DSA and "none" are refused
 * by not being here, and the rows of SHA-1 are looked at only for an exception that the
 * policy dates.
 *
 * @module
 */
import type { Hash } from '../key-binding.ts'
import type { ValueScheme } from '../signature-value.ts'
import { type Basis, CIRCULAR_15_2025, TS_119_312 } from './basis.ts'

/** What one published text says of an algorithm; days in Vietnam, YYYY-MM-DD. */
export interface AlgorithmTerm {
  /** First day on which the text has it; what was signed before is judged alike. */
  readonly from?: string
  /** First day on which it is told that another is asked for. */
  readonly legacyFrom?: string
  /** Last day on which it is good enough. */
  readonly until?: string
  readonly basis: Basis
}

/** What an algorithm is called with one hash. */
export interface AlgorithmNames {
  /** Absent where the algorithm fixes it. */
  readonly hash?: Hash
  /** RFC 9231 §2.3; XML Signature 1.1 §6.4. */
  readonly xml?: string
  /** RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864. */
  readonly jose?: readonly string[]
  /** In certificates, CRLs, OCSP and timestamps; absent where not accepted there. */
  readonly oid?: string
}

export interface AlgorithmRow {
  /** What reports and policies call it, such as `rsa-pss-2048`. */
  readonly id: string
  readonly scheme: ValueScheme['scheme']
  /** Shortest and longest RSA modulus in bits. */
  readonly bits?: readonly [min: number, max: number]
  /** As node:crypto spells them. */
  readonly curves?: readonly string[]
  readonly names: readonly AlgorithmNames[]
  readonly terms: readonly AlgorithmTerm[]
  /** Accepted by a dated exception of the policy alone. */
  readonly byException?: true
}

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#'
const MORE_2021 = 'http://www.w3.org/2021/04/xmldsig-more#'

/** Thông tư 15/2025/TT-BKHCN wants RSASSA-PSS or ECDSA, with SHA-2 or SHA-3, to sign with. */
const ASKED_FOR: AlgorithmTerm = { from: '2025-08-15', basis: CIRCULAR_15_2025 }
const NO_LONGER_ASKED_FOR: AlgorithmTerm = { legacyFrom: '2025-08-15', basis: CIRCULAR_15_2025 }
const RECOMMENDED: AlgorithmTerm = { basis: TS_119_312 }
const recommendedUntil = (until: string): AlgorithmTerm => ({ until, basis: TS_119_312 })

const RSA_2048 = [2_048, 2_999] as const
const RSA_3000 = [3_000, 8_192] as const
const RSA_ANY = [2_048, 8_192] as const

/** Its parameters say the hash. */
export const RSASSA_PSS = '1.2.840.113549.1.1.10'
const PSS_NAMES: readonly AlgorithmNames[] = [
  { hash: 'sha256', xml: `${MORE_2007}sha256-rsa-MGF1`, jose: ['PS256'], oid: RSASSA_PSS },
  { hash: 'sha384', xml: `${MORE_2007}sha384-rsa-MGF1`, jose: ['PS384'], oid: RSASSA_PSS },
  { hash: 'sha512', xml: `${MORE_2007}sha512-rsa-MGF1`, jose: ['PS512'], oid: RSASSA_PSS },
  { hash: 'sha3-256', xml: `${MORE_2007}sha3-256-rsa-MGF1` },
  { hash: 'sha3-384', xml: `${MORE_2007}sha3-384-rsa-MGF1` },
  { hash: 'sha3-512', xml: `${MORE_2007}sha3-512-rsa-MGF1` },
]
const PKCS1_NAMES: readonly AlgorithmNames[] = [
  { hash: 'sha256', xml: `${MORE}rsa-sha256`, jose: ['RS256'], oid: '1.2.840.113549.1.1.11' },
  { hash: 'sha384', xml: `${MORE}rsa-sha384`, jose: ['RS384'], oid: '1.2.840.113549.1.1.12' },
  { hash: 'sha512', xml: `${MORE}rsa-sha512`, jose: ['RS512'], oid: '1.2.840.113549.1.1.13' },
]

/** JOSE ties a curve to one hash; XML and certificates do not. */
const ecdsaNames = (jose: string, hash: Hash): readonly AlgorithmNames[] =>
  ECDSA_NAMES.map((names) => (names.hash === hash ? { ...names, jose: [jose] } : names))

const ECDSA_NAMES: readonly AlgorithmNames[] = [
  { hash: 'sha256', xml: `${MORE}ecdsa-sha256`, oid: '1.2.840.10045.4.3.2' },
  { hash: 'sha384', xml: `${MORE}ecdsa-sha384`, oid: '1.2.840.10045.4.3.3' },
  { hash: 'sha512', xml: `${MORE}ecdsa-sha512`, oid: '1.2.840.10045.4.3.4' },
  { hash: 'sha3-256', xml: `${MORE_2021}ecdsa-sha3-256` },
  { hash: 'sha3-384', xml: `${MORE_2021}ecdsa-sha3-384` },
  { hash: 'sha3-512', xml: `${MORE_2021}ecdsa-sha3-512` },
]
const ED25519_NAMES: readonly AlgorithmNames[] = [
  { xml: `${MORE_2021}eddsa-ed25519`, jose: ['EdDSA', 'Ed25519'], oid: '1.3.101.112' },
]

/** A key signs by the first that it fits. */
export const ALGORITHMS: readonly AlgorithmRow[] = [
  {
    id: 'rsa-pss-3000',
    scheme: 'pss',
    bits: RSA_3000,
    names: PSS_NAMES,
    terms: [ASKED_FOR, RECOMMENDED],
  },
  {
    id: 'rsa-pss-2048',
    scheme: 'pss',
    bits: RSA_2048,
    names: PSS_NAMES,
    terms: [ASKED_FOR, recommendedUntil('2026-03-31')],
  },
  {
    id: 'ecdsa-p256',
    scheme: 'ecdsa',
    curves: ['prime256v1'],
    names: ecdsaNames('ES256', 'sha256'),
    terms: [ASKED_FOR, RECOMMENDED],
  },
  {
    id: 'ecdsa-p384',
    scheme: 'ecdsa',
    curves: ['secp384r1'],
    names: ecdsaNames('ES384', 'sha384'),
    terms: [ASKED_FOR, RECOMMENDED],
  },
  {
    id: 'ecdsa-p521',
    scheme: 'ecdsa',
    curves: ['secp521r1'],
    names: ecdsaNames('ES512', 'sha512'),
    terms: [ASKED_FOR, RECOMMENDED],
  },
  {
    id: 'ed25519',
    scheme: 'eddsa',
    names: ED25519_NAMES,
    terms: [{ from: '2026-02-01', basis: TS_119_312 }],
  },
  {
    id: 'rsa-pkcs1-3000',
    scheme: 'pkcs1',
    bits: RSA_3000,
    names: PKCS1_NAMES,
    terms: [NO_LONGER_ASKED_FOR, recommendedUntil('2033-12-31')],
  },
  {
    id: 'rsa-pkcs1-2048',
    scheme: 'pkcs1',
    bits: RSA_2048,
    names: PKCS1_NAMES,
    terms: [NO_LONGER_ASKED_FOR, recommendedUntil('2026-03-31')],
  },
  {
    id: 'rsa-sha1',
    scheme: 'pkcs1',
    bits: RSA_ANY,
    names: [{ hash: 'sha1', xml: `${DSIG}rsa-sha1` }],
    terms: [NO_LONGER_ASKED_FOR],
    byException: true,
  },
  {
    id: 'ecdsa-sha1',
    scheme: 'ecdsa',
    curves: ['prime256v1', 'secp384r1', 'secp521r1'],
    names: [{ hash: 'sha1', xml: `${MORE}ecdsa-sha1` }],
    terms: [NO_LONGER_ASKED_FOR],
    byException: true,
  },
]

export interface DigestRow {
  readonly hash: Hash
  /** XML Signature 1.1 §6.2; RFC 9231 §2.1.5. */
  readonly xml: string
  /** In certificates, OCSP and timestamps; absent where not accepted there. */
  readonly oid?: string
  readonly terms: readonly AlgorithmTerm[]
  readonly byException?: true
}

const DIGEST_TERMS = [ASKED_FOR, RECOMMENDED]

export const DIGESTS: readonly DigestRow[] = [
  {
    hash: 'sha256',
    xml: 'http://www.w3.org/2001/04/xmlenc#sha256',
    oid: '2.16.840.1.101.3.4.2.1',
    terms: DIGEST_TERMS,
  },
  {
    hash: 'sha384',
    xml: `${MORE}sha384`,
    oid: '2.16.840.1.101.3.4.2.2',
    terms: DIGEST_TERMS,
  },
  {
    hash: 'sha512',
    xml: 'http://www.w3.org/2001/04/xmlenc#sha512',
    oid: '2.16.840.1.101.3.4.2.3',
    terms: DIGEST_TERMS,
  },
  // The copy of the circular that was read breaks off within SHA-3.
  { hash: 'sha3-256', xml: `${MORE_2007}sha3-256`, terms: [RECOMMENDED] },
  { hash: 'sha3-384', xml: `${MORE_2007}sha3-384`, terms: [RECOMMENDED] },
  { hash: 'sha3-512', xml: `${MORE_2007}sha3-512`, terms: [RECOMMENDED] },
  { hash: 'sha1', xml: `${DSIG}sha1`, terms: [NO_LONGER_ASKED_FOR], byException: true },
]
