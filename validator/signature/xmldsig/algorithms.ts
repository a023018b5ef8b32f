/**
 * What XML signatures call the algorithms that are accepted, and how they canonicalize.
 *
 * The algorithms themselves are rows of `algorithms/table.ts`; those of SHA-1 are looked at
 * only for an exception that the policy dates.
 *
 * @module
 */
import { XmlC14NMode } from 'libxml2-wasm'
import { type AlgorithmException, isExcepted } from '../algorithm-exception.ts'
import { type NamedAlgorithm, namesOf } from '../algorithms/find.ts'
import { ALGORITHMS, DIGESTS } from '../algorithms/table.ts'
import type { Hash } from '../key-binding.ts'

const SIGNATURES = namesOf(({ xml }) => (xml === undefined ? [] : [xml]))
const DIGEST_HASHES = new Map(DIGESTS.map(({ xml, hash }) => [xml, hash]))

/** What an exception can be made for. */
export const EXCEPTABLE_ALGORITHMS: readonly string[] = [...ALGORITHMS, ...DIGESTS]
  .filter(({ byException }) => byException === true)
  .flatMap((row) => ('names' in row ? row.names.flatMap(({ xml }) => xml ?? []) : row.xml))

export function findSignatureAlgorithm(
  name: string,
  exceptions: readonly AlgorithmException[],
  at: Date,
): NamedAlgorithm | undefined {
  return isOpen(name, exceptions, at) ? SIGNATURES.get(name) : undefined
}

export function findDigestAlgorithm(
  name: string,
  exceptions: readonly AlgorithmException[],
  at: Date,
): Hash | undefined {
  return isOpen(name, exceptions, at) ? DIGEST_HASHES.get(name) : undefined
}

function isOpen(name: string, exceptions: readonly AlgorithmException[], at: Date): boolean {
  return !EXCEPTABLE_ALGORITHMS.includes(name) || isExcepted(name, exceptions, at)
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
