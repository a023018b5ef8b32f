/**
 * Whether a signer may be believed: a path to what is trusted, none of it revoked.
 *
 * @module
 */
import type {
  AlgorithmUse,
  CertificateFact,
  RevocationFact,
  SignatureReport,
  SubIndication,
} from '../verdict.ts'
import { distinctUses, usesOfPath } from './algorithm-use.ts'
import { type Certificate, keepBelieved, toSigner } from './certificate.ts'
import { findCertificatePath, findPathsOf } from './certificate-path.ts'
import { JudgedTime } from './judged-time.ts'
import { maySignDocuments, PURPOSE_REFUSED, type Refusal } from './key-purposes.ts'
import type { RevocationSource } from './revocation/evidence.ts'
import { readEvidence } from './revocation/evidence.ts'
import { judgeLists } from './revocation/judge-lists.ts'
import type { RevocationAnswer } from './revocation/judge-revocation.ts'
import { judgeRevocation } from './revocation/judge-revocation.ts'
import type { RevocationQuestion } from './revocation/question.ts'
import { SignerMemory } from './signer-memory.ts'
import type { TrustStore } from './trust-store.ts'

/** What came along with a signature. */
export interface SignerEvidence extends RevocationSource {
  readonly others: readonly Certificate[]
}

export interface SignerTrust {
  /** Absent when the signer is believed. */
  readonly subIndication?: SubIndication
  /** What is known of it beyond the sub-indication. */
  readonly refusal?: Refusal
  /** From the signer to the anchor, when there is such a path. */
  readonly path?: readonly Certificate[]
  readonly revocation: readonly RevocationFact[]
  /** By what the path and the evidence were signed; their dates are asked of elsewhere. */
  readonly uses: readonly AlgorithmUse[]
  /** `revocation-unknown` when nothing says that the signer is not revoked. */
  readonly findings: readonly string[]
}

interface Judging {
  readonly signer: Certificate
  readonly evidence: SignerEvidence
  readonly trust: TrustStore
  readonly at: Date
  /** Nothing but the signer's own key says that time. */
  readonly saysTime: boolean
}

/** `at` is the time the signature was made, as far as it is proved; else now. */
export function judgeSigner(
  signer: Certificate,
  evidence: SignerEvidence,
  trust: TrustStore,
  at: Date,
): SignerTrust {
  const judged = judge({ signer, evidence, trust, at, saysTime: false })
  // Whoever is trusted by name was chosen for this, whatever the certificate was made for.
  const isNamed = judged.path?.length === 1
  if (judged.subIndication !== undefined || isNamed) return judged
  if (maySignDocuments(signer.extendedKeyUsage, trust.certificatePurposes)) return judged
  return { ...judged, subIndication: 'CHAIN_CONSTRAINTS_FAILURE', refusal: PURPOSE_REFUSED }
}

/** Of who gave a timestamp, whose purpose the caller has looked at; `at` is what it says. */
export function judgeAuthority(
  signer: Certificate,
  evidence: SignerEvidence,
  trust: TrustStore,
  at: Date,
): SignerTrust {
  return judge({ signer, evidence, trust, at, saysTime: true })
}

function judge(judging: Judging): SignerTrust {
  const { signer, evidence, trust, at, saysTime } = judging
  // What a message brings about revocation is of that message alone.
  const isOwn = [evidence.crls, evidence.ocspResponses].some((each = []) => each.length > 0)
  const time = new JudgedTime(at)
  if (isOwn) return judgeAfresh(judging, time)
  const memories = saysTime ? memoriesOfAuthorities : memoriesOfSigners
  const known = memories.get(trust)?.recall(signer, evidence.others, at)
  if (known !== undefined) return known
  const judged = judgeAfresh(judging, time)
  if (judged.path !== undefined) {
    const memory = memories.get(trust) ?? new SignerMemory<SignerTrust>()
    memories.set(trust, memory)
    memory.keep({ signer, others: evidence.others, span: time.span(), judged })
  }
  return judged
}

/** Apart, since what is asked of the two differs. */
const memoriesOfSigners = new WeakMap<TrustStore, SignerMemory<SignerTrust>>()
const memoriesOfAuthorities = new WeakMap<TrustStore, SignerMemory<SignerTrust>>()

