/**
 * Rules about patterns: they compile, match the whole text, and take linear time.
 *
 * @module
 */
import { appendPointer } from '../../json/pointer.ts'
import { textMember } from '../../json-value.ts'
import type { LintedVersion } from '../linted-version.ts'
import { isVocabulary } from '../linted-version.ts'
import type { PatternCost } from '../pattern-ambiguity.ts'
import { patternCost } from '../pattern-ambiguity.ts'
import { readPattern } from '../pattern-tree.ts'
import type { LintPlace, LintRule } from '../rule.ts'
import { lintRule } from '../rule.ts'

export const PATTERN_RULES: readonly LintRule[] = [
  lintRule(
    'pattern-compiles',
    'error',
    ['Mẫu không phải biểu thức chính quy đúng.', 'The pattern is no regular expression.'],
    (version) =>
      patternsOf(version)
        .filter(({ pattern }) => compilePattern(pattern) === undefined)
        .map(({ at }) => ({ at })),
  ),
  lintRule(
    'pattern-anchored',
    'warning',
    [
      'Mẫu phải khớp cả chuỗi: bắt đầu bằng ^ và kết thúc bằng $.',
      'A pattern is to match the whole text: it begins with ^ and ends with $.',
    ],
    patternAnchored,
  ),
  lintRule(
    'pattern-not-exponential',
    'error',
    [
      'Mẫu có thể tốn thời gian theo hàm mũ: một phép lặp khớp cùng một đoạn theo nhiều cách.',
      'The pattern may take exponential time: a repetition matches the same text in many ways.',
    ],
    (version) => ofCost(version, 'exponential'),
  ),
  lintRule(
    'pattern-linear',
    'warning',
    [
      'Mẫu có thể tốn thời gian theo bình phương: hai phép lặp liền nhau khớp cùng một đoạn.',
      'The pattern may take quadratic time: two repetitions in a row match the same text.',
    ],
    // The profile judges schemas only, and those are short.
    (version) => (isVocabulary(version) ? [] : ofCost(version, 'polynomial')),
  ),
]

/** JSON Schema's patterns are Unicode regular expressions, nothing else. */
export function compilePattern(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return undefined
  }
}

interface StatedPattern {
  readonly at: string
  readonly pattern: string
}

function patternsOf({ nodes }: LintedVersion): readonly StatedPattern[] {
  return nodes.flatMap(({ schema, pointer }) => {
    const pattern = textMember(schema, 'pattern')
    return pattern === undefined ? [] : [{ at: appendPointer(pointer, 'pattern'), pattern }]
  })
}

/** An address begins somehow and goes on as it likes, which the format judges. */
const OPEN_END = /^\^https\??:\/\/$/u

function patternAnchored(version: LintedVersion): readonly LintPlace[] {
  if (isVocabulary(version)) return []
  return patternsOf(version)
    .filter(
      ({ pattern }) =>
        compilePattern(pattern) !== undefined && !isAnchored(pattern) && !OPEN_END.test(pattern),
    )
    .map(({ at, pattern }) => {
      const isPlain = !/[|^$]/u.test(pattern) && !pattern.endsWith('\\')
      return isPlain ? { at, fix: [{ kind: 'set', at, value: `^${pattern}$` }] } : { at }
    })
}

/** `^a|b$` is anchored nowhere: each side of a bar outside all groups stands alone. */
function isAnchored(pattern: string): boolean {
  const hasEnds = pattern.startsWith('^') && /(?:^|[^\\])(?:\\\\)*\$$/u.test(pattern)
  return hasEnds && readPattern(pattern).kind !== 'choice'
}

/** Costs of the patterns met so far: two rules ask, and structures repeat each other's. */
const KNOWN_MAX = 1_000
const known = new Map<string, PatternCost>()

function costOf(pattern: string): PatternCost {
  const cost = known.get(pattern) ?? patternCost(pattern)
  if (known.size < KNOWN_MAX) known.set(pattern, cost)
  return cost
}

function ofCost(version: LintedVersion, cost: PatternCost): readonly LintPlace[] {
  return patternsOf(version)
    .filter(({ pattern }) => costOf(pattern) === cost)
    .map(({ at }) => ({ at }))
}
