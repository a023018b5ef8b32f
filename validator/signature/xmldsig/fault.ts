/**
 * Why a signature does not pass, as the verifier's stages say it to each other.
 *
 * @module
 */
import type { Bilingual, Indication, SubIndication } from '../../verdict.ts'

/** Thrown inside the verifier and caught by it; it never leaves `open.ts`. */
export class SignatureFault extends Error {
  readonly indication: Indication
  readonly subIndication: SubIndication
  /** Stable word for tests and findings, e.g. `transform-refused`. */
  readonly finding: string
  readonly reason: Bilingual

  constructor(subIndication: SubIndication, finding: string, vi: string, en: string) {
    super(en)
    this.subIndication = subIndication
    this.indication = FAILED.has(subIndication) ? 'TOTAL_FAILED' : 'INDETERMINATE'
    this.finding = finding
    this.reason = { vi, en }
  }
}

/** ETSI EN 319 102-1 clause 5.1.3, table 5: these end a validation; the others leave it open. */
const FAILED = new Set<SubIndication>([
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'NOT_YET_VALID',
])

export function malformed(finding: string, vi: string, en: string): SignatureFault {
  return new SignatureFault('FORMAT_FAILURE', finding, vi, en)
}

export function algorithmRefused(vi: string, en: string): SignatureFault {
  return new SignatureFault('CRYPTO_CONSTRAINTS_FAILURE', 'algorithm-refused', vi, en)
}
