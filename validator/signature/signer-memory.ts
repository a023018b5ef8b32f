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

export interface KeptJudgement<Judged> {
  readonly signer: Certificate
  /** What came along, in its order. */
  readonly others: readonly Certificate[]
  readonly span: TimeSpan
  readonly judged: Judged
}

const SIGNER_COUNT_MAX = 512
const JUDGEMENT_COUNT_MAX = 4
/** Of the certificates of one judgement. */
const BYTES_MAX = 16_384

export class SignerMemory<Judged> {
  /** Of each signer by its fingerprint; the one used last comes last. */
  readonly #kept = new Map<string, readonly KeptJudgement<Judged>[]>()

  recall(signer: Certificate, others: readonly Certificate[], at: Date): Judged | undefined {
    const kept = this.#kept.get(signer.fingerprint)
    const found = kept?.find(
      (each) => isWithin(at, each.span) && areSame([each.signer, ...each.others], signer, others),
    )
    if (kept === undefined || found === undefined) return undefined
    this.#use(signer.fingerprint, kept)
    return found.judged
  }

  keep(judgement: KeptJudgement<Judged>): void {
    const { signer, others } = judgement
    const bytes = others.reduce((sum, { der }) => sum + der.byteLength, signer.der.byteLength)
    if (bytes > BYTES_MAX) return
    const kept = this.#kept.get(signer.fingerprint) ?? []
    this.#use(signer.fingerprint, [judgement, ...kept].slice(0, JUDGEMENT_COUNT_MAX))
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > SIGNER_COUNT_MAX && oldest !== undefined) this.#kept.delete(oldest)
  }

  #use(fingerprint: string, kept: readonly KeptJudgement<Judged>[]): void {
    this.#kept.delete(fingerprint)
    this.#kept.set(fingerprint, kept)
  }
}

function isWithin(at: Date, { first, last }: TimeSpan): boolean {
  return first <= at.getTime() && at.getTime() <= last
}

function areSame(
  kept: readonly Certificate[],
  signer: Certificate,
  others: readonly Certificate[],
): boolean {
  return (
    kept.length === others.length + 1 &&
    kept.every((each, index) => isSame(each, index === 0 ? signer : others[index - 1]))
  )
}

/** By its bytes: most often it is the very same, since certificates are read once. */
function isSame(kept: Certificate, other: Certificate | undefined): boolean {
  return kept === other || (other !== undefined && Buffer.compare(kept.der, other.der) === 0)
}
