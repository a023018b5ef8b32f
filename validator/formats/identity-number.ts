/**
 * The number of whatever paper proves who somebody is.
 *
 * Its form depends on the paper, so only the filler is known to be wrong that
 * senders write when a person has shown none.
 *
 * @module
 */
import type { Check } from './check.ts'

const FILLER = '000000001'

export const identityNumber: Check = {
  name: { vi: 'số giấy tờ', en: 'identity number' },
  judge: (text) => (text === FILLER ? 'identity-number-filler' : undefined),
}
