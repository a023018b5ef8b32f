/**
 * Issues that are known and not to be told again.
 *
 * A baseline counts issues by document, code, place in the schema and place in the document
 * without the numbers of list items, so that it holds when records come and go. It holds no
 * value of a document.
 *
 * @module
 */
import { writeFile } from 'node:fs/promises'
import { fileProblem, readBytes } from '../sources/index.ts'
import type { Bilingual, Issue, Verdict } from '../validator/index.ts'
import { isJsonObject, Problem, parseJson } from '../validator/index.ts'
import { usageWrong } from './problems.ts'

const BASELINE_BYTES_MAX = 50_000_000

export interface Baseline {
  /** The verdict without what is known; valid where nothing else is wrong. */
  readonly without: (verdict: Verdict) => Verdict
  /** What was known and is no more, to be told once. */
  readonly stale: (language: keyof Bilingual) => readonly string[]
}

type Counts = Readonly<Record<string, number>>

/** Throws Problem `file-unreadable`, or `usage-wrong` for what is no baseline. */
export async function openBaseline(file: string | undefined): Promise<Baseline> {
  const known = new Map(Object.entries(file === undefined ? {} : await readCounts(file)))
  return {
    without(verdict) {
      if (known.size === 0) return verdict
      const issues = verdict.issues.filter((issue) => !take(known, keyOf(issue, verdict)))
      const hasError = issues.some(({ severity }) => severity === 'error')
      const isSigned = verdict.signatures.some(({ indication }) => indication !== 'TOTAL_PASSED')
      const valid = verdict.valid || (!hasError && !isSigned && !verdict.truncated)
      return { ...verdict, valid, issues }
    },
    stale(language) {
      const left = [...known.values()].reduce((total, count) => total + count, 0)
      if (left === 0) return []
      return language === 'vi'
        ? [`${left} lỗi trong ${file} không còn nữa: ghi lại bằng --write-baseline\n`]
        : [`${left} known issues of ${file} are gone: write it again with --write-baseline\n`]
    },
  }
}

function take(known: Map<string, number>, key: string): boolean {
  const count = known.get(key) ?? 0
  if (count === 0) return false
  known.set(key, count - 1)
  return true
}

export function startBaseline(): {
  readonly add: (verdict: Verdict) => void
  readonly entries: () => Counts
} {
  const counts = new Map<string, number>()
  return {
    add(verdict) {
      for (const issue of verdict.issues) {
        const key = keyOf(issue, verdict)
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    },
    entries: () => Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

export async function writeBaseline(file: string, issues: Counts): Promise<void> {
  const text = `${JSON.stringify({ version: 1, issues }, null, 2)}\n`
  await writeFile(file, text).catch((thrown: unknown) => {
    throw fileProblem(file, thrown)
  })
}

async function readCounts(file: string): Promise<Counts> {
  const { value } = parseJson(new TextDecoder().decode(await readBytes(file, BASELINE_BYTES_MAX)))
  const issues = isJsonObject(value) ? value['issues'] : undefined
  if (isJsonObject(issues) && Object.values(issues).every(Number.isSafeInteger)) {
    return issues as Counts
  }
  throw new Problem(usageWrong, `${file} is no baseline: --write-baseline makes one`)
}

function keyOf(issue: Issue, { document = '-' }: Verdict): string {
  const { code, schemaLocation = '', xpath, instanceLocation } = issue
  const place = (xpath ?? instanceLocation).replaceAll(/\/\d+(?=\/|$)|\[\d+\]/gu, '/*')
  return [document, code, schemaLocation, place].join(' | ')
}
