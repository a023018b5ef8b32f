/**
 * The catalogue a command works on: a registry's, what the project has pulled, or the package's.
 *
 * @module
 */
import { resolve } from 'node:path'
import type { Lock } from '../sources/index.ts'
import {
  fetchCatalogue,
  findChangedFiles,
  readCatalogueFolder,
  readLock,
} from '../sources/index.ts'
import type { Catalogue, SchemaVersion } from '../validator/index.ts'
import {
  BASE_URL_DEFAULT,
  createCatalogue,
  formatVersion,
  Problem,
  parseSchemaPath,
  parseVersion,
  problems,
  similarName,
} from '../validator/index.ts'
import type { CommandLine, CommandOption } from './command.ts'
import type { Io } from './io.ts'
import { openProject } from './project.ts'

export const registryOption: CommandOption = {
  type: 'string',
  value: 'URL',
  summary: 'use the catalogue of this registry instead of what was pulled or the package has',
}

export async function openCatalogue(line: CommandLine, io: Io): Promise<Catalogue> {
  const registry = line.text('registry') ?? io.env['CHUAN_REGISTRY']
  if (registry !== undefined && registry !== '') return fetchCatalogue(registry, { env: io.env })
  const project = await openProject(line, io)
  const lock = project && (await readLock(project.folder))
  if (project && lock) return openPulled(project.folder, lock, io)
  return createCatalogue(await readCatalogueFolder(), io.env['CHUAN_BASE_URL'] ?? BASE_URL_DEFAULT)
}

/** Only what is locked: what else lies in the folder is not of the project's choosing. */
async function openPulled(root: string, lock: Lock, io: Io): Promise<Catalogue> {
  for (const { path, kind } of await findChangedFiles(lock, root)) {
    io.err(`${lock.folder}/${path}: ${kind}, not as locked; chuan pull brings it back\n`)
  }
  const isLocked = (version: string) => lock.files[`${version}/schema.json`] !== undefined
  const entries = await readCatalogueFolder(resolve(root, lock.folder), isLocked)
  const catalogue = createCatalogue(entries, lock.base)
  lockedIn.set(catalogue, lock.structures)
  return catalogue
}

/** What was asked for of a pulled catalogue; the rest of it is there because that leans on it. */
const lockedIn = new WeakMap<Catalogue, Lock['structures']>()

/** A range at the version it is locked at; as it is where it is not locked. */
export function lockedRef(range: string, structures: Lock['structures']): string {
  const version = Object.hasOwn(structures, range) ? structures[range] : undefined
  return version === undefined ? range : `${splitRef(range)[0]}@${version}`
}

/**
 * The version a person means by `path`, `path@1`, `path@1.2`, `path@1.2.3` or `path@latest`:
 * the newest one that fits, and of what a project has pulled the locked one. Throws Problem
 * `schema-not-found`, naming near misses.
 */
export function resolveVersion(text: string, catalogue: Catalogue): SchemaVersion {
  const [path = '', wanted = 'latest'] = splitRef(meantOf(text, lockedIn.get(catalogue) ?? {}))
  const versions = parseSchemaPath(path) === undefined ? [] : catalogue.versionsOf(path)
  const fitting = versions.filter(({ ref }) => fits(formatVersion(ref), wanted))
  const newest = fitting.at(-1)
  if (newest !== undefined) return newest
  throw new Problem(problems.schemaNotFound, suggestion(path, versions, catalogue))
}

/** A path alone is the one version of it that is locked, where there is one. */
function meantOf(text: string, structures: Lock['structures']): string {
  const [range = text, ...others] = Object.keys(structures).filter(
    (each) => each === text || splitRef(each)[0] === text,
  )
  return lockedRef(others.length > 0 ? text : range, structures)
}

function splitRef(text: string): readonly string[] {
  const at = text.lastIndexOf('@')
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function fits(version: string, wanted: string): boolean {
  if (wanted === 'latest') return true
  return parseVersion(wanted) === undefined ? version.startsWith(`${wanted}.`) : version === wanted
}

/**
 * A document may be of a structure that the project has not pulled: without a word of it the
 * person at the keyboard would look for the fault in the document.
 */
export function explainPulled(thrown: unknown, catalogue: Catalogue): unknown {
  const isUnknown = thrown instanceof Problem && UNKNOWN.has(thrown.kind.code)
  if (!isUnknown || !lockedIn.has(catalogue)) return thrown
  const { kind, message, extensions } = thrown
  const explained = `${message}.\n  ${pulledOnly(catalogue).trimEnd()}`
  return new Problem(kind, explained, { extensions, cause: thrown })
}

const UNKNOWN = new Set([problems.schemaUndetermined.code, problems.schemaNotFound.code])

/** A line that says so of a catalogue that was pulled; nothing of any other. */
export function pulledOnly(catalogue: Catalogue): string {
  if (!lockedIn.has(catalogue)) return ''
  return 'Only what this project has pulled is known here; chuan pull REF brings more\n'
}

function suggestion(
  path: string,
  versions: readonly SchemaVersion[],
  catalogue: Catalogue,
): string {
  if (versions.length > 0) {
    return `${path} has the versions ${versions.map(({ ref }) => formatVersion(ref)).join(', ')}`
  }
  const near = nearPaths(path, [...new Set(catalogue.versions.map((version) => version.ref.path))])
  const hint =
    near.length > 0
      ? `did you mean ${near.join(', ')}?`
      : 'see what there is with chuan schemas list'
  const pulled = pulledOnly(catalogue).trimEnd()
  return `${path} is not in the catalogue: ${hint}${pulled === '' ? '' : `\n  ${pulled}`}`
}

/** What has the last part of a path somewhere in it, else ends in one spelt nearly so. */
function nearPaths(path: string, known: readonly string[]): readonly string[] {
  const last = lastPart(path)
  const holding = last.length < 3 ? [] : known.filter((each) => each.includes(last))
  const near =
    holding.length > 0 ? holding : known.filter((each) => similarName(last, [lastPart(each)]))
  return near.slice(0, 5)
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