function judgeAfresh(judging: Judging, time: JudgedTime): SignerTrust {
  const { signer, evidence, trust, saysTime } = judging
  const found = findCertificatePath(signer, evidence.others, trust, time)
  if (!found.trusted) {
    return { subIndication: found.subIndication, revocation: [], uses: [], findings: [] }
  }
  const { path } = found
  for (const certificate of path) keepBelieved(certificate)
  const answers = path.slice(0, -1).map((certificate, index) => {
    const issuer = path[index + 1] ?? certificate
    const authorities = (name: string) => findAuthorities(name, path, judging, time)
    const isListed = (each: Certificate) => isListedBy(issuer, each, judging, time)
    return ask({ certificate, issuer, authorities, isListed, time, saysTime }, evidence, trust)
  })
  const facts = {
    path,
    revocation: answers.flatMap(({ fact }) => fact ?? []),
    uses: distinctUses([...usesOfPath(path), ...answers.flatMap(({ uses }) => uses)]),
  }
  const subIndication = faultOf(answers, trust)
  if (subIndication !== undefined) return { ...facts, subIndication, findings: [] }
  const isUnknown = answers[0] !== undefined && answers[0].fact === undefined
  return { ...facts, findings: isUnknown ? ['revocation-unknown'] : [] }
}

/** Who may speak for a name, under the anchor of the path, unless revoked itself. */
function findAuthorities(
  subjectKey: string,
  path: readonly Certificate[],
  judging: Judging,
  time: JudgedTime,
): readonly (readonly Certificate[])[] {
  const { evidence, trust, saysTime } = judging
  const anchor = path.at(-1)?.fingerprint
  return findPathsOf(subjectKey, evidence.others, trust, time)
    .filter((each) => each.at(-1)?.fingerprint === anchor)
    .filter(([certificate, above]) => {
      if (certificate === undefined || above === undefined) return false
      const isListed = (each: Certificate) => isListedBy(above, each, judging, time)
      const more = { authorities: () => [], isListed, time, saysTime }
      const { fact } = ask({ certificate, issuer: above, ...more }, evidence, trust)
      return fact?.status !== 'revoked'
    })
}

/**
 * Whether any list at hand has who answers by OCSP revoked. Such a key says itself when it
 * answered, so it is asked as of who gives timestamps.
 */
function isListedBy(
  issuer: Certificate,
  certificate: Certificate,
  { evidence, trust }: Judging,
  time: JudgedTime,
): boolean {
  const more = { authorities: () => [], isListed: () => false, time, saysTime: true }
  return [trust, evidence]
    .flatMap((source) =>
      judgeLists(readEvidence(source).lists, { certificate, issuer, ...more }, 'configured'),
    )
    .some(({ fact }) => fact.status === 'revoked')
}

/** What the verifier configured goes before what the message brings. */
function ask(
  question: RevocationQuestion,
  evidence: SignerEvidence,
  trust: TrustStore,
): RevocationAnswer {
  const configured = judgeRevocation(question, readEvidence(trust), 'configured')
  if (configured.fact?.status === 'revoked') return configured
  const embedded = judgeRevocation(question, readEvidence(evidence), 'embedded')
  if (embedded.fact?.status === 'revoked' || configured.fact === undefined) {
    const isStale = configured.isStale && embedded.fact === undefined
    return { ...embedded, isStale: isStale || embedded.isStale }
  }
  return configured
}

/**
 * An issuer that gives evidence gives it to be looked at: where it is too old, the
 * answer is to try later, not to go on without.
 */
function faultOf(
  answers: readonly RevocationAnswer[],
  { revocation = 'when-available' }: TrustStore,
): SubIndication | undefined {
  const revoked = answers.findIndex(({ fact }) => fact?.status === 'revoked')
  if (revoked === 0) return 'REVOKED_NO_POE'
  if (revoked > 0) return 'REVOKED_CA_NO_POE'
  const isOpen = answers.some(
    ({ fact, isStale }) => fact === undefined && (isStale || revocation === 'required'),
  )
  return isOpen ? 'TRY_LATER' : undefined
}

/** For a report, which may do with it as it likes: nothing where nothing was established. */
export function toTrustFacts(trust: SignerTrust | undefined): Pick<SignatureReport, 'facts'> {
  const { path, revocation = [], uses = [] } = trust ?? {}
  if (path === undefined) return {}
  const facts = revocation.map((each) => ({ ...each }))
  const purposes = path[0]?.extendedKeyUsage
  return {
    facts: {
      path: path.map(toPathFact),
      ...(purposes && { purposes: [...purposes] }),
      ...(facts.length > 0 ? { revocation: facts } : {}),
      ...(uses.length > 0 ? { evidence: uses.map((each) => ({ ...each })) } : {}),
    },
  }
}

function toPathFact(certificate: Certificate): CertificateFact {
  const { subject, issuer, fingerprint, notBefore, notAfter } = toSigner(certificate)
  return { subject, issuer, fingerprint, notBefore, notAfter }
}
