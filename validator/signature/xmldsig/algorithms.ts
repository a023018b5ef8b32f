/**
 * The XML signature algorithms that are accepted, each with all the verifier needs.
 *
 * Adding an algorithm is adding a row. Nothing below this file compares an
 * algorithm's URI, so one that is not listed has no path through the code:
 * MD5, HMAC and DSA are refused by not being here, and SHA-1 is in a table of its
 * own, which is looked at only for an exception that the policy dates.
 *
 * @module
 */
import { XmlC14NMode } from 'libxml2-wasm'
import { type AlgorithmException, isExcepted } from '../algorithm-exception.ts'
import type { Hash } from '../key-binding.ts'
import { PSS_OR_ECDSA_FROM } from '../legacy.ts'

export interface SignatureAlgorithm {
  readonly keyTypes: readonly ('rsa' | 'rsa-pss' | 'ec' | 'ed25519')[]
  /** Name for node:crypto; absent where the scheme fixes it. */
  readonly hash?: Hash
  readonly scheme: 'pss' | 'pkcs1' | 'ecdsa' | 'eddsa'
  /** From this day in Vietnam it weakens a signature, YYYY-MM-DD. */
  readonly legacyFrom?: string
}

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const DSIG_MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const DSIG_MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#'
const DSIG_MORE_2021 = 'http://www.w3.org/2021/04/xmldsig-more#'
const PKCS1 = { keyTypes: ['rsa'], scheme: 'pkcs1', legacyFrom: PSS_OR_ECDSA_FROM } as const
const PSS = ['rsa', 'rsa-pss'] as const

// RFC 9231 §2.3; XML Signature 1.1 §6.4.
const SIGNATURE_ALGORITHMS: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  [`${DSIG_MORE}rsa-sha256`, { ...PKCS1, hash: 'sha256' }],
  [`${DSIG_MORE}rsa-sha384`, { ...PKCS1, hash: 'sha384' }],
  [`${DSIG_MORE}rsa-sha512`, { ...PKCS1, hash: 'sha512' }],
  [`${DSIG_MORE_2007}sha256-rsa-MGF1`, { keyTypes: PSS, hash: 'sha256', scheme: 'pss' }],
  [`${DSIG_MORE_2007}sha384-rsa-MGF1`, { keyTypes: PSS, hash: 'sha384', scheme: 'pss' }],
  [`${DSIG_MORE_2007}sha512-rsa-MGF1`, { keyTypes: PSS, hash: 'sha512', scheme: 'pss' }],
  [`${DSIG_MORE_2007}sha3-256-rsa-MGF1`, { keyTypes: PSS, hash: 'sha3-256', scheme: 'pss' }],
  [`${DSIG_MORE_2007}sha3-384-rsa-MGF1`, { keyTypes: PSS, hash: 'sha3-384', scheme: 'pss' }],
  [`${DSIG_MORE_2007}sha3-512-rsa-MGF1`, { keyTypes: PSS, hash: 'sha3-512', scheme: 'pss' }],
  [`${DSIG_MORE}ecdsa-sha256`, { keyTypes: ['ec'], hash: 'sha256', scheme: 'ecdsa' }],
  [`${DSIG_MORE}ecdsa-sha384`, { keyTypes: ['ec'], hash: 'sha384', scheme: 'ecdsa' }],
  [`${DSIG_MORE}ecdsa-sha512`, { keyTypes: ['ec'], hash: 'sha512', scheme: 'ecdsa' }],
  [`${DSIG_MORE_2021}ecdsa-sha3-256`, { keyTypes: ['ec'], hash: 'sha3-256', scheme: 'ecdsa' }],
  [`${DSIG_MORE_2021}ecdsa-sha3-384`, { keyTypes: ['ec'], hash: 'sha3-384', scheme: 'ecdsa' }],
  [`${DSIG_MORE_2021}ecdsa-sha3-512`, { keyTypes: ['ec'], hash: 'sha3-512', scheme: 'ecdsa' }],
  [`${DSIG_MORE_2021}eddsa-ed25519`, { keyTypes: ['ed25519'], scheme: 'eddsa' }],
] as const)

// XML Signature 1.1 §6.2; RFC 9231 §2.1.5.
const DIGEST_ALGORITHMS: ReadonlyMap<string, Hash> = new Map([
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
  [`${DSIG_MORE}sha384`, 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'sha512'],
  [`${DSIG_MORE_2007}sha3-256`, 'sha3-256'],
  [`${DSIG_MORE_2007}sha3-384`, 'sha3-384'],
  [`${DSIG_MORE_2007}sha3-512`, 'sha3-512'],
] as const)

const SHA1_SIGNATURES: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  [`${DSIG}rsa-sha1`, { ...PKCS1, hash: 'sha1' }],
  [
    `${DSIG_MORE}ecdsa-sha1`,
    { keyTypes: ['ec'], hash: 'sha1', scheme: 'ecdsa', legacyFrom: PSS_OR_ECDSA_FROM },
  ],
] as const)
const SHA1_DIGEST = `${DSIG}sha1`

/** What an exception can be made for. */
export const EXCEPTABLE_ALGORITHMS: readonly string[] = [...SHA1_SIGNATURES.keys(), SHA1_DIGEST]

export function findSignatureAlgorithm(
  name: string,
  exceptions: readonly AlgorithmException[],
  at: Date,
): SignatureAlgorithm | undefined {
  const excepted = isExcepted(name, exceptions, at) ? SHA1_SIGNATURES.get(name) : undefined
  return SIGNATURE_ALGORITHMS.get(name) ?? excepted
}

export function findDigestAlgorithm(
  name: string,
  exceptions: readonly AlgorithmException[],
  at: Date,
): Hash | undefined {
  const excepted = name === SHA1_DIGEST && isExcepted(name, exceptions, at) ? 'sha1' : undefined
  return DIGEST_ALGORITHMS.get(name) ?? excepted
}

export interface Canonicalization {
  readonly mode: (typeof XmlC14NMode)[keyof typeof XmlC14NMode]
  readonly withComments: boolean
}

const C14N_1_0 = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const C14N_1_1 = 'http://www.w3.org/2006/12/xml-c14n11'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const { XML_C14N_1_0, XML_C14N_1_1, XML_C14N_EXCLUSIVE_1_0 } = XmlC14NMode

export const CANONICALIZATIONS: ReadonlyMap<string, Canonicalization> = new Map([
  [C14N_1_0, { mode: XML_C14N_1_0, withComments: false }],
  [`${C14N_1_0}#WithComments`, { mode: XML_C14N_1_0, withComments: true }],
  [C14N_1_1, { mode: XML_C14N_1_1, withComments: false }],
  [`${C14N_1_1}#WithComments`, { mode: XML_C14N_1_1, withComments: true }],
  [EXCLUSIVE, { mode: XML_C14N_EXCLUSIVE_1_0, withComments: false }],
  [`${EXCLUSIVE}WithComments`, { mode: XML_C14N_EXCLUSIVE_1_0, withComments: true }],
])

export const EXCLUSIVE_NAMESPACE: string = EXCLUSIVE
/** XML Signature 1.1 §4.4.3.2: what a node-set becomes when no transform says how. */
export const DEFAULT_CANONICALIZATION: Canonicalization = {
  mode: XML_C14N_1_0,
  withComments: false,
}
export const ENVELOPED_TRANSFORM = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
export const BASE64_TRANSFORM = 'http://www.w3.org/2000/09/xmldsig#base64'
