/**
 * A rule about schemas: what it looks for, what it says, how bad it is, what would mend it.
 *
 * @module
 */
import type { JsonValue } from '../json-value.ts'
import type { Bilingual, Severity } from '../verdict.ts'
import type { LintedVersion } from './linted-version.ts'

/** An edit of `schema.json`: the value at a JSON Pointer becomes another, or goes. */
export type LintEdit =
  | { readonly kind: 'set'; readonly at: string; readonly value: JsonValue }
  | { readonly kind: 'remove'; readonly at: string }

/** One place where a rule is broken. */
export interface LintPlace {
  /** JSON Pointer into `schema.json`; into `values.json` when `file` says so. */
  readonly at: string
  readonly file?: LintedFile
  /** What fills the placeholders of the sentence. */
  readonly params?: Readonly<Record<string, string | number>>
  /** Edits that mend it; only where there is one right answer. */
  readonly fix?: readonly LintEdit[]
}

export type LintedFile = 'schema.json' | 'values.json'

export interface LintRule {
  /** Kebab-case; never changes. */
  readonly id: string
  /** An error stops publication. */
  readonly severity: Severity
  /** `{name}` is filled from the params of the place. */
  readonly sentence: Bilingual
  readonly check: (version: LintedVersion) => Iterable<LintPlace>
}

/** A row of a table of rules. */
export function lintRule(
  id: string,
  severity: Severity,
  sentence: readonly [vi: string, en: string],
  check: LintRule['check'],
): LintRule {
  const [vi, en] = sentence
  return { id, severity, sentence: { vi, en }, check }
}
