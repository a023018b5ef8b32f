/**
 * Judges every signature of a JWS and gives what they sign.
 *
 * jose verifies; which key it may use, and whether that key is believed, is
 * decided here. Every signature of several must hold. Nothing the header
 * points at is fetched (`jku`, `x5u`), and a key it carries (`jwk`) is no key.
 *
 * @module
 */
import { errors, flattenedVerify } from 'jose'
import { createIssue } from '../../issues/issue.ts'
import { issueKinds } from '../../issues/kinds.ts'
import { member, textMember } from '../../json-value.ts'
import type { Bilingual, Issue, SignatureReport, SubIndication } from '../../verdict.ts'
import { type Certificate, toSigner } from '../certificate.ts'
import { findCertificatePath, isStrongKey } from '../certificate-path.ts'
import { reasonOf, reportMessage } from '../sentences.ts'
import type { TrustStore } from '../trust-store.ts'
import { findJwsAlgorithm, fitsKey, type JwsAlgorithm } from './algorithms.ts'
import { findCandidates, readMessageCertificates } from './certificates.ts'
import { isCanonicalBase64Url, type JwsSignature, type ParsedJws, parseJws } from './parse.ts'

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

/** What was established, and why it went no further. */
interface Facts {
  readonly algorithm?: string
  readonly isLegacy?: boolean
  readonly signer?: Certificate
  readonly fault?: SubIndication
}

export async function openJws(
  text: string,
  trust: TrustStore,
  at: Date,
  detachedPayload?: Uint8Array,
): Promise<OpenedJws> {
  const parsed = parseJws(text)
  if ('fault' in parsed) return refuse(parsed.fault)
  const { jws } = parsed
  const isDetached = jws.payload === undefined && detachedPayload !== undefined
  const judged = await Promise.all(
    jws.signatures.map((signature) => judge(signature, jws, trust, at, detachedPayload)),
  )
  const payloads = judged.flatMap(({ payload }) => payload ?? [])
  const [payload] = payloads
  const reports = judged.map(({ report }) =>
    isDetached ? { ...report, covers: ['payload'] } : report,
  )
  return {
    ...(payload === undefined || payloads.length < judged.length ? {} : { payload }),
    reports,
    issues: reports.flatMap(toIssues),
  }
}

async function judge(
  signature: JwsSignature,
  jws: ParsedJws,
  trust: TrustStore,
  at: Date,
  detachedPayload: Uint8Array | undefined,
): Promise<Judged> {
  const name = textMember(signature.header, 'alg')
  const algorithm = findJwsAlgorithm(name)
  if (name === undefined || algorithm === undefined) {
    return toJudged(signature, { fault: 'CRYPTO_CONSTRAINTS_FAILURE' })
  }
  const base = { algorithm: name, isLegacy: algorithm.isLegacy === true }
  const message = payloadOf(signature, jws, detachedPayload)
  if (message === undefined) return toJudged(signature, { ...base, fault: 'SIGNED_DATA_NOT_FOUND' })
  const others = readMessageCertificates(signature.header)
  if (others === undefined) return toJudged(signature, { ...base, fault: 'FORMAT_FAILURE' })
  const candidates = findCandidates(signature.header, others, trust)
  if (candidates.length === 0) {
    return toJudged(signature, { ...base, fault: 'NO_SIGNING_CERTIFICATE_FOUND' })
  }
  const found = await findSigner(signature, message, candidates, algorithm, name)
  if (found === undefined) return toJudged(signature, { ...base, fault: 'SIG_CRYPTO_FAILURE' })
  const { signer, payload } = found
  if (!isStrongKey(signer.publicKey)) {
    return toJudged(signature, { ...base, signer, fault: 'CRYPTO_CONSTRAINTS_FAILURE' })
  }
  const path = findCertificatePath(signer, others, trust, at)
  const facts = { ...base, signer, ...(path.trusted ? {} : { fault: path.subIndication }) }
  return { ...toJudged(signature, facts), payload }
}

/** RFC 7797 §5.2: with `b64` false the payload stands as it is. */
function payloadOf(
  { header }: JwsSignature,
  { payload }: ParsedJws,
  detached: Uint8Array | undefined,
): string | Uint8Array | undefined {
  const isEncoded = header['b64'] !== false
  if (payload !== undefined && detached !== undefined) return undefined
  if (payload !== undefined)
    return !isEncoded || isCanonicalBase64Url(payload) ? payload : undefined
  if (detached === undefined) return undefined
  return isEncoded ? Buffer.from(detached).toString('base64url') : detached
}

