/**
 * An error as Ajv reports it in verbose mode.
 *
 * `data` is a value of the judged document: it may be looked at, and must never
 * be passed on.
 *
 * @module
 */
import type { Finding } from '../issues/finding.ts'
import { severityOf } from '../issues/finding.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'

export interface AjvError {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly schema: JsonValue
  /** The schema object that holds the keyword. */
  readonly parentSchema: JsonObject
  readonly data: JsonValue
  /** Set when a member's name was judged, not a value. */
  readonly propertyName?: string
}

/** What a keyword of ours found; only errors, because what warns is noted aside. */
export function findingsOf(error: AjvError): readonly Finding[] {
  const { findings } = error.params
  if (!Array.isArray(findings)) return []
  return (findings as readonly Finding[]).filter((finding) => severityOf(finding) === 'error')
}
