/**
 * The catalogue a command works on: a registry's, what the project has pulled, or the package's.
 *
 * @module
 */
import { join } from 'node:path'
import {
  fetchCatalogue,
  findProject,
  readCatalogueFolder,
  readLock,
  readProjectFile,
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
} from '../validator/index.ts'
import type { CommandLine, CommandOption } from './command.ts'
import type { Io } from './io.ts'

export const registryOption: CommandOption = {
  type: 'string',
  value: 'URL',
  summary: 'use the catalogue of this registry instead of what was pulled or the package has',
}

export async function openCatalogue(line: CommandLine, io: Io): Promise<Catalogue> {
  const registry = line.text('registry') ?? io.env['CHUAN_REGISTRY']
  if (registry !== undefined && registry !== '') return fetchCatalogue(registry)
  const pulled = await findPulled(line.text('project'))
  if (pulled !== undefined) {
    return createCatalogue(await readCatalogueFolder(pulled.folder), pulled.base)
  }
  return createCatalogue(await readCatalogueFolder(), io.env['CHUAN_BASE_URL'] ?? BASE_URL_DEFAULT)
}

/** What the project around the current folder has pulled. */
async function findPulled(
  named: string | undefined,
): Promise<{ readonly folder: string; readonly base: string } | undefined> {
  const project = named === undefined ? await findProject('.') : await readProjectFile(named)
  const lock = project && (await readLock(project.folder))
  return project && lock && { folder: join(project.folder, lock.folder), base: lock.base }
}

/**
 * The version a person means by `path`, `path@1`, `path@1.2`, `path@1.2.3` or `path@latest`:
 * the newest one that fits. Throws Problem `schema-not-found`, naming near misses.
 */
export function resolveVersion(text: string, catalogue: Catalogue): SchemaVersion {
  const [path = '', wanted = 'latest'] = splitRef(text)
  const versions = parseSchemaPath(path) === undefined ? [] : catalogue.versionsOf(path)
  const fitting = versions.filter(({ ref }) => fits(formatVersion(ref), wanted))
  const newest = fitting.at(-1)
  if (newest !== undefined) return newest
  throw new Problem(problems.schemaNotFound, suggestion(path, versions, catalogue))
}

function splitRef(text: string): readonly string[] {
  const at = text.lastIndexOf('@')
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function fits(version: string, wanted: string): boolean {
  if (wanted === 'latest') return true
  return parseVersion(wanted) === undefined ? version.startsWith(`${wanted}.`) : version === wanted
}

function suggestion(
  path: string,
  versions: readonly SchemaVersion[],
  catalogue: Catalogue,
): string {
  if (versions.length > 0) {
    return `${path} has the versions ${versions.map(({ ref }) => formatVersion(ref)).join(', ')}`
  }
  const last = path.split('/').at(-1) ?? path
  const near = [...new Set(catalogue.versions.map(({ ref }) => ref.path))]
    .filter((known) => last !== '' && known.includes(last))
    .slice(0, 5)
  return near.length > 0
    ? `Did you mean ${near.join(', ')}?`
    : 'See what there is: chuan schemas list'
}
