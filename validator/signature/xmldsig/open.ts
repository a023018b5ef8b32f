/**
 * Judges every signature of an XML document and says what of it was signed.
 *
 * Structure, then the signature value (which makes the list of references
 * authentic), then the digests, then the place of what was signed, then trust.
 * What goes on is the signed element of the very tree that was verified.
 *
 * @module
 */
import type { XmlElement } from 'libxml2-wasm'
import { XmlElement as Element } from 'libxml2-wasm'
import { createIssue } from '../../issues/issue.ts'
import { issueKinds } from '../../issues/kinds.ts'
import { SIGNATURE_COUNT_MAX } from '../../limits.ts'
import type { Issue, SignatureReport } from '../../verdict.ts'
import { childElements, xpathOf } from '../../xml/positions.ts'
import { toSigner } from '../certificate.ts'
import { issueCodeOf, reasonOf, reportMessage } from '../sentences.ts'
import { judgeSigner, type SignerTrust, toTrustFacts } from '../signer-trust.ts'
import type { TrustStore } from '../trust-store.ts'
import { assertCoverage, type Coverage } from './coverage.ts'
import { malformed, SignatureFault } from './fault.ts'
import { assertDigest, isInside, resolveReference, type SignedDocument } from './references.ts'
import { type VerifiedValue, verifyValue } from './signature-value.ts'
import { DSIG, type ParsedSignature, parseSignature } from './structure.ts'

export interface OpenedXml {
  /** One for each ds:Signature, in document order; none when the document has none. */
  readonly reports: readonly SignatureReport[]
  readonly issues: readonly Issue[]
  /** What was signed and may be judged; absent when the integrity of a signature failed. */
  readonly content?: XmlElement
}

interface Judged {
  readonly report: SignatureReport
  readonly issues: readonly Issue[]
  readonly content?: XmlElement
}

export function openXmlSignatures(source: SignedDocument, trust: TrustStore, at: Date): OpenedXml {
  const signatures = source.document.root.find('//ds:Signature', { ds: DSIG })
  const elements = signatures.filter((node) => node instanceof Element)
  if (elements.length === 0) return { reports: [], issues: [] }
  const values = elements.map(valueText)
  const judged = elements.slice(0, SIGNATURE_COUNT_MAX).map((element, index) =>
    judgeSignature(element, source, trust, at, {
      isCopy: values.indexOf(values[index] ?? '') !== values.lastIndexOf(values[index] ?? ''),
      isOneOfTooMany: elements.length > SIGNATURE_COUNT_MAX,
    }),
  )
  const contents = judged.flatMap(({ content }) => content ?? [])
  const [first, ...rest] = contents
  return {
    reports: judged.map(({ report }) => report),
    issues: judged.flatMap(({ issues }) => issues),
    ...(first === undefined || contents.length < judged.length
      ? {}
      : { content: rest.reduce((outer, each) => (isInside(outer, each) ? each : outer), first) }),
  }
}

interface Standing {
  readonly isCopy: boolean
  readonly isOneOfTooMany: boolean
}

function judgeSignature(
  element: XmlElement,
  source: SignedDocument,
  trust: TrustStore,
  at: Date,
  standing: Standing,
): Judged {
  const location = xpathOf(element)
  const facts: Facts = {}
  try {
    assertStanding(standing)
    const signature = parseSignature(element)
    facts.value = verifyValue(signature, trust)
    const references = signature.references.map((each) => resolveReference(each, source))
    for (const each of references) assertDigest(each, signature, source)
    facts.coverage = assertCoverage(source.document, signature, references)
    const claimedTime = findSigningTime(
      signature,
      references.map(({ target }) => target),
    )
    if (claimedTime !== undefined) facts.claimedTime = claimedTime
    facts.trust = judgeSigner(facts.value.signer, { others: facts.value.others }, trust, at)
    assertTrusted(facts.trust)
    return toJudged(location, facts)
  } catch (thrown) {
    if (!(thrown instanceof SignatureFault)) throw thrown
    return toJudged(location, facts, thrown)
  }
}

