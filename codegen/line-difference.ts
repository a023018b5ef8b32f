/**
 * What differs between two texts, line by line, as hunks of a unified diff.
 *
 * @module
 */
import type { StructuredPatchHunk } from 'diff'
import { structuredPatch } from 'diff'

/** Beyond this many lines taken out and put in, one text is told as replaced by the other. */
const EDITS_MAX = 1_000
const CONTEXT_LINES = 3

/** Each hunk is its `@@` line and the lines of it with their signs; none when they are equal. */
export function diffLines(found: string, expected: string): readonly (readonly string[])[] {
  const options = { context: CONTEXT_LINES, maxEditLength: EDITS_MAX }
  const patch = structuredPatch('', '', found, expected, '', '', options)
  return (patch?.hunks ?? [replacement(found, expected)]).map(printHunk)
}

function replacement(found: string, expected: string): StructuredPatchHunk {
  const [old, fresh] = [found, expected].map((text) => text.replace(/\n$/u, '').split('\n'))
  const lines = [
    ...(old ?? []).map((line) => `-${line}`),
    ...(fresh ?? []).map((line) => `+${line}`),
  ]
  const [oldLines, newLines] = [old?.length ?? 0, fresh?.length ?? 0]
  return { oldStart: 1, oldLines, newStart: 1, newLines, lines }
}

function printHunk(hunk: StructuredPatchHunk): readonly string[] {
  const { oldStart, oldLines, newStart, newLines, lines } = hunk
  const range = (start: number, count: number) => `${count === 0 ? start - 1 : start},${count}`
  return [`@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`, ...lines]
}
