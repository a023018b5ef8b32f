/**
 * A whole name must not stand where the given name belongs.
 *
 * @module
 */
import type { RuleKind } from './rule.ts'

const TWO_WORDS = /\S\s+\S/u

export const nameSplit: RuleKind = {
  parts: ['family', 'given'],
  compile({ pointers }) {
    const { given: givenPointer = '' } = pointers
    return ({ family, given = '' }) => {
      // A name without a family part at all may be somebody's whole name.
      if (family === undefined || family.trim() !== '' || !TWO_WORDS.test(given)) return undefined
      return { code: 'name-not-split', at: givenPointer, names: { name: givenPointer } }
    }
  },
}
