/**
 * Judges every signature of a JWS and gives what they sign.
 *
 * Every signature of several must hold. Nothing the header points at is fetched
 * (`jku`, `x5u`), and a key it carries (`jwk`) is no key.
 *
 * @module
 */
import { textMember } from '../../json-value.ts'
import type { Issue, SignatureReport } from '../../verdict.ts'
import { rowOf } from '../algorithms/find.ts'
import { algorithmFindings } from '../algorithms/standing.ts'
import type { DetachedContent, DetachedPayload } from '../jades/detached-content.ts'
import { detachedPayload } from '../jades/detached-payload.ts'
import { judgeJades } from '../jades/judge-properties.ts'
import type { TrustStore } from '../trust-store.ts'
import { findJwsAlgorithm } from './algorithms.ts'
import { type JwsSignature, type ParsedJws, parseJws } from './parse.ts'
import { toIssues, toRefusal, toReport } from './report.ts'
import { findSigner } from './signer.ts'

export interface OpenedJws {
  /** What was signed; absent unless every signature value holds. */
  readonly payload?: Uint8Array
  readonly reports: readonly SignatureReport[]
  readonly issues: readonly Issue[]
}

interface Judged {
  readonly report: SignatureReport
  readonly payload?: Uint8Array
}

/** What every signature of one JWS is judged with. */
interface Judging {
  readonly jws: ParsedJws
  readonly trust: TrustStore
  readonly at: Date
  readonly detached?: DetachedContent
}

export function openJws(
  text: string,
  trust: TrustStore,
  at: Date,
  detachedContent?: DetachedContent,
): OpenedJws {
  const parsed = parseJws(text)
  if ('fault' in parsed) return toRefusal(parsed.fault)
  const { jws } = parsed
  const detached = detachedContent === undefined ? {} : { detached: detachedContent }
  const judging: Judging = { jws, trust, at, ...detached }
  const judged = jws.signatures.map((each) => judge(each, judging))
  const payloads = judged.flatMap(({ payload }) => payload ?? [])
  const [payload] = payloads
  const reports = judged.map(({ report }) => report)
  return {
    ...(payload === undefined || payloads.length < judged.length ? {} : { payload }),
    reports,
    issues: reports.flatMap(toIssues),
  }
}

function judge(signature: JwsSignature, judging: Judging): Judged {
  const name = textMember(signature.header, 'alg')
  const algorithm = findJwsAlgorithm(name)
  if (name === undefined || algorithm === undefined) {
    return { report: toReport(signature, { fault: 'CRYPTO_CONSTRAINTS_FAILURE' }) }
  }
  const { jws, trust, at, detached } = judging
  const jades = judgeJades(signature, trust, at)
  const { provedTime } = jades
  const when = provedTime === undefined ? at : new Date(provedTime.time)
  const { rows } = algorithm
  const base = {
    algorithm: name,
    algorithmFindings: algorithmFindings(rows, undefined, when),
    jades,
  }
  if (jws.payload !== undefined && detached !== undefined) {
    return { report: toReport(signature, { ...base, fault: 'SIGNED_DATA_NOT_FOUND' }) }
  }
  const signed = payloadOf(jws, signature, detached)
  if ('fault' in signed) return { report: toReport(signature, { ...base, fault: signed.fault }) }
  const isText = typeof signed.message === 'string' && !jws.isEncoded
  const message = isText ? Buffer.from(signed.message) : signed.message
  const found = findSigner(signature, message, algorithm, { trust, at, jades })
  if ('signer' in found) {
    const row = rowOf(rows, found.signer.publicKey)
    const findings = algorithmFindings(rows, row, when)
    const by = { ...(row && { row }), algorithmFindings: findings }
    const report = toReport(signature, { ...base, ...by, ...found })
    return { report, payload: detached?.body ?? jws.content }
  }
  // A value that does not fit no bytes at all was made over a payload that is elsewhere.
  const isElsewhere =
    detached === undefined && message.length === 0 && found.fault === 'SIG_CRYPTO_FAILURE'
  const fault = isElsewhere ? 'SIGNED_DATA_NOT_FOUND' : found.fault
  return { report: toReport(signature, { ...base, fault }) }
}

/** The payload as it is written, or the content beside the JWS in its place. */
function payloadOf(
  { payload = '', isEncoded }: ParsedJws,
  { header }: JwsSignature,
  detached: DetachedContent | undefined,
): DetachedPayload {
  if (detached !== undefined) return detachedPayload(header, detached, isEncoded)
  return Object.hasOwn(header, 'sigD') ? { fault: 'SIGNED_DATA_NOT_FOUND' } : { message: payload }
}
