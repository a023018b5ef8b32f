/**
 * Makes issues from the table of kinds; nobody else writes a sentence.
 *
 * A template's `{name}` is filled from `params`, which hold what was expected,
 * so that no value of the judged document can reach a message.
 *
 * @module
 */
import type { Bilingual, Issue, LegalBasis, Severity } from '../verdict.ts'

export interface IssueKind {
  readonly code: string
  readonly severity: Severity
  readonly message: Bilingual
}

/** Where in the document, and what the schema says of that place. */
export interface IssueSite {
  readonly instanceLocation: string
  readonly xpath?: string
  readonly line?: number
  readonly column?: number
  readonly schemaLocation?: string
  readonly field?: Bilingual
  readonly legalBasis?: readonly LegalBasis[]
}

export function createIssue(
  kind: IssueKind,
  site: IssueSite,
  params: Readonly<Record<string, unknown>> = {},
): Issue {
  return {
    code: kind.code,
    severity: kind.severity,
    message: {
      vi: fillTemplate(kind.message.vi, params, 'vi'),
      en: fillTemplate(kind.message.en, params, 'en'),
    },
    ...site,
    ...(Object.keys(params).length > 0 ? { params } : {}),
  }
}

const PLACEHOLDER = /\{([a-zA-Z]+)\}/gu

function fillTemplate(
  template: string,
  params: Readonly<Record<string, unknown>>,
  language: keyof Bilingual,
): string {
  return template.replaceAll(PLACEHOLDER, (whole, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined
    return value === undefined ? whole : formatParam(value, language)
  })
}

function formatParam(value: unknown, language: keyof Bilingual): string {
  if (Array.isArray(value)) return value.map((item) => formatParam(item, language)).join(', ')
  if (typeof value === 'object' && value !== null && language in value) {
    return String((value as Record<string, unknown>)[language])
  }
  return String(value)
}
