/**
 * The check rules that a schema can name with `x-check`.
 *
 * @module
 */
import type { Check } from './check.ts'
import { compactDate } from './compact-date.ts'
import { compactTimestamp } from './compact-timestamp.ts'
import { dossierNumber } from './dossier-number.ts'
import { identityNumber } from './identity-number.ts'
import { partialDate } from './partial-date.ts'
import { personalId } from './personal-id.ts'
import { taxCode } from './tax-code.ts'
import { wktPolygon } from './wkt-polygon.ts'

const CHECKS: Readonly<Record<string, Check>> = {
  'personal-id': personalId,
  'tax-code': taxCode,
  'dossier-number': dossierNumber,
  'compact-timestamp': compactTimestamp,
  'compact-date': compactDate,
  'partial-date': partialDate,
  'identity-number': identityNumber,
  'wkt-polygon': wktPolygon,
}

export const CHECK_NAMES: readonly string[] = Object.keys(CHECKS)

export function findCheck(name: string): Check | undefined {
  return Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined
}
