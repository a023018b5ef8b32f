/**
 * Tells how generated files have drifted from what would be generated now.
 *
 * @module
 */
import type { Drift, GeneratedFile, Hunk } from '../codegen/index.ts'
import { findDrift } from '../codegen/index.ts'
import { fileProblem } from '../sources/index.ts'
import type { Bilingual } from '../validator/index.ts'
import type { Io } from './io.ts'

const WORDS: Readonly<Record<Drift['kind'], Bilingual>> = {
  missing: { vi: 'thiếu', en: 'missing' },
  stale: { vi: 'không còn được sinh ra', en: 'no longer generated' },
  changed: { vi: 'khác', en: 'changed' },
}

const FILES_SHOWN = 20
const HUNKS_SHOWN = 10
/** Of a hunk, its `@@` line among them. */
const LINES_SHOWN = 60

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
  for (const each of drift.slice(0, FILES_SHOWN)) io.out(formatDrift(each, out, language, io))
  const more = drift.length - FILES_SHOWN
  if (more > 0)
    io.out(`${language === 'vi' ? `… và ${more} tệp nữa` : `… and ${more} more files`}\n`)
  io.err(
    language === 'vi'
      ? 'Chạy lại lệnh này không có --check để sinh lại; tệp không còn được sinh ra thì xóa đi.\n'
      : 'Run the same without --check to generate again; remove what is no longer generated.\n',
  )
  return 1
}

function formatDrift(
  drift: Drift,
  out: string,
  language: keyof Bilingual,
  { hasColour }: Io,
): string {
  const head = `${out}/${drift.path}: ${WORDS[drift.kind][language]}`
  if (drift.kind !== 'changed') return `${head}\n`
  const shown = drift.hunks.slice(0, HUNKS_SHOWN).flatMap((hunk) => shorten(hunk, language))
  const more = drift.hunks.length - HUNKS_SHOWN
  const rest = language === 'vi' ? `… và ${more} đoạn nữa` : `… and ${more} more places`
  const lines = more > 0 ? [...shown, rest] : shown
  const painted = lines.map((line) => `  ${hasColour ? paint(line) : line}`.trimEnd())
  return `${[head, ...painted].join('\n')}\n`
}

function shorten(hunk: Hunk, language: keyof Bilingual): Hunk {
  const more = hunk.length - LINES_SHOWN
  if (more <= 1) return hunk
  const rest = language === 'vi' ? `… và ${more} dòng nữa` : `… and ${more} more lines`
  return [...hunk.slice(0, LINES_SHOWN), rest]
}

const COLOURS: Readonly<Record<string, number>> = { '-': 31, '+': 32, '@': 36 }

function paint(line: string): string {
  const colour = COLOURS[line.charAt(0)]
  return colour === undefined ? line : `\u001B[${colour}m${line}\u001B[0m`
}
