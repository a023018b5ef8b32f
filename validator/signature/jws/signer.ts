/**
 * Finds whose signature it is: the certificate whose key the value fits, and its path.
 *
 * @module
 */
import type { SubIndication } from '../../verdict.ts'
import type { NamedAlgorithm } from '../algorithms/find.ts'
import type { Certificate } from '../certificate.ts'
import type { JudgedJades } from '../jades/judge-properties.ts'
import { isStrongKey } from '../key-strength.ts'
import { isMadeBy } from '../signature-value.ts'
import { judgeSigner, type SignerTrust } from '../signer-trust.ts'
import type { TrustStore } from '../trust-store.ts'
import { fitsKey } from './algorithms.ts'
import { findCandidates, readMessageCertificates } from './certificates.ts'
import type { JwsSignature } from './parse.ts'
import { signingInput } from './signing-input.ts'

export interface FoundSigner {
  readonly signer: Certificate
  readonly trust: SignerTrust
  /** Absent when the signer is believed. */
  readonly fault?: SubIndication
}

export interface SignerContext {
  readonly trust: TrustStore
  readonly at: Date
  readonly jades: JudgedJades
}

export interface NoSigner {
  readonly fault: SubIndication
}

/**
 * Of several that fit (one key in an old and a new certificate), one that is believed.
 *
 * @param message what stands for the payload in what is signed.
 */
export function findSigner(
  signature: JwsSignature,
  message: string | Uint8Array,
  algorithm: NamedAlgorithm,
  { trust, at, jades }: SignerContext,
): FoundSigner | NoSigner {
  const { evidence, provedTime } = jades
  const when = provedTime === undefined ? at : new Date(provedTime.time)
  const others = readMessageCertificates(signature.header)
  if (others === undefined) return { fault: 'FORMAT_FAILURE' }
  const candidates = findCandidates(signature.header, others, trust)
  if (candidates.length === 0) return { fault: 'NO_SIGNING_CERTIFICATE_FOUND' }
  const fitting = candidates.filter(({ publicKey }) => fitsKey(algorithm, publicKey))
  const strong = fitting.filter(({ publicKey }) => isStrongKey(publicKey))
  const isWeak = fitting.length > 0 && strong.length === 0
  let found: FoundSigner | NoSigner = {
    fault: isWeak ? 'CRYPTO_CONSTRAINTS_FAILURE' : 'SIG_CRYPTO_FAILURE',
  }
  if (strong.length === 0) return found
  const signed = signingInput(signature.protected, message)
  for (const signer of strong) {
    if (!isMadeBy(signer.publicKey, algorithm, signed, signature.value)) continue
    const all = { ...evidence, others: [...others, ...evidence.others] }
    const judged = judgeSigner(signer, all, trust, when)
    const candidate = { signer, trust: judged }
    if (judged.subIndication === undefined) return candidate
    if (!('signer' in found)) found = { ...candidate, fault: judged.subIndication }
  }
  return found
}
