/**
 * Since when an algorithm that still verifies is not the one to sign with.
 *
 * @module
 */
import { vietnamDay } from '../date.ts'

/**
 * Thông tư 15/2025/TT-BKHCN, in force on this day, wants RSASSA-PSS or ECDSA, with SHA-2 or
 * SHA-3, of software that signs.
 */
export const PSS_OR_ECDSA_FROM = '2025-08-15'

/** `at` is the time the signature was made, as far as it is proved; else now. */
export function isLegacyAt({ legacyFrom }: { readonly legacyFrom?: string }, at: Date): boolean {
  return legacyFrom !== undefined && vietnamDay(at) >= legacyFrom
}
