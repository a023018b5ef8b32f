/**
 * The smallest step of a version that a change needs, by Semantic Versioning 2.0.0.
 *
 * Major: a document that was valid may be refused. Minor: none is, but more is taken, or
 * something else changed that a reader can tell. Patch: words, law and evidence only.
 *
 * @module
 */
import type { Version } from '../schema-ref.ts'
import type { Difference } from './difference.ts'

export type Step = 'none' | 'patch' | 'minor' | 'major'

const STEPS: readonly Step[] = ['none', 'patch', 'minor', 'major']

export function stepFor(differences: readonly Pick<Difference, 'kind'>[]): Step {
  if (differences.some(({ kind }) => kind === 'breaking')) return 'major'
  if (differences.some(({ kind }) => kind === 'compatible')) return 'minor'
  return differences.length > 0 ? 'patch' : 'none'
}

/** The step that was taken, whichever of the two is newer. */
export function stepBetween(older: Version, newer: Version): Step {
  if (older.major !== newer.major) return 'major'
  if (older.minor !== newer.minor) return 'minor'
  return older.patch === newer.patch ? 'none' : 'patch'
}

export function isStepEnough(older: Version, newer: Version, needed: Step): boolean {
  return STEPS.indexOf(stepBetween(older, newer)) >= STEPS.indexOf(needed)
}
