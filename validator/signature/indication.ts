/**
 * What a fault makes of a signature: ETSI EN 319 102-1 §5.1.3.
 *
 * @module
 */
import type { Indication, SubIndication } from '../verdict.ts'

/** What no further evidence could mend; the others leave the question open. */
const FAILED = new Set<SubIndication>([
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'NOT_YET_VALID',
])

export function indicationOf(fault: SubIndication | undefined): Indication {
  if (fault === undefined) return 'TOTAL_PASSED'
  return FAILED.has(fault) ? 'TOTAL_FAILED' : 'INDETERMINATE'
}
