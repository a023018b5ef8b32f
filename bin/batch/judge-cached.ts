/**
 * A verdict that was given before on the same bytes by the same rules, else a new one.
 *
 * The name of an entry is the digest of all that a verdict depends on: the content, every structure
 * and code list there is, what was asked, the day, this program and its runtime. What may change
 * with time is never kept: a file with a signature or encryption in it, and whatever is judged with
 * trust, a policy or keys, which has no cache at all.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { readChunks } from '../../sources/index.ts'
import type { Catalogue } from '../../validator/index.ts'
import { formatSchemaRef, isSignatureError, vietnamDay } from '../../validator/index.ts'
import type { OnStop } from '../stop.ts'
import { withWholeFiles } from '../stop.ts'
import { isNamedForLines } from './guess-input.ts'
import type { Judge } from './judge.ts'
import { type FileTask, type FileVerdict, judgeFile } from './judge-file.ts'
import type { ResultCache } from './result-cache.ts'

export interface Caching {
  readonly cache: ResultCache
  /** Of the catalogue and the program: what is the same for all files of a run. */
  readonly rules: string
  readonly now: () => Date
  readonly onStop: OnStop
}

export async function judgeCached(
  task: FileTask,
  judge: Judge,
  caching: Caching | undefined,
): Promise<FileVerdict> {
  const state = caching && (await stateOf(task.file))
  if (caching === undefined || state === undefined) return judgeFile(task, judge)
  const day = vietnamDay(caching.now())
  const key = keyOf(task, await digestOfFile(task.file), day, caching.rules)
  const known = await caching.cache.find(key)
  if (known !== undefined) {
    task.onBytes(state.size)
    return { ...known, document: task.file }
  }
  const verdict = await judgeFile(task, judge)
  // Judged were the bytes of the digest only where nobody wrote to the file meanwhile.
  const isSame = state.text === (await stateOf(task.file))?.text
  if (isSame && day === vietnamDay(caching.now()) && isTimeless(verdict)) {
    await withWholeFiles(caching, () => caching.cache.keep(key, verdict))
  }
  return verdict
}

function isTimeless({ signatures, encryption, issues }: FileVerdict): boolean {
  return signatures.length === 0 && encryption === undefined && !issues.some(isSignatureError)
}

/** Undefined for what is no file. */
async function stateOf(file: string) {
  const found = file === '-' ? undefined : await stat(file, { bigint: true }).catch(() => undefined)
  if (found === undefined || !found.isFile()) return undefined
  const { size, ino, mtimeNs, ctimeNs } = found
  return { size: Number(size), text: [size, ino, mtimeNs, ctimeNs].join(' ') }
}

async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of readChunks(file)) hash.update(chunk)
  return hash.digest('hex')
}

/** Whatever else may be asked one day is part of the request, and so of the key. */
function keyOf({ file, input, request }: FileTask, content: string, day: string, rules: string) {
  const { document: _, ...asked } = request
  const hint = isNamedForLines(file)
  return digestOf(JSON.stringify({ rules, content, day, input, hint, asked }))
}

/** All of the catalogue: what a document claims to be decides which part of it is used. */
export function digestOfRules({ base, versions }: Catalogue, program: string): string {
  const hash = createHash('sha256').update(JSON.stringify([program, process.version, base]))
  for (const { ref, document, codeList } of versions) {
    const all = [formatSchemaRef(ref), document, codeList?.values]
    hash.update(`${JSON.stringify(all)}\n`)
  }
  return hash.digest('hex')
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
