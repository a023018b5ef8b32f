/**
 * Edits a JSON text in place: what is not edited keeps its order and layout.
 *
 * @module
 */
import { applyEdits, modify } from 'jsonc-parser'
import type { LintEdit } from '../validator/index.ts'
import { pointerSteps } from '../validator/index.ts'

const LAYOUT = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } }

/**
 * Values are set first, then members and items go, the last first, so that no
 * removal moves what another edit points at.
 */
export function editJson(text: string, edits: readonly LintEdit[]): string {
  const set = edits.filter(({ kind }) => kind === 'set')
  const removed = edits.filter(({ kind }) => kind === 'remove').toSorted(lastFirst)
  return [...set, ...removed].reduce(editOnce, text)
}

function editOnce(text: string, edit: LintEdit): string {
  const path = pointerSteps(edit.at).map((step) =>
    /^(?:0|[1-9]\d*)$/u.test(step) ? Number(step) : step,
  )
  const value: unknown = edit.kind === 'set' ? edit.value : undefined
  return applyEdits(text, modify(text, path, value, LAYOUT))
}

function lastFirst(a: LintEdit, b: LintEdit): number {
  return b.at.localeCompare(a.at, 'en', { numeric: true })
}
