/**
 * Finds whose signature it is: the certificate whose key the value fits, and its path.
 *
 * @module
 */
import { errors, flattenedVerify } from 'jose'
import type { JsonObject } from '../../json-value.ts'
import { member } from '../../json-value.ts'
import type { SubIndication } from '../../verdict.ts'
import type { Certificate } from '../certificate.ts'
import type { JudgedJades } from '../jades/judge-properties.ts'
import { isStrongKey } from '../key-strength.ts'
import { judgeSigner, type SignerTrust } from '../signer-trust.ts'
import type { TrustStore } from '../trust-store.ts'
import { fitsKey, type JwsAlgorithm } from './algorithms.ts'
import { findCandidates, readMessageCertificates } from './certificates.ts'
import { toJoseKey } from './jose-key.ts'
import type { JwsSignature } from './parse.ts'

export interface FoundSigner {
  readonly signer: Certificate
  readonly payload: Uint8Array
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

/** Of several that fit (one key in an old and a new certificate), one that is believed. */
export async function findSigner(
  signature: JwsSignature,
  payload: string | Uint8Array,
  [name, algorithm]: readonly [string, JwsAlgorithm],
  { trust, at, jades }: SignerContext,
): Promise<FoundSigner | NoSigner> {
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
  for (const signer of strong) {
    const verified = await verifyValue(signature, payload, signer, name)
    if (verified === undefined) continue
    const all = { ...evidence, others: [...others, ...evidence.others] }
    const judged = judgeSigner(signer, all, trust, when)
    const candidate = { signer, payload: verified, trust: judged }
    if (judged.subIndication === undefined) return candidate
    if (!('signer' in found)) found = { ...candidate, fault: judged.subIndication }
  }
  return found
}

/** What was signed, or undefined when the value does not fit the key. */
async function verifyValue(
  { protected: encoded, header, signature }: JwsSignature,
  payload: string | Uint8Array,
  { publicKey }: Certificate,
  name: string,
): Promise<Uint8Array | undefined> {
  try {
    const jws = { protected: encoded, payload, signature }
    const options = { algorithms: [name], crit: criticalOf(header) }
    return (await flattenedVerify(jws, toJoseKey(publicKey), options)).payload
  } catch (thrown) {
    if (thrown instanceof errors.JOSEError) return undefined
    throw thrown
  }
}

/** Names jose does not know itself, of which `parse.ts` has let pass only processed ones. */
function criticalOf(header: JsonObject): Record<string, boolean> {
  const names = member(header, 'crit')
  const list = Array.isArray(names) ? names.map(String) : []
  return Object.fromEntries(list.filter((each) => each !== 'b64').map((each) => [each, true]))
}
