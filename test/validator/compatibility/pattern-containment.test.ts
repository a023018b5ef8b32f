/** Whether one pattern takes all that another takes, held against the engine that runs patterns. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  patternContains,
  textLengths,
} from '../../../validator/compatibility/pattern-containment.ts'

describe('one pattern in another', () => {
  test.for([
    ['^[0-9]{12}$', '^[0-9]{9,12}$', 'yes'],
    ['^[0-9]{9,12}$', '^[0-9]{12}$', 'no'],
    ['^(?:[0-9]{9}|[0-9]{12})$', '^[0-9]*$', 'yes'],
    ['^a$', 'a', 'yes'],
    ['a', '^a$', 'no'],
    ['^[0-9]{3,90}$', '^[0-9]{3,89}$', 'no'],
    ['^[^0-9]+$', '^\\D+$', 'yes'],
    ['^(?:ab)+$', '^(?:ab|ba)+$', 'yes'],
    ['^$', '^a?$', 'yes'],
    ['^(?:a|b)*c$', '^[ab]*c$', 'yes'],
    ['^a|b$', '^a', 'undecided'],
    ['^.$', '^\\n$', 'undecided'],
    ['^\\p{L}$', '^\\p{L}+$', 'undecided'],
    ['^(?=a)a$', '^a$', 'undecided'],
    ['(', '^a$', 'undecided'],
    ['^a{3000}$', '^a+$', 'undecided'],
  ] as const)('%s in %s: %s', ([inner, outer, is]) => {
    expect(patternContains(outer, inner)).toBe(is)
  })

  const atom = fc.constantFrom('a', 'b', '[ab]', '[^a]', '\\d', '(?:ab)', '(?:a|bb)', '(?:b?)')
  const piece = fc
    .tuple(atom, fc.constantFrom('', '?', '*', '+', '{2}', '{1,3}'))
    .map(([a, b]) => a + b)
  const body = fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
  const pattern = fc
    .tuple(fc.constantFrom('^', ''), body, fc.constantFrom('$', ''))
    .map((parts) => parts.join(''))
  const words = everyWord(['a', 'b', '7'], 5)

  test('is never said to be where a short text shows that it is not', () => {
    const counts = { yes: 0, no: 0, undecided: 0 }
    fc.assert(
      fc.property(pattern, pattern, (inner, outer) => {
        const decision = patternContains(outer, inner)
        counts[decision] += 1
        const [a, b] = [new RegExp(inner, 'u'), new RegExp(outer, 'u')]
        const witness = words.some((word) => a.test(word) && !b.test(word))
        return decision !== 'yes' || !witness
      }),
      { numRuns: 400 },
    )
    expect(counts.undecided).toBe(0)
    expect(Math.min(counts.yes, counts.no)).toBeGreaterThan(10)
  })

  test('has texts of the lengths that are told', () => {
    fc.assert(
      fc.property(pattern, (each) => {
        const { min, max } = textLengths(each) ?? { min: 1, max: 0 }
        const taken = words.filter((word) => new RegExp(each, 'u').test(word))
        return taken.every((word) => min <= word.length && word.length <= max)
      }),
    )
  })
})

function everyWord(letters: readonly string[], length: number): readonly string[] {
  if (length === 0) return ['']
  const shorter = everyWord(letters, length - 1)
  const longest = shorter.filter((word) => word.length === length - 1)
  return [...shorter, ...longest.flatMap((word) => letters.map((letter) => word + letter))]
}
