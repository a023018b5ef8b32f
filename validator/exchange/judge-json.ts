/**
 * Judges JSON text by the structure it claims.
 *
 * @module
 */

import { locateJson } from '../json/locate.ts'
import { parseJson } from '../json/parse.ts'
import { claimsOfJson } from '../signature/policy/claims.ts'
import type { Issue } from '../verdict.ts'
import { chooseForJson, schemaUsed, withoutSchemaMember } from './choose-schema.ts'
import type { ExchangeContext } from './context.ts'
import type { Judgement } from './judgement.ts'
import { inDocumentOrder } from './judgement.ts'

export function judgeJson(text: string, context: ExchangeContext): Judgement {
  const { value, issues } = parseJson(text)
  if (value === undefined || issues.length > 0) return { format: 'json', issues }
  const claims = claimsOfJson(value)
  if (context.signaturesOnly) return { format: 'json', issues: [], claims }
  const chosen = chooseForJson(value, context)
  const checked = context.checker.check(
    chosen.version,
    withoutSchemaMember(value, chosen.version),
    { ...context.request, today: context.today },
  )
  return {
    format: 'json',
    schema: schemaUsed(chosen),
    asOf: checked.asOf,
    claims,
    issues: withPositions(checked.issues, text),
  }
}

/** Positions are looked for only when there is something to report. */
function withPositions(issues: readonly Issue[], text: string): readonly Issue[] {
  if (issues.length === 0) return issues
  const positions = locateJson(
    text,
    issues.map(({ instanceLocation }) => instanceLocation),
  )
  return inDocumentOrder(
    issues.map((issue) => ({ ...issue, ...positions.get(issue.instanceLocation) })),
  )
}
