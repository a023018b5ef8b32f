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
import { SIGNATURE_COUNT_MAX } from '../../limits.ts'
import type { Issue, SignatureReport } from '../../verdict.ts'
import { childElements, xpathOf } from '../../xml/positions.ts'
import { rowOf } from '../algorithms/find.ts'
import { algorithmFindings } from '../algorithms/standing.ts'
import type { Certificate } from '../certificate.ts'
import { reasonOf } from '../sentences.ts'
import { judgeSigner, type SignerTrust } from '../signer-trust.ts'
import type { TrustStore } from '../trust-store.ts'
import { judgeProperties } from '../xades/judge-properties.ts'
import {
  isCounterSignature,
  type QualifyingProperties,
  readQualifyingProperties,
} from '../xades/read-properties.ts'
import { assertCoverage, outermost } from './coverage.ts'
import { malformed, SignatureFault } from './fault.ts'
import {
  assertDigest,
  isEnveloped,
  isInside,
  type ResolvedReference,
  resolveReference,
  type SignedDocument,
} from './references.ts'
import { type Facts, toIssues, toReport } from './report.ts'
import { type VerifiedValue, verifyValue } from './signature-value.ts'
import { DSIG, type ParsedSignature, parseSignature } from './structure.ts'

export interface OpenedXml {
  /** One for each ds:Signature, in document order; none when the document has none. */
  readonly reports: readonly SignatureReport[]
  readonly issues: readonly Issue[]
  /**
   * What was signed and may be judged: parts of which none is in another, in document order;
   * none when the integrity of a signature failed.
   */
  readonly contents: readonly XmlElement[]
}

interface Judged {
  readonly report: SignatureReport
  readonly issues: readonly Issue[]
  readonly contents?: readonly XmlElement[]
}

export function openXmlSignatures(
  document: SignedDocument,
  trust: TrustStore,
  at: Date,
): OpenedXml {
  const signatures = document.document.root.find('//ds:Signature', { ds: DSIG })
  const elements = signatures.filter((node) => node instanceof Element)
  if (elements.length === 0) return { reports: [], issues: [], contents: [] }
  const mayLoseSignature = document.mayLoseSignature === true && elements.length === 1
  const source: SignedDocument = { ...document, mayLoseSignature }
  const values = elements.map(valueText)
  const judged = elements.slice(0, SIGNATURE_COUNT_MAX).map((element, index) =>
    judgeSignature(element, source, trust, at, {
      isCopy: values.indexOf(values[index] ?? '') !== values.lastIndexOf(values[index] ?? ''),
      isOneOfTooMany: elements.length > SIGNATURE_COUNT_MAX,
      isCounter: isCounterSignature(element),
    }),
  )
  const isWhole = judged.every(({ contents }) => contents !== undefined)
  return {
    reports: judged.map(({ report }) => report),
    issues: judged.flatMap(({ issues }) => issues),
    contents: isWhole ? outermost(judged.flatMap(({ contents = [] }) => contents)) : [],
  }
}

interface Standing {
  readonly isCopy: boolean
  readonly isOneOfTooMany: boolean
  readonly isCounter: boolean
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
    facts.value = verifyValue(signature, trust, at)
    const references = signature.references.map((each) => resolveReference(each, source))
    const [around, beside] = [references.filter(isEnveloped), references.filter(isBeside)]
    const digesting = { signature, source, trust, at }
    for (const each of beside) assertDigest(each, digesting)
    const cover = attempt(() => assertCoverage(source.document, signature, references))
    const judge = attempt(() => {
      cover()
      judgeTrust(signature, references, facts, trust, at)
    })
    // After this nothing reads the Signature, which the tree may lose by it.
    const mayLoseSignature = source.mayLoseSignature === true && around.length === 1
    const last = { ...digesting, source: { ...source, mayLoseSignature } }
    for (const each of around) assertDigest(each, last)
    facts.digestAlgorithms = references.map(({ reference }) => reference.digestMethod)
    facts.coverage = cover()
    judge()
    assertTrusted(facts.trust)
    return toJudged(location, facts)
  } catch (thrown) {
    if (!(thrown instanceof SignatureFault)) throw thrown
    return toJudged(location, facts, thrown)
  }
}

