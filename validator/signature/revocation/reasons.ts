/**
 * Reasons of revocation, of which a list may know some alone: RFC 5280 §5.3.1, §6.3.3.
 *
 * @module
 */
import type { DerElement } from '../asn1/der.ts'
import { contentOf } from '../asn1/values.ts'

/** Bits of ReasonFlags, keyCompromise being 1 to aACompromise 8. */
export type Reasons = number

export const ALL_REASONS: Reasons = 0b1_1111_1110

/** Of an IMPLICIT ReasonFlags: the first byte says how many bits of the last do not count. */
export function reasonsOf(flags: DerElement): Reasons {
  const [, ...bytes] = contentOf(flags)
  let reasons = 0
  for (const [index, byte] of bytes.slice(0, 2).entries()) {
    for (let bit = 0; bit < 8; bit += 1) {
      if ((byte & (0x80 >> bit)) !== 0) reasons |= 1 << (index * 8 + bit)
    }
  }
  return reasons & ALL_REASONS
}
