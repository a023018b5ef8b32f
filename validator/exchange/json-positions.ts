/**
 * Where in JSON text the issues of its instance are.
 *
 * @module
 */
import { locateJson } from '../json/locate.ts'
import type { Issue } from '../verdict.ts'
import { inDocumentOrder } from './to-verdict.ts'

/** Positions are looked for only when there is something to report. */
export function withJsonPositions(issues: readonly Issue[], text: string): readonly Issue[] {
  if (issues.length === 0) return issues
  const positions = locateJson(
    text,
    issues.map(({ instanceLocation }) => instanceLocation),
  )
  return inDocumentOrder(
    issues.map((issue) => ({ ...issue, ...positions.get(issue.instanceLocation) })),
  )
}