/** What was established before the judgement ended. */
interface Facts {
  value?: VerifiedValue
  coverage?: Coverage
  claimedTime?: string
  trust?: SignerTrust
}

function assertStanding({ isCopy, isOneOfTooMany }: Standing): void {
  if (isOneOfTooMany) {
    throw malformed(
      'limit-exceeded',
      `có quá ${SIGNATURE_COUNT_MAX} chữ ký`,
      `there are more than ${SIGNATURE_COUNT_MAX} signatures`,
    )
  }
  // A copy of a true value is a decoy for verifiers that find signatures by it.
  if (isCopy) {
    throw malformed(
      'structure-malformed',
      'hai chữ ký có cùng một giá trị',
      'two signatures have the same value',
    )
  }
}

function assertTrusted({ subIndication }: SignerTrust): void {
  if (subIndication === undefined) return
  const { vi, en } = reasonOf(subIndication)
  throw new SignatureFault(subIndication, 'certificate-untrusted', vi, en)
}

function toJudged(location: string, facts: Facts, fault?: SignatureFault): Judged {
  const { value, coverage, claimedTime } = facts
  const signer = value === undefined ? undefined : toSigner(value.signer)
  const uncovered = coverage?.uncovered ?? []
  const outcome = {
    indication: fault?.indication ?? 'TOTAL_PASSED',
    ...(fault && { subIndication: fault.subIndication }),
  }
  const said = {
    ...outcome,
    scope: scopeOf(coverage),
    ...(signer && { signer }),
    ...(claimedTime && { claimedTime }),
  }
  const report: SignatureReport = {
    format: 'xmldsig',
    ...said,
    covers: coverage?.covers ?? [],
    uncovered,
    ...(value === undefined ? {} : { algorithm: value.algorithm }),
    location,
    message: reportMessage({ ...said, ...(fault && { reason: fault.reason }) }),
    findings: [
      ...(fault === undefined ? [] : [fault.finding]),
      ...(value?.isLegacy === true ? ['algorithm-legacy'] : []),
      ...(uncovered.length > 0 ? ['signature-partial'] : []),
      ...(facts.trust?.findings ?? []),
    ],
    ...toTrustFacts(facts.trust),
  }
  return {
    report,
    issues: toIssues(report, fault),
    ...(coverage === undefined ? {} : { content: coverage.content }),
  }
}

function scopeOf(coverage: Coverage | undefined): SignatureReport['scope'] {
  if (coverage === undefined) return 'NONE'
  return coverage.uncovered.length > 0 ? 'PARTIAL' : 'FULL'
}

/** Findings that are issue kinds of their own; the others are told by the sentence. */
const OWN_ISSUES = [
  'content-unsigned',
  'signed-part-ambiguous',
  'algorithm-legacy',
  'signature-partial',
] as const

function toIssues(report: SignatureReport, fault: SignatureFault | undefined): readonly Issue[] {
  const site = { instanceLocation: '', xpath: report.location }
  const params = { algorithm: report.algorithm }
  const own = OWN_ISSUES.filter((code) => report.findings.includes(code)).map((code) =>
    createIssue(issueKinds[code], site, code === 'algorithm-legacy' ? params : {}),
  )
  if (fault === undefined) return own
  const kind = issueKinds[issueCodeOf(fault)]
  const reason = kind.code === 'algorithm-refused' ? {} : { reason: fault.reason }
  return [createIssue(kind, site, reason), ...own]
}

function valueText(element: XmlElement): string {
  const value = childElements(element).find(({ name }) => name === 'SignatureValue')
  return value?.content.replaceAll(/\s/gu, '') ?? ''
}

/** ETSI EN 319 132-1 §5.2.1, when it is within what was signed; a claim, not a proof. */
function findSigningTime(
  { objects }: ParsedSignature,
  targets: readonly XmlElement[],
): string | undefined {
  const times = objects
    .flatMap((object) => object.find(".//*[local-name()='SigningTime']"))
    .filter((node) => node instanceof Element)
    .filter((time) => targets.some((target) => isInside(time, target)))
  const text = times[0]?.content.trim() ?? ''
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/u.test(text)
    ? text
    : undefined
}
