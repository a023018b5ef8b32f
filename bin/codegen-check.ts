/**
 * Tells how generated files have drifted from what would be generated now.
 *
 * @module
 */
import type { Drift, GeneratedFile } from '../codegen/index.ts'
import { findDrift } from '../codegen/index.ts'
import { fileProblem } from '../sources/index.ts'
import type { Bilingual } from '../validator/index.ts'
import type { Io } from './io.ts'

const WORDS: Readonly<Record<Drift['kind'], Bilingual>> = {
  missing: { vi: 'thiếu', en: 'missing' },
  stale: { vi: 'không còn được sinh ra', en: 'no longer generated' },
  changed: { vi: 'khác', en: 'changed' },
}

/** Returns 0 when nothing differs, else 1, with what differs and what mends it. */
export async function checkGenerated(
  files: readonly GeneratedFile[],
  out: string,
  language: keyof Bilingual,
  io: Io,
): Promise<number> {
  const drift = await findDrift(files, out).catch((thrown: unknown) => {
    throw fileProblem(out, thrown)
  })
  if (drift.length === 0) {
    io.out(language === 'vi' ? `${out}: không có gì lệch\n` : `${out}: up to date\n`)
    return 0
  }
  for (const each of drift) io.out(formatDrift(each, out, language))
  io.err(
    language === 'vi'
      ? 'Chạy lại lệnh này không có --check để sinh lại; tệp không còn được sinh ra thì xóa đi.\n'
      : 'Run the same without --check to generate again; remove what is no longer generated.\n',
  )
  return 1
}

function formatDrift(drift: Drift, out: string, language: keyof Bilingual): string {
  const head = `${out}/${drift.path}: ${WORDS[drift.kind][language]}`
  const lines = drift.kind === 'changed' ? drift.difference.map((line) => `  ${line}`) : []
  return `${[head, ...lines].join('\n')}\n`
}
