/**
 * Judges JSON text by the structure it claims.
 *
 * @module
 */
import { parseJson } from '../json/parse.ts'
import { claimsOfJson } from '../signature/policy/claims.ts'
import { chooseForJson, schemaUsed, withoutSchemaMember } from './choose-schema.ts'
import type { ExchangeContext } from './context.ts'
import { withJsonPositions } from './json-positions.ts'
import type { Judgement } from './judgement.ts'

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
    issues: withJsonPositions(checked.issues, text),
  }
}
