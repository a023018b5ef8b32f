/**
 * Remembers how signers were judged, for as long as the judgement is the same.
 *
 * A partner sends message after message with the same certificates. A remembered judgement is
 * of those very bytes, of one trust store, and of every time in a span. Strangers fill nothing:
 * only signers with a path to an anchor are kept, and of each only a few judgements, since the
 * certificates beside the signer's can be anybody's.
 *
 * @module
 */
import type { Certificate } from './certificate.ts'
import type { TimeSpan } from './judged-time.ts'
import { RecentMap } from './recent-map.ts'

export interface KeptJudgement<Judged> {
  readonly signer: Certificate
  /** What came along, in its order. */
  readonly others: readonly Certificate[]
  readonly span: TimeSpan
  readonly judged: Judged
}

/** Used of late, and as many before them. */
const SIGNER_COUNT_MAX = 256
const JUDGEMENT_COUNT_MAX = 4
/** Of the certificates of one judgement. */
const BYTES_MAX = 16_384

export class SignerMemory<Judged> {
  /** Of each signer by its fingerprint. */
  readonly #kept = new RecentMap<readonly KeptJudgement<Judged>[]>(SIGNER_COUNT_MAX)

  recall(signer: Certificate, others: readonly Certificate[], at: Date): Judged | undefined {
    const kept = this.#kept.get(signer.fingerprint)
    return kept?.find((each) => isWithin(at, each.span) && isOf(each, signer, others))?.judged
  }

  keep(judgement: KeptJudgement<Judged>): void {
    const { signer, others } = judgement
    const bytes = others.reduce((sum, { der }) => sum + der.byteLength, signer.der.byteLength)
    if (bytes > BYTES_MAX) return
    const kept = this.#kept.get(signer.fingerprint) ?? []
    this.#kept.set(signer.fingerprint, [judgement, ...kept].slice(0, JUDGEMENT_COUNT_MAX))
  }
}

function isWithin(at: Date, { first, last }: TimeSpan): boolean {
  return first <= at.getTime() && at.getTime() <= last
}

function isOf(
  kept: Pick<KeptJudgement<unknown>, 'signer' | 'others'>,
  signer: Certificate,
  others: readonly Certificate[],
): boolean {
  return (
    isSame(kept.signer, signer) &&
    kept.others.length === others.length &&
    kept.others.every((each, index) => isSame(each, others[index]))
  )
}

/** By its bytes: most often it is the very same, since certificates are read once. */
function isSame(kept: Certificate, other: Certificate | undefined): boolean {
  return kept === other || (other !== undefined && Buffer.compare(kept.der, other.der) === 0)
}
