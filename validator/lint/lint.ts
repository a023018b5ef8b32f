/**
 * Lints versions of a catalogue: every rule, then a score with its reasons.
 *
 * Pure: it sees the documents as they are written, before they are stamped.
 *
 * @module
 */
import type { CatalogueEntry } from '../catalogue.ts'
import type { SchemaRef } from '../schema-ref.ts'
import { compareVersions, formatVersion } from '../schema-ref.ts'
import type { Bilingual, Severity } from '../verdict.ts'
import type { LintedVersion, LintSurroundings } from './linted-version.ts'
import { lintedVersion } from './linted-version.ts'
import { createProfileCheck } from './profile.ts'
import type { LintEdit, LintedFile, LintPlace, LintRule } from './rule.ts'
import { CODE_LIST_RULES } from './rules/code-list.ts'
import { EVIDENCE_RULES } from './rules/evidence.ts'
import { IDENTITY_RULES } from './rules/identity.ts'
import { PATTERN_RULES } from './rules/patterns.ts'
import { PERSONAL_DATA_RULES } from './rules/personal-data.ts'
import { REFERENCE_RULES } from './rules/references.ts'
import { STRUCTURE_RULES } from './rules/structure.ts'
import { WORD_RULES } from './rules/words.ts'
import { X_RULES_RULES } from './rules/x-rules.ts'
import type { Score } from './score.ts'
import { scoreVersion } from './score.ts'

export const LINT_RULES: readonly LintRule[] = [
  ...IDENTITY_RULES,
  ...WORD_RULES,
  ...EVIDENCE_RULES,
  ...PERSONAL_DATA_RULES,
  ...STRUCTURE_RULES,
  ...PATTERN_RULES,
  ...REFERENCE_RULES,
  ...X_RULES_RULES,
  ...CODE_LIST_RULES,
]

export interface LintFinding {
  readonly rule: string
  readonly severity: Severity
  readonly file: LintedFile
  /** JSON Pointer into the file. */
  readonly at: string
  readonly message: Bilingual
  /** Edits of `schema.json` that mend it; absent where there is no one right answer. */
  readonly fix?: readonly LintEdit[]
}

export interface LintReport extends Score {
  readonly ref: SchemaRef
  /** Worst first, then in the order of the rules. */
  readonly findings: readonly LintFinding[]
}

export interface Linter {
  readonly lint: (entry: CatalogueEntry) => LintReport
}

/** `entries` are all that the linted versions may name, the profile among them. */
export function createLinter(entries: readonly CatalogueEntry[]): Linter {
  const byId = new Map(
    entries.map((entry) => [`/schemas/${entry.ref.path}/${formatVersion(entry.ref)}`, entry]),
  )
  let codes: ReadonlySet<string> | undefined
  const newest = new Map(
    [...entries]
      .sort((a, b) => compareVersions(a.ref, b.ref))
      .map((entry) => [entry.ref.path, entry]),
  )
  const around: LintSurroundings = {
    find: (id) => byId.get(id),
    findNewest: (path) => newest.get(path),
    profileErrors: createProfileCheck(entries),
    allCodes() {
      codes ??= new Set(entries.flatMap(({ values = [] }) => values.map(({ code }) => code)))
      return codes
    },
  }
  return { lint: (entry) => lintVersion(lintedVersion(entry, around)) }
}

const WORST_FIRST: readonly Severity[] = ['error', 'warning', 'info']

function lintVersion(version: LintedVersion): LintReport {
  const found = LINT_RULES.flatMap((rule) =>
    [...rule.check(version)].map((place) => findingOf(rule, place)),
  )
  const count = (severity: Severity) =>
    found.filter((finding) => finding.severity === severity).length
  const { score, reasons } = scoreVersion(version, {
    error: count('error'),
    warning: count('warning'),
  })
  const findings = WORST_FIRST.flatMap((severity) =>
    found.filter((finding) => finding.severity === severity),
  )
  return { ref: version.entry.ref, findings, score, reasons }
}

function findingOf(rule: LintRule, { at, file, params, fix }: LintPlace): LintFinding {
  return {
    rule: rule.id,
    severity: rule.severity,
    file: file ?? 'schema.json',
    at,
    message: {
      vi: fillSentence(rule.sentence.vi, params),
      en: fillSentence(rule.sentence.en, params),
    },
    ...(fix === undefined || fix.length === 0 ? {} : { fix }),
  }
}

function fillSentence(template: string, params: LintPlace['params'] = {}): string {
  return template.replaceAll(/\{([a-zA-Z]+)\}/gu, (whole, name: string) =>
    String(Object.hasOwn(params, name) ? params[name] : whole),
  )
}
