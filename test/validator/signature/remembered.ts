/** Judges a signer, and holds what is remembered of it against what is judged afresh. */
import { expect } from 'vitest'
import type { Certificate } from '../../../validator/signature/certificate.ts'
import { certificateParts } from '../../../validator/signature/certificate-parts.ts'
import { readEvidence } from '../../../validator/signature/revocation/evidence.ts'
import type { SignerEvidence, SignerTrust } from '../../../validator/signature/signer-trust.ts'
import { judgeSigner } from '../../../validator/signature/signer-trust.ts'
import type { TrustStore } from '../../../validator/signature/trust-store.ts'

type Judge = typeof judgeSigner

/** Of `at`; asked again and again at every time at which the answer might become another. */
export function judgeRemembering(
  signer: Certificate,
  evidence: SignerEvidence,
  trust: TrustStore,
  at: Date,
  judge: Judge = judgeSigner,
): SignerTrust {
  const rising = timesAround(signer, evidence, trust)
  for (const time of [at, ...rising, ...rising.toReversed(), ...shuffled(rising), at]) {
    const remembered = describe(judge(signer, evidence, trust, time))
    const fresh = describe(judge(signer, evidence, { ...trust }, time))
    expect([time.toISOString(), remembered]).toEqual([time.toISOString(), fresh])
  }
  return judge(signer, evidence, trust, at)
}

function describe({ path, ...rest }: SignerTrust): unknown {
  return { ...rest, path: path?.map(({ der }) => Buffer.from(der).toString('base64')) }
}

const STEPS_MS = [-1_000, -1, 0, 1, 1_000]

/** Every bound of certificates and evidence, just before it and just after. */
export function timesAround(
  signer: Certificate,
  evidence: SignerEvidence,
  trust: TrustStore,
): readonly Date[] {
  const { anchors, intermediates, pinned, terms } = trust
  const sources = [readEvidence(trust), readEvidence({ ...evidence })]
  const lists = sources.flatMap((each) => each.lists)
  const responses = sources.flatMap((each) => each.responses)
  const answers = responses.flatMap((each) => each.answers)
  const certificates = [
    ...[signer, ...evidence.others, ...anchors, ...intermediates, ...pinned],
    ...responses.flatMap((each) => each.certificates),
  ]
  const days = [...(terms?.values() ?? [])].flatMap(({ from, until }) => [from, until])
  const edges = [
    ...certificates.flatMap(({ notBefore, notAfter }) => [notBefore, notAfter]),
    ...lists.flatMap(({ thisUpdate, nextUpdate }) => [thisUpdate, nextUpdate]),
    ...lists.flatMap(({ entryOf }) =>
      certificates.flatMap((each) => {
        const { issuerKey, serial } = certificateParts(each)
        return entryOf(issuerKey, serial)?.at ?? []
      }),
    ),
    ...answers.flatMap(({ thisUpdate, nextUpdate, revokedAt }) => [
      thisUpdate,
      nextUpdate ?? thisUpdate,
      revokedAt ?? thisUpdate,
    ]),
    ...days.flatMap((day) =>
      day === undefined
        ? []
        : [0, 1].map((of) => new Date(Date.parse(day) + of * DAY_MS - ZONE_MS)),
    ),
  ]
  const numbers = edges.flatMap((edge) => STEPS_MS.map((step) => edge.getTime() + step))
  return [...new Set(numbers)]
    .filter((each) => !Number.isNaN(each))
    .sort((a, b) => a - b)
    .map((each) => new Date(each))
}

const DAY_MS = 24 * 60 * 60 * 1_000
const ZONE_MS = 7 * 60 * 60 * 1_000

/** Far from order, and the same every time: 7,919 is prime and larger than any count here. */
function shuffled(times: readonly Date[]): readonly Date[] {
  return times.map((_, index) => times[(index * 7_919) % times.length] ?? new Date(0))
}
