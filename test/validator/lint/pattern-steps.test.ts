/** Patterns called linear, tried by a matcher that goes back as engines do and counts its steps. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { patternCost } from '../../../validator/lint/pattern-ambiguity.ts'
import type { PatternTree } from '../../../validator/lint/pattern-tree.ts'
import { readPattern } from '../../../validator/lint/pattern-tree.ts'

const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4, depthSize: 'large' },
    fc.constantFrom('a', 'b', '[ab]', ''),
    fc.tuple(tie('pattern'), tie('pattern')).map((parts) => parts.join('')),
    fc.tuple(tie('pattern'), tie('pattern')).map((parts) => `(?:${parts.join('|')})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{0,2}', '{1,2}', '{2}'))
      .map(([body, sign]) => `(?:${body})${sign}`),
  ),
}))

const WORDS = ['a', 'b', 'ab', 'aab', 'abb', 'aabb']
const STARTS = ['', 'a', 'b', 'ba', 'aa']
const STEPS_MAX = 100_000

/** How many steps it takes to find that a text does not match. */
function stepsOf(tree: PatternTree, text: string): number {
  let steps = 0
  const match = (part: PatternTree, at: number, next: (at: number) => boolean): boolean => {
    steps += 1
    if (steps > STEPS_MAX) return true
    switch (part.kind) {
      case 'characters': {
        const code = text.charCodeAt(at)
        return part.ranges.some(([low, high]) => low <= code && code <= high) && next(at + 1)
      }
      case 'choice':
        return part.parts.some((each) => match(each, at, next))
      case 'sequence': {
        const from = (index: number, place: number): boolean => {
          const each = part.parts[index]
          return each === undefined
            ? next(place)
            : match(each, place, (after) => from(index + 1, after))
        }
        return from(0, at)
      }
      case 'repeat': {
        const round = (count: number, place: number): boolean => {
          const again = (after: number) =>
            (after !== place || count < part.min) && round(count + 1, after)
          if (count < part.max && match(part.body, place, again)) return true
          return count >= part.min && next(place)
        }
        return round(0, at)
      }
    }
  }
  match(tree, 0, (at) => at === text.length)
  return steps
}

function worstGrowth(tree: PatternTree): number {
  const growths = STARTS.flatMap((start) =>
    WORDS.map((word) => {
      const steps = (count: number) => stepsOf(tree, `${start}${word.repeat(count)}c`)
      const long = steps(40)
      return long > STEPS_MAX ? Number.POSITIVE_INFINITY : long / steps(20)
    }),
  )
  return Math.max(...growths)
}

describe('a text twice as long', () => {
  test('takes a pattern that is called linear about twice the steps', () => {
    fc.assert(
      fc.property(pattern, (body) => {
        fc.pre(patternCost(`^${body}$`) === 'linear')
        expect(worstGrowth(readPattern(`^${body}$`))).toBeLessThan(3)
      }),
      { numRuns: 1_000 },
    )
  })

  test.for(['^(?:a|ab|b)*$', '^a*[ab]*$'])('takes more than that for %s', (body) => {
    expect(patternCost(body)).not.toBe('linear')
    expect(worstGrowth(readPattern(body))).toBeGreaterThan(3)
  })
})
