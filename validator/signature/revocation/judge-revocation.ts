/**
 * What the evidence at hand says of one certificate: good, revoked, or nothing that counts.
 *
 * Evidence counts when who may give it signed it and it is of the time that is asked
 * about: not so old that newer has had to appear since. Of several, the newest decides,
 * but one that says revoked is never outweighed.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import type { AlgorithmUse, RevocationFact } from '../../verdict.ts'
import { useOf, usesOfPath } from '../algorithm-use.ts'
import { isSignedBy } from '../asn1/signed.ts'
import type { Certificate } from '../certificate.ts'
import { certificateParts } from '../certificate-parts.ts'
import { isKnownToSign } from '../known-signatures.ts'
import type { RevocationEvidence } from './evidence.ts'
import { judgeLists } from './judge-lists.ts'
import type { OcspResponse } from './ocsp.ts'
import { isAnswerFor } from './ocsp.ts'
import { isKnownIn, isRevokedAt, type RevocationQuestion, type Statement } from './question.ts'

export interface RevocationAnswer {
  /** Absent when nothing that counts says anything. */
  readonly fact?: RevocationFact
  /** True when the issuer gives evidence, but none that is new enough. */
  readonly isStale: boolean
  /** By what all that was signed that says so. */
  readonly uses: readonly AlgorithmUse[]
}

export function judgeRevocation(
  question: RevocationQuestion,
  evidence: RevocationEvidence,
  from: RevocationFact['from'],
): RevocationAnswer {
  const statements = [
    ...judgeLists(evidence.lists, question, from),
    ...evidence.responses.flatMap((response) => ofResponse(response, question, from)),
  ]
  const revoked = statements.find(({ fact }) => fact.status === 'revoked')
  if (revoked !== undefined) return { ...answerOf(revoked), isStale: false }
  const fresh = statements
    .filter(({ isFresh, fact }) => isFresh && fact.status === 'good')
    .toSorted((a, b) => b.fact.producedAt.localeCompare(a.fact.producedAt))[0]
  if (fresh !== undefined) return { ...answerOf(fresh), isStale: false }
  return { isStale: statements.length > 0, uses: [] }
}

function answerOf({ fact, uses }: Statement): Pick<Statement, 'fact' | 'uses'> {
  return { fact, uses }
}

function ofResponse(
  response: OcspResponse,
  question: RevocationQuestion,
  from: RevocationFact['from'],
): readonly Statement[] {
  const { certificate, issuer, time } = question
  const [own, above] = [certificateParts(certificate), certificateParts(issuer)]
  const answers = response.answers.filter((each) => isAnswerFor(each, own, above))
  const responder = answers.length === 0 ? undefined : findResponder(response, question)
  if (responder === undefined) return []
  const what = { of: 'ocsp', certificate: certificate.fingerprint } as const
  const [by = issuer] = responder
  const uses = [
    ...useOf(what, response.signed.algorithm, by.publicKey),
    ...usesOfPath(responder, 'ocsp', certificate),
  ]
  return answers.map((answer) => {
    const { status, revokedAt, reason, thisUpdate, nextUpdate } = answer
    const wasRevoked =
      status === 'revoked' &&
      revokedAt !== undefined &&
      isRevokedAt({ at: revokedAt, reason }, question)
    const now = status === 'unknown' ? 'unknown' : 'good'
    const fact: RevocationFact = {
      certificate: certificate.fingerprint,
      status: wasRevoked ? 'revoked' : now,
      source: 'ocsp',
      from,
      producedAt: thisUpdate.toISOString(),
      ...(revokedAt === undefined ? {} : { revokedAt: revokedAt.toISOString() }),
    }
    // Without an end it is of its own moment: what was asked about must not be later.
    const isLate = time.isAfter(nextUpdate ?? thisUpdate) || time.isAfter(by.notAfter)
    return { fact, isFresh: !isLate && isKnownIn(answer, certificate), uses }
  })
}

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'
const DIGITAL_SIGNATURE = 0

/** RFC 6960 §4.2.2.2: the issuer itself, or whom it certified for that and has not revoked. */
function findResponder(
  { signed, certificates, producedAt }: OcspResponse,
  { issuer, isListed }: RevocationQuestion,
): readonly Certificate[] | undefined {
  const isBy = (key: KeyObject) => isKnownToSign(signed, key, () => isSignedBy(signed, key))
  if (isBy(issuer.publicKey)) return [issuer]
  const responder = certificates.find(
    (each) =>
      each.extendedKeyUsage?.includes(OCSP_SIGNING) === true &&
      each.keyUsage?.[DIGITAL_SIGNATURE] !== false &&
      each.unknownCritical.length === 0 &&
      certificateParts(each).scheme !== undefined &&
      each.notBefore <= producedAt &&
      producedAt <= each.notAfter &&
      certificateParts(each).issuerKey === certificateParts(issuer).subjectKey &&
      isKnownToSign(each, issuer.publicKey, () => each.x509.verify(issuer.publicKey)) &&
      isBy(each.publicKey) &&
      !isListed(each),
  )
  return responder && [responder, issuer]
}
