/**
 * The lock of a project (`chuan.lock.json`): which versions it has pulled, from where, and what
 * their files were.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isJsonObject, Problem, parseJson } from '../validator/index.ts'
import { areLockedReleases, type LockedRelease } from './locked-release.ts'
import { lockMalformed } from './problems.ts'
import { LOCK_FILE } from './project-file.ts'
import { fileProblem, readBytes } from './read-file.ts'

export interface Lock {
  /** 2 where it has releases: who cannot read them must not write them away. */
  readonly version: 1 | 2
  /** URL of the registry; absent: the catalogue of the package. */
  readonly registry?: string
  /** Where identifiers live. */
  readonly base: string
  /** The folder of the files, from the lock. */
  readonly folder: string
  /** What was asked for, and the version it came to: `path` or `path@2` to `2.0.0`. */
  readonly structures: Readonly<Record<string, string>>
  /** SHA-256 of each file by its path in the folder: of its text with LF as the end of a line. */
  readonly files: Readonly<Record<string, string>>
  /** Signed releases, by `path@version`; absent: what it was pulled from signs none. */
  readonly releases?: Readonly<Record<string, LockedRelease>>
}

const LOCK_BYTES_MAX = 10_000_000

/** Undefined where there is none. Throws Problem `lock-malformed` or `file-unreadable`. */
export async function readLock(folder: string): Promise<Lock | undefined> {
  const file = join(folder, LOCK_FILE)
  const bytes = await readBytes(file, LOCK_BYTES_MAX).catch((thrown: unknown) => {
    if (isAbsent(thrown)) return undefined
    throw thrown
  })
  if (bytes === undefined) return undefined
  const { value } = parseJson(new TextDecoder().decode(bytes))
  if (isLock(value)) return value
  if (isJsonObject(value) && Number(value['version']) > 2) {
    throw new Problem(lockMalformed, `${file}: written by a newer version of chuan: install that`)
  }
  throw new Problem(lockMalformed, `${file}: remove it and pull again, or take it from the history`)
}

/** The same lock always has the same text. */
export function formatLock(lock: Lock): string {
  const { structures, files, releases, ...rest } = lock
  const sorted = {
    ...rest,
    structures: inOrder(structures),
    files: inOrder(files),
    ...(releases === undefined ? {} : { releases: inOrder(releases) }),
  }
  return `${JSON.stringify(sorted, null, 2)}\n`
}

/**
 * Git may turn each LF into CRLF on the way to a disk; in JSON that says nothing. More is not
 * made alike: the order of members is the order of elements in XML.
 */
export function digestOfText(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}

/** Of the files of a lock, those that are not as they were pulled. */
export async function findChangedFiles(lock: Lock, root: string): Promise<readonly ChangedFile[]> {
  const found = await Promise.all(
    Object.entries(lock.files).map(async ([path, digest]): Promise<ChangedFile | undefined> => {
      const text = await readIfThere(resolve(root, lock.folder, path))
      if (text === undefined) return { path, kind: 'missing' }
      return digestOfText(text) === digest ? undefined : { path, kind: 'changed' }
    }),
  )
  return found.filter((each) => each !== undefined)
}

export interface ChangedFile {
  readonly path: string
  readonly kind: 'missing' | 'changed'
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined
    throw fileProblem(file, thrown)
  }
}

function isAbsent(thrown: unknown): boolean {
  const { cause } = thrown as { readonly cause?: { readonly code?: string } }
  return cause?.code === 'ENOENT'
}

/** The versions of a lock, `path@version`, each with the digests of its files by their names. */
export function versionsOfLock({
  files,
}: Pick<Lock, 'files'>): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const versions = new Map<string, Map<string, string>>()
  for (const [file, digest] of Object.entries(files)) {
    const [, path = '', version = '', name = ''] = INSIDE.exec(file) ?? []
    const ref = `${path}@${version}`
    versions.set(ref, (versions.get(ref) ?? new Map<string, string>()).set(name, digest))
  }
  return versions
}

function inOrder<Value>(members: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

const INSIDE = /^([a-z0-9-]+(?:\/[a-z0-9-]+)*)\/(\d+\.\d+\.\d+)\/((?:schema|values)\.json)$/u

/** A path in a lock must not lead out of its folder: `pull` removes what it lists. */
function isLock(value: unknown): value is Lock {
  if (!isJsonObject(value) || ![1, 2].includes(Number(value['version']))) return false
  const { base, folder, structures, files, registry = '', releases = {} } = value
  const isText = [base, folder, registry].every((each) => typeof each === 'string')
  if (!isText || !isTexts(structures) || !isTexts(files)) return false
  if (!Object.keys(files).every((path) => INSIDE.test(path))) return false
  return areLockedReleases(releases, new Set(versionsOfLock({ files }).keys()))
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isJsonObject(value) && Object.values(value).every((each) => typeof each === 'string')
}
