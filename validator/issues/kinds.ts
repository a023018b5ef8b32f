/**
 * Every kind of issue a verdict can contain, with its sentence in two languages.
 *
 * Codes are stable: a client's program acts on them. A kind comes with the test
 * that provokes it. The rows stand in the files beside this one, by stage.
 *
 * @module
 */
import type { Issue, Severity } from '../verdict.ts'
import { CONVERSION } from './conversion.ts'
import type { IssueKind } from './issue.ts'
import { MEANING } from './meaning.ts'
import { READING } from './reading.ts'
import { SIGNATURE } from './signature.ts'
import { STRUCTURE } from './structure.ts'
import { XML } from './xml.ts'

export type IssueCode =
  | keyof typeof READING
  | keyof typeof STRUCTURE
  | keyof typeof XML
  | keyof typeof MEANING
  | keyof typeof SIGNATURE
  | keyof typeof CONVERSION

const ROWS: readonly (readonly [string, readonly [Severity, string, string]])[] = [
  READING,
  STRUCTURE,
  XML,
  MEANING,
  SIGNATURE,
  CONVERSION,
].flatMap((table) => Object.entries(table))

/** The kinds, by code. */
export const issueKinds: Readonly<Record<IssueCode, IssueKind>> = Object.fromEntries(
  ROWS.map(([code, [severity, vi, en]]) => [code, { code, severity, message: { vi, en } }]),
) as Record<IssueCode, IssueKind>

/** What takes belief from a document, and no shape of it. */
export function isSignatureError({ code, severity }: Issue): boolean {
  return severity === 'error' && Object.hasOwn(SIGNATURE, code)
}
