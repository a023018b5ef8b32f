/** How long a backtracking engine may take over a pattern. */
import { describe, expect, test } from 'vitest'
import { patternCost } from '../../../validator/lint/pattern-ambiguity.ts'

describe('the cost of a pattern', () => {
  test.for([
    '^[0-9]{12}$',
    '^(?:[0-9]{2})*$',
    '^(?:/[^/]*)+$',
    '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$',
    '^[a-z]+/[a-z0-9][a-z0-9.+-]{0,126}$',
    '^(?:[0-9]{12})*$',
    '^(?:a|ab)*$',
    '^(?:a?)*$',
    '^[A-Z]{2,5}(?:[+][A-Z]{2,5})*$',
    '^(?:[a-z]{1,3}[0-9]{1,2})*$',
    '^\\u0041+\\x42+[\\d-]?(?=c)\\bd*?$',
  ])('of %s is linear', (pattern) => {
    expect(patternCost(pattern)).toBe('linear')
  })

  test.for(['^\\s*(.*)\\s*$', '^[0-9]+[0-9]+$', '^(?:https?://[^#]+)?/schemas/[a-z/-]+/[0-9]+$'])(
    'of %s is polynomial',
    (pattern) => {
      expect(patternCost(pattern)).toBe('polynomial')
    },
  )

  test.for([
    '^(a+)+$',
    '^(a|a)*$',
    '^(a*)*$',
    '^(?:[a-z]+)*x$',
    '^(\\d+|\\d+x)*$',
    '^(?:ab|a|b)*$',
    '^([0-9]{1,12})*$',
    '^(.{1,20}){1,20}$',
    '^(\\p{L}|é)*$',
    '^(?<name>[^a]|[b-c])+$',
    '^(?:a(?:b?|c?))*$',
    '^(?:a(?:|))+$',
  ])('of %s is exponential', (pattern) => {
    expect(patternCost(pattern)).toBe('exponential')
  })

  test('of a pattern too large to be looked into counts as the worst', () => {
    expect(patternCost(`^(?:${'[a-z]{60}'.repeat(20)})*$`)).toBe('exponential')
  })

  test('of what is no pattern is nothing', () => {
    expect(patternCost('^(a+$')).toBe('linear')
  })
})