/** Of what fails by a `SignatureFault`, tells when it is asked: a changed digest goes before. */
function attempt<Result>(judge: () => Result): () => Result {
  try {
    const result = judge()
    return () => result
  } catch (thrown) {
    if (!(thrown instanceof SignatureFault)) throw thrown
    return () => {
      throw thrown
    }
  }
}

function isBeside(each: ResolvedReference): boolean {
  return !isEnveloped(each)
}

/** Of several that may have signed, one that is believed; else the first tells why not. */
function judgeTrust(
  signature: ParsedSignature,
  references: readonly ResolvedReference[],
  facts: Facts,
  trust: TrustStore,
  at: Date,
): void {
  const { value } = facts
  if (value === undefined) throw new TypeError('the value comes first')
  const properties = readQualifyingProperties(signature, references)
  const targets = references.map(({ target }) => target)
  const claimedTime = readClaim(properties?.claimedTime ?? findSigningTime(signature, targets))
  if (claimedTime !== undefined) facts.claimedTime = claimedTime
  if (properties !== undefined) facts.properties = properties
  const judge = (signer: Certificate) =>
    attempt(() => judgeAs({ ...value, signer }, signature, properties, trust, at))
  const first = judge(value.signer)
  if (isBelieved(first)) return void Object.assign(facts, first())
  for (const signer of value.otherSigners) {
    const other = judge(signer)
    if (isBelieved(other)) return void Object.assign(facts, other())
  }
  Object.assign(facts, first())
}

/** When it was signed as far as it is proved, and whether that signer was believed then. */
function judgeAs(
  value: VerifiedValue,
  signature: ParsedSignature,
  properties: QualifyingProperties | undefined,
  trust: TrustStore,
  at: Date,
): Pick<Facts, 'judged' | 'row' | 'algorithmFindings'> & {
  readonly value: VerifiedValue
  readonly trust: SignerTrust
} {
  const judged = properties && judgeProperties(properties, signature, value, trust, at)
  const { evidence = { others: value.others }, provedTime } = judged ?? {}
  const when = provedTime === undefined ? at : new Date(provedTime.time)
  const row = rowOf(value.rows, value.signer.publicKey)
  return {
    value,
    ...(row && { row }),
    algorithmFindings: algorithmFindings(value.rows, row, when),
    trust: judgeSigner(value.signer, evidence, trust, when),
    ...(judged && { judged }),
  }
}

function isBelieved(judge: () => { readonly trust: SignerTrust }): boolean {
  try {
    return judge().trust.subIndication === undefined
  } catch (thrown) {
    if (thrown instanceof SignatureFault) return false
    throw thrown
  }
}

function assertStanding({ isCopy, isOneOfTooMany, isCounter }: Standing): void {
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
  if (isCounter) {
    throw new SignatureFault(
      'SIG_CONSTRAINTS_FAILURE',
      'counter-signature',
      'chữ ký xác nhận (XAdES CounterSignature) chỉ ký lên chữ ký khác, không được nhận ở đây',
      'a counter signature (XAdES CounterSignature) signs another signature, and is not taken',
    )
  }
}

function assertTrusted({ subIndication, refusal }: Partial<SignerTrust> = {}): void {
  if (subIndication === undefined) return
  const { vi, en } = refusal?.reason ?? reasonOf(subIndication)
  const finding = refusal?.finding ?? 'certificate-untrusted'
  throw new SignatureFault(subIndication, finding, vi, en)
}

function toJudged(location: string, facts: Facts, fault?: SignatureFault): Judged {
  const { coverage } = facts
  const report = toReport(location, facts, fault)
  return {
    report,
    issues: toIssues(report, fault),
    ...(coverage === undefined ? {} : { contents: coverage.contents }),
  }
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
  return times[0]?.content
}

/** A claim that is no time is none. */
function readClaim(written: string | undefined): string | undefined {
  const text = written?.trim() ?? ''
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/u.test(text)
    ? text
    : undefined
}
