/**
 * Applies the fixes of the linter to the files, until there is none left.
 *
 * A fix may bring up another: a field that is made sensitive makes the field
 * around it sensitive. The second run of the command therefore finds nothing.
 *
 * @module
 */
import { readFile, writeFile } from 'node:fs/promises'
import { editJson, fileProblem } from '../sources/index.ts'
import type { CatalogueEntry, JsonObject, LintEdit, LintFinding } from '../validator/index.ts'
import { createLinter, formatSchemaRef } from '../validator/index.ts'
import type { LintTarget } from './lint-target.ts'
import { schemaFile } from './lint-target.ts'

export interface Fixed {
  readonly file: string
  readonly finding: LintFinding
}

export interface FixReport {
  /** The target as the files now are. */
  readonly target: LintTarget
  readonly fixed: readonly Fixed[]
}

/** More rounds than any chain of fixes is long. */
const ROUNDS_MAX = 12

export async function fixTarget(target: LintTarget): Promise<FixReport> {
  let { entries } = target
  const fixed: Fixed[] = []
  const texts = new Map<string, string>()
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const linter = createLinter([...entries, ...target.borrowed])
    const mended = await Promise.all(
      entries.map(async (entry): Promise<CatalogueEntry> => {
        if (!target.chosen.has(formatSchemaRef(entry.ref))) return entry
        const fixable = firstAtEachPlace(linter.lint(entry).findings)
        if (fixable.length === 0) return entry
        const file = schemaFile(target, entry)
        const text = editJson(texts.get(file) ?? (await read(file)), editsOf(fixable))
        texts.set(file, text)
        fixed.push(...fixable.map((finding) => ({ file, finding })))
        return { ...entry, document: JSON.parse(text) as JsonObject }
      }),
    )
    if (mended.every((entry, index) => entry === entries[index])) break
    entries = mended
  }
  for (const [file, text] of texts) await write(file, text)
  return { target: { ...target, entries }, fixed }
}

/** Two rules may want another text in one place; the second gets its turn in the next round. */
function firstAtEachPlace(findings: readonly LintFinding[]): readonly LintFinding[] {
  const taken = new Set<string>()
  return findings.filter(({ fix = [] }) => {
    const isFree = fix.length > 0 && fix.every(({ at }) => !taken.has(at))
    for (const { at } of fix) taken.add(at)
    return isFree
  })
}

function editsOf(findings: readonly LintFinding[]): readonly LintEdit[] {
  return findings.flatMap(({ fix = [] }) => fix)
}

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((thrown: unknown) => {
    throw fileProblem(file, thrown)
  })
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((thrown: unknown) => {
    throw fileProblem(file, thrown)
  })
}
