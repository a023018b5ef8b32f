/**
 * Where a project pulls from: a registry, a folder, or the catalogue of the package.
 *
 * @module
 */
import type { Lock, Project } from '../../sources/index.ts'
import { fetchEntries, readCatalogueFolder } from '../../sources/index.ts'
import type { CatalogueEntry } from '../../validator/index.ts'
import { BASE_URL_DEFAULT } from '../../validator/index.ts'
import { registryOption } from '../catalogue.ts'
import type { CommandLine, CommandOption } from '../command.ts'
import type { Io } from '../io.ts'

export interface PullSource {
  /** Of a registry. */
  readonly registry?: string
  readonly base: string
  readonly entries: readonly CatalogueEntry[]
}

/** Unlike other commands, these ask it each time. */
export const sourceRegistryOption: CommandOption = {
  ...registryOption,
  summary: 'the registry to pull from (default: that of the project or the lock, else the package)',
}

export const fromOption: CommandOption = {
  type: 'string',
  value: 'DIR',
  summary: 'pull from a folder of schemas instead of a registry or the package',
}

/** `--from`, else `--registry`, else the registry of the project or its lock, else the package. */
export async function openSource(
  line: CommandLine,
  io: Io,
  project: Project | undefined,
  lock: Lock | undefined,
): Promise<PullSource> {
  const base = io.env['CHUAN_BASE_URL'] ?? lock?.base ?? BASE_URL_DEFAULT
  const folder = line.text('from')
  if (folder !== undefined) return { base, entries: await readCatalogueFolder(folder) }
  const named = line.text('registry') ?? io.env['CHUAN_REGISTRY'] ?? ''
  const registry = named === '' ? (project?.config.registry ?? lock?.registry) : named
  if (registry === undefined) return { base, entries: await readCatalogueFolder() }
  return { registry, ...(await fetchEntries(registry, { env: io.env })) }
}
