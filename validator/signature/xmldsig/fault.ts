/**
 * Why a signature does not pass, as the verifier's stages say it to each other.
 *
 * @module
 */
import type { Bilingual, Indication, SubIndication } from '../../verdict.ts'
import { indicationOf } from '../indication.ts'

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
    this.indication = indicationOf(subIndication)
    this.finding = finding
    this.reason = { vi, en }
  }
}

export function malformed(finding: string, vi: string, en: string): SignatureFault {
  return new SignatureFault('FORMAT_FAILURE', finding, vi, en)
}

export function algorithmRefused(vi: string, en: string): SignatureFault {
  return new SignatureFault('CRYPTO_CONSTRAINTS_FAILURE', 'algorithm-refused', vi, en)
}
