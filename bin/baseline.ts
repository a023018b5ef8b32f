/**
 * Issues that are known and not to be told again.
 *
 * A baseline counts issues by document, code, place in the schema and place in the document
 * without the numbers of list items, so that it holds when records come and go. It holds no
 * value of a document. What a signature lacks is never in it: trust is not a debt to pay later.
 *
 * @module
 */
import { readBytes } from '../sources/index.ts'
import type { Bilingual, CountedVerdict, Issue, Verdict } from '../validator/index.ts'
import { isJsonObject, isSignatureError, Problem, parseJson } from '../validator/index.ts'
import type { Io } from './io.ts'
import { openPartFile } from './part-file.ts'
import { usageWrong } from './problems.ts'

const BASELINE_BYTES_MAX = 50_000_000
const STALE_SHOWN_MAX = 10
const VERSION = 1

export interface Baseline {
  /** The verdict without what is known; valid where nothing else is wrong. */
  readonly without: (verdict: CountedVerdict) => CountedVerdict
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
      const hidden = verdict.issues.filter((issue) => isKnown(issue, verdict, known))
      return hidden.length === 0 ? verdict : withoutIssues(verdict, new Set(hidden))
    },
    stale(language) {
      const left = [...known].filter(([, count]) => count > 0)
      return left.length === 0 || file === undefined ? [] : [staleText(left, file, language)]
    },
  }
}

function isKnown(issue: Issue, verdict: Verdict, known: Map<string, number>): boolean {
  if (isSignatureError(issue)) return false
  const key = keyOf(issue, verdict)
  const count = known.get(key) ?? 0
  if (count > 0) known.set(key, count - 1)
  return count > 0
}

function withoutIssues(verdict: CountedVerdict, hidden: ReadonlySet<Issue>): CountedVerdict {
  const issues = verdict.issues.filter((issue) => !hidden.has(issue))
  const hasError = issues.some(({ severity }) => severity === 'error')
  const isBelieved = verdict.signatures.every(({ indication }) => indication === 'TOTAL_PASSED')
  const valid = verdict.valid || (!hasError && isBelieved && !verdict.truncated)
  // How many records are wrong by what is left, nobody has counted.
  const { issueCounts, invalidRecords, ...rest } = verdict
  return {
    ...rest,
    valid,
    issues,
    ...(issueCounts && { issueCounts: countsWithout(issueCounts, hidden) }),
    ...(invalidRecords !== undefined && valid ? { invalidRecords: 0 } : {}),
  }
}

function countsWithout(counts: Counts, hidden: ReadonlySet<Issue>): Counts {
  const left = new Map(Object.entries(counts))
  for (const { code } of hidden) left.set(code, (left.get(code) ?? 0) - 1)
  return Object.fromEntries([...left].filter(([, count]) => count > 0))
}

function staleText(
  left: readonly (readonly [string, number])[],
  file: string,
  language: keyof Bilingual,
): string {
  const total = left.reduce((sum, [, count]) => sum + count, 0)
  const head =
    language === 'vi'
      ? `${total} lỗi đã ghi trong ${file} không còn nữa; ghi lại bằng --write-baseline:`
      : `known in ${file} and no longer there: ${total}; write it again with --write-baseline:`
  const shown = left.slice(0, STALE_SHOWN_MAX).map(([key, count]) => `  ${count} × ${key}`)
  const rest = left.length > STALE_SHOWN_MAX ? [`  … +${left.length - STALE_SHOWN_MAX}`] : []
  return `${[head, ...shown, ...rest].join('\n')}\n`
}

export function startBaseline(): {
  readonly add: (verdict: Verdict) => void
  readonly entries: () => Counts
} {
  const counts = new Map<string, number>()
  return {
    add(verdict) {
      for (const issue of verdict.issues) {
        if (isSignatureError(issue)) continue
        const key = keyOf(issue, verdict)
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    },
    entries: () => Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** Whole or not at all: a run that is stopped leaves the file as it was. */
export async function writeBaseline(file: string, issues: Counts, io: Io): Promise<void> {
  const { write, finish } = openPartFile(file, io)
  write(`${JSON.stringify({ version: VERSION, issues }, null, 2)}\n`)
  await finish()
}

async function readCounts(file: string): Promise<Counts> {
  const { value } = parseJson(new TextDecoder().decode(await readBytes(file, BASELINE_BYTES_MAX)))
  const { version, issues } = isJsonObject(value) ? value : {}
  if (version === VERSION && isJsonObject(issues) && Object.values(issues).every(isCount)) {
    return issues as Counts
  }
  throw new Problem(
    usageWrong,
    `${file} is no baseline of this version: --write-baseline makes one`,
  )
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0
}

function keyOf(issue: Issue, { document = '-' }: Verdict): string {
  const { code, schemaLocation = '', xpath, instanceLocation } = issue
  const place = (xpath ?? instanceLocation).replaceAll(/\/\d+(?=\/|$)|\[\d+\]/gu, '/*')
  return [document, code, schemaLocation, place].join(' | ')
}
