/**
 * Verdicts of whole files, kept in a folder from one run to the next.
 *
 * An entry is believed only when it says of itself what it is of, and its digest holds; any other
 * is as good as none, and is written anew. Who may write to the folder can change verdicts, as with
 * the structures themselves. Entries that were not used for longest go when there are too many.
 *
 * @module
 */
import { createHash, randomUUID } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileProblem } from '../../sources/index.ts'
import type { FileVerdict } from './judge-file.ts'

export interface ResultCache {
  readonly find: (key: string) => Promise<FileVerdict | undefined>
  readonly keep: (key: string, verdict: FileVerdict) => Promise<void>
  /** Makes room. */
  readonly close: () => Promise<void>
}

export interface CacheLimits {
  readonly entries: number
  readonly bytes: number
}

const LIMITS: CacheLimits = { entries: 50_000, bytes: 200_000_000 }
const ENTRY_NAME = /^[0-9a-f]{64}\.json$/u
const PART_NAME = /^[0-9a-f]{64}\.[0-9a-f-]{36}\.part$/u
/** What another run is writing is not touched. */
const PART_AGE_MS = 3_600_000

/** Throws Problem `file-unreadable` when there can be no such folder. */
export async function openResultCache(
  folder: string,
  limits: CacheLimits = LIMITS,
): Promise<ResultCache> {
  try {
    await mkdir(folder, { recursive: true })
    // Nobody means to commit it.
    await writeFile(join(folder, '.gitignore'), '*\n')
  } catch (thrown) {
    throw fileProblem(folder, thrown)
  }
  let hasGrown = false
  return {
    async find(key) {
      const file = join(folder, `${key}.json`)
      const verdict = parseEntry(key, await readFile(file, 'utf8').catch(() => ''))
      if (verdict !== undefined) await touch(file)
      return verdict
    },
    async keep(key, verdict) {
      hasGrown = true
      const beside = join(folder, `${key}.${randomUUID()}.part`)
      // Without a pause, so that a signal that is listened to comes before or after it.
      try {
        writeFileSync(beside, formatEntry(key, verdict), { mode: 0o600 })
        renameSync(beside, join(folder, `${key}.json`))
      } catch (thrown) {
        rmSync(beside, { force: true })
        throw fileProblem(folder, thrown)
      }
    },
    close: async () => {
      if (hasGrown) await makeRoom(folder, limits)
    },
  }
}

/** On two lines: what it is of, with the digest of the second; the verdict without its document. */
function formatEntry(key: string, verdict: FileVerdict): string {
  const text = JSON.stringify({ ...verdict, document: '' })
  return `${JSON.stringify({ key, digest: digestOf(text) })}\n${text}\n`
}

function parseEntry(key: string, entry: string): FileVerdict | undefined {
  const [head = '', text = '', ...rest] = entry.split('\n')
  const isOurs = rest.length === 1 && head === JSON.stringify({ key, digest: digestOf(text) })
  return isOurs ? (JSON.parse(text) as FileVerdict) : undefined
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Another run may have taken it away meanwhile. */
async function touch(file: string): Promise<void> {
  const now = new Date()
  await utimes(file, now, now).catch(() => {})
}

interface Kept {
  readonly file: string
  readonly bytes: number
  readonly usedAt: number
}

async function makeRoom(folder: string, limits: CacheLimits): Promise<void> {
  const names = await readdir(folder)
  const parts = await Promise.all(names.filter((name) => PART_NAME.test(name)).map(measure(folder)))
  const isLeft = ({ usedAt }: Kept) => usedAt < Date.now() - PART_AGE_MS
  const entries = await Promise.all(
    names.filter((name) => ENTRY_NAME.test(name)).map(measure(folder)),
  )
  const newestFirst = entries.toSorted((one, other) => other.usedAt - one.usedAt)
  let bytes = 0
  const isTooMuch = (entry: Kept, index: number) => {
    bytes += entry.bytes
    return index >= limits.entries || bytes > limits.bytes
  }
  const gone = [...parts.filter(isLeft), ...newestFirst.filter(isTooMuch)]
  await Promise.all(gone.map(({ file }) => rm(file, { force: true })))
}

function measure(folder: string): (name: string) => Promise<Kept> {
  return async (name) => {
    const file = join(folder, name)
    const found = await stat(file).catch(() => undefined)
    return { file, bytes: found?.size ?? 0, usedAt: found?.mtimeMs ?? 0 }
  }
}
