/**
 * Finds and reads the project file: `chuan.config.ts` or `chuan.config.json`.
 *
 * A `.ts` file is a program of the project itself and is run as one.
 *
 * @module
 */
import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { JsonValue } from '../validator/index.ts'
import { decodeUtf8, locateJson, Problem, parseJson } from '../validator/index.ts'
import { projectMalformed } from './problems.ts'
import type { ProjectConfig } from './project-config.ts'
import { readProjectConfig } from './project-members.ts'
import { fileProblem, readBytes } from './read-file.ts'

/** A folder has at most one of them. */
export const PROJECT_FILES = ['chuan.config.ts', 'chuan.config.json'] as const
export const LOCK_FILE = 'chuan.lock.json'

const PROJECT_FILE_BYTES_MAX = 1_048_576

export interface Project {
  /** Absent where only a lock is there. */
  readonly file?: string
  /** Absolute; paths in the file are relative to it. */
  readonly folder: string
  readonly config: ProjectConfig
}

/**
 * The project of a folder or one around it; undefined when there is none.
 * Throws Problem `project-malformed` or `file-unreadable`.
 */
export async function findProject(from: string): Promise<Project | undefined> {
  const folder = resolve(from)
  const file = projectFileIn(folder)
  if (file !== undefined) return readProjectFile(file)
  if (existsSync(join(folder, LOCK_FILE))) return { folder, config: {} }
  const above = dirname(folder)
  return above === folder ? undefined : findProject(above)
}

/** Of a file, or of a folder. Throws Problem `file-unreadable` or `project-malformed`. */
export async function readProjectFile(path: string): Promise<Project> {
  if (isFolder(path)) return projectOfFolder(resolve(path))
  const file = resolve(path)
  const config = file.endsWith('.json') ? await readJson(file) : await runModule(file)
  return { file, folder: dirname(file), config }
}

async function projectOfFolder(folder: string): Promise<Project> {
  const file = projectFileIn(folder)
  return file === undefined ? { folder, config: {} } : readProjectFile(file)
}

/** Two would each say something, and whoever edits the one that is not read would wonder. */
function projectFileIn(folder: string): string | undefined {
  const [file, other] = PROJECT_FILES.map((name) => join(folder, name)).filter(existsSync)
  if (file === undefined || other === undefined) return file
  const detail = `${basename(other)} is there as well: keep one of them, or name one by --project`
  throw new Problem(projectMalformed, `${file}: ${detail}`)
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch (thrown) {
    throw fileProblem(path, thrown)
  }
}

async function readJson(file: string): Promise<ProjectConfig> {
  const { text } = decodeUtf8(await readBytes(file, PROJECT_FILE_BYTES_MAX))
  if (text === undefined) throw new Problem(projectMalformed, `${file}: not UTF-8`)
  const { value, issues } = parseJson(text)
  const [broken] = issues
  if (broken !== undefined) {
    const place = `${file}:${broken.line ?? 1}:${broken.column ?? 1}`
    throw new Problem(projectMalformed, `${place}: ${broken.message.en}`)
  }
  return readPlaced(file, value ?? null, (at) => {
    const position = locateJson(text, [at]).get(at)
    return position === undefined ? '' : `:${position.line}:${position.column}`
  })
}

/** Compiled in memory, nothing is left on the disk; `chuan/config` is the one that runs. */
async function runModule(file: string): Promise<ProjectConfig> {
  const { createJiti } = await import('jiti')
  const beside = import.meta.url.endsWith('.ts') ? './project-config.ts' : './project-config.js'
  const jiti = createJiti(import.meta.url, {
    fsCache: false,
    moduleCache: false,
    alias: { 'chuan/config': fileURLToPath(new URL(beside, import.meta.url)) },
  })
  const value = await jiti.import(file, { default: true }).catch((thrown: unknown) => {
    const reason = thrown instanceof Error ? thrown.message.split('\n')[0] : 'it threw'
    throw new Problem(projectMalformed, `${file}: ${reason}`, { cause: thrown })
  })
  // What JSON cannot say a project file cannot say either.
  const plain = JSON.stringify(value)
  if (plain === undefined) throw new Problem(projectMalformed, `${file}: it exports no object`)
  return readPlaced(file, JSON.parse(plain) as JsonValue, () => '')
}

function readPlaced(
  file: string,
  value: JsonValue,
  positionOf: (at: string) => string,
): ProjectConfig {
  try {
    return readProjectConfig(value)
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const { kind, message, extensions } = thrown
    const place = `${file}${positionOf(String(extensions['at'] ?? ''))}`
    throw new Problem(kind, `${place}: ${message}`, { extensions, cause: thrown })
  }
}