async function findSigner(
  { protected: encoded, header, signature }: JwsSignature,
  payload: string | Uint8Array,
  candidates: readonly Certificate[],
  algorithm: JwsAlgorithm,
  name: string,
): Promise<{ readonly signer: Certificate; readonly payload: Uint8Array } | undefined> {
  const options = { algorithms: [name], crit: criticalOf(header) }
  for (const signer of candidates.filter(({ publicKey }) => fitsKey(algorithm, publicKey))) {
    try {
      const jws = { protected: encoded, payload, signature }
      const verified = await flattenedVerify(jws, signer.publicKey, options)
      return { signer, payload: verified.payload }
    } catch (thrown) {
      // A weak key makes jose throw a TypeError; it is reported as no fitting signature.
      if (!(thrown instanceof errors.JOSEError) && !(thrown instanceof TypeError)) throw thrown
    }
  }
  return undefined
}

/** Names jose does not know itself, of which `parse.ts` has let pass only processed ones. */
function criticalOf(header: JwsSignature['header']): Record<string, boolean> {
  const names = member(header, 'crit')
  const list = Array.isArray(names) ? names.map(String) : []
  return Object.fromEntries(list.filter((each) => each !== 'b64').map((each) => [each, true]))
}

function toJudged(signature: JwsSignature, facts: Facts): Judged {
  const { fault } = facts
  const signer = facts.signer === undefined ? undefined : toSigner(facts.signer)
  const claimedTime = claimedTimeOf(signature)
  const indication = indicationOf(fault)
  const isCovered = facts.signer !== undefined
  const uncovered = signature.unprotected === undefined ? [] : [`${signature.location}/header`]
  return {
    report: {
      format: 'jws',
      indication,
      ...(fault === undefined ? {} : { subIndication: fault }),
      scope: scopeOf(isCovered, uncovered),
      covers: isCovered ? ['payload'] : [],
      uncovered,
      ...(facts.algorithm === undefined ? {} : { algorithm: facts.algorithm }),
      ...(signer === undefined ? {} : { signer }),
      ...(claimedTime === undefined ? {} : { claimedTime }),
      location: signature.location,
      message: reportMessage({
        indication,
        ...(fault === undefined ? {} : { subIndication: fault }),
        ...(signer === undefined ? {} : { signer }),
      }),
      findings: facts.isLegacy === true ? ['algorithm-legacy'] : [],
    },
  }
}

function scopeOf(isCovered: boolean, uncovered: readonly string[]): SignatureReport['scope'] {
  if (!isCovered) return 'NONE'
  return uncovered.length > 0 ? 'PARTIAL' : 'FULL'
}

const FAILED = new Set<SubIndication>(['FORMAT_FAILURE', 'SIG_CRYPTO_FAILURE', 'NOT_YET_VALID'])

function indicationOf(fault: SubIndication | undefined): SignatureReport['indication'] {
  if (fault === undefined) return 'TOTAL_PASSED'
  return FAILED.has(fault) ? 'TOTAL_FAILED' : 'INDETERMINATE'
}

/** ETSI TS 119 182-1 §5.2.1 `sigT`, or RFC 7519 `iat`; a claim, not a proof. */
function claimedTimeOf({ header }: JwsSignature): string | undefined {
  const time = textMember(header, 'sigT')
  if (time !== undefined && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/u.test(time)) return time
  const seconds = header['iat']
  const SECONDS_MAX = 253_402_300_799
  return typeof seconds === 'number' && seconds >= 0 && seconds <= SECONDS_MAX
    ? new Date(seconds * 1_000).toISOString()
    : undefined
}

function toIssues(report: SignatureReport): readonly Issue[] {
  const site = { instanceLocation: '' }
  const legacy = report.findings.includes('algorithm-legacy')
    ? [createIssue(issueKinds['algorithm-legacy'], site, { algorithm: report.algorithm })]
    : []
  if (report.indication === 'TOTAL_PASSED') return legacy
  const code = report.indication === 'TOTAL_FAILED' ? 'signature-invalid' : 'signature-undecided'
  const reason = reasonOf(report.subIndication)
  return [createIssue(issueKinds[code], site, { reason }), ...legacy]
}

function refuse(reason: Bilingual): OpenedJws {
  const message = reportMessage({ indication: 'TOTAL_FAILED', reason })
  const report: SignatureReport = {
    format: 'jws',
    indication: 'TOTAL_FAILED',
    subIndication: 'FORMAT_FAILURE',
    scope: 'NONE',
    covers: [],
    uncovered: [],
    location: '',
    message,
    findings: ['jws-malformed'],
  }
  const issue = createIssue(issueKinds['jws-malformed'], { instanceLocation: '' }, { reason })
  return { reports: [report], issues: [issue] }
}
