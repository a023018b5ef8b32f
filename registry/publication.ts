/**
 * Publishes what a catalogue has and the store has not.
 *
 * Nothing published is touched: a version that differs from what was published
 * under its name stops the publication, and so does another base URL, because
 * the identifiers of all versions are made from it.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import type { Catalogue, CatalogueEntry, SchemaVersion } from '../validator/index.ts'
import {
  createCatalogue,
  createLinter,
  createStructureChecker,
  formatSchemaRef,
  Problem,
} from '../validator/index.ts'
import { makeArtefacts } from './artefacts.ts'
import { baseUrlChanged, schemaLintFailed, versionImmutable } from './problems.ts'
import type { PublishedVersion, Store } from './store/store.ts'

export interface PublicationOptions {
  readonly baseUrl: string
  readonly now: () => Date
  /** Told before each version that is published. */
  readonly progress: (ref: string, index: number, total: number) => void
}

export interface Publication {
  readonly catalogue: Catalogue
  /** Versions published this time. */
  readonly published: number
}

/**
 * Throws Problem `base-url-changed`, `version-immutable`, `schema-lint-failed` or
 * `schema-unusable`.
 */
export async function publishCatalogue(
  entries: readonly CatalogueEntry[],
  store: Store,
  options: PublicationOptions,
): Promise<Publication> {
  await settleBaseUrl(store, options.baseUrl)
  const stored = await store.listVersions()
  const missing = findMissing(entries, stored)
  const all = [...stored.map(({ entry }) => entry), ...missing]
  const catalogue = createCatalogue(all, options.baseUrl)
  const fresh = missing.map(({ ref }) => catalogue.get(ref))
  assertUsable(fresh, catalogue)
  assertLinted(missing, all)
  for (const [index, version] of fresh.entries()) {
    options.progress(formatSchemaRef(version.ref), index + 1, fresh.length)
    const artefacts = await makeArtefacts(version, catalogue)
    const entry = entryOf(missing, version)
    await store.insertVersion(
      { entry, digest: digestOfEntry(entry), publishedAt: options.now() },
      artefacts,
    )
  }
  return { catalogue, published: fresh.length }
}

const BASE_URL_SETTING = 'base-url'

async function settleBaseUrl(store: Store, baseUrl: string): Promise<void> {
  if (await store.insertSetting(BASE_URL_SETTING, baseUrl)) return
  const settled = await store.findSetting(BASE_URL_SETTING)
  if (settled === baseUrl) return
  throw new Problem(
    baseUrlChanged,
    `This database was published under ${settled}, now CHUAN_BASE_URL is ${baseUrl}. ` +
      'Identifiers are permanent: set it back, or use another database file',
    { extensions: { settled, baseUrl } },
  )
}

function findMissing(
  entries: readonly CatalogueEntry[],
  stored: readonly PublishedVersion[],
): readonly CatalogueEntry[] {
  const digests = new Map(stored.map(({ entry, digest }) => [formatSchemaRef(entry.ref), digest]))
  return entries.filter((entry) => {
    const ref = formatSchemaRef(entry.ref)
    const digest = digests.get(ref)
    if (digest === undefined) return true
    if (digest === digestOfEntry(entry)) return false
    throw new Problem(
      versionImmutable,
      `${ref} differs from what was published under that name; publish a new version instead`,
      { extensions: { ref } },
    )
  })
}

/** Findings named in a problem: enough to act on, whatever was sent. */
const FINDINGS_SHOWN_MAX = 100

/** What is published is permanent, so a fault of it is too: an error of the linter stops it. */
function assertLinted(fresh: readonly CatalogueEntry[], all: readonly CatalogueEntry[]): void {
  if (fresh.length === 0) return
  const linter = createLinter(all)
  const findings = fresh.flatMap((entry) =>
    linter
      .lint(entry)
      .findings.filter(({ severity }) => severity === 'error')
      .map(({ rule, file, at }) => ({ ref: formatSchemaRef(entry.ref), rule, file, at })),
  )
  const [first] = findings
  if (first === undefined) return
  throw new Problem(
    schemaLintFailed,
    `${first.ref} breaks ${first.rule} at ${first.file}#${first.at}` +
      (findings.length === 1 ? '' : `, and ${findings.length - 1} more`),
    { extensions: { findings: findings.slice(0, FINDINGS_SHOWN_MAX) } },
  )
}

/** Every `$ref` leads to a published version and every schema compiles. */
function assertUsable(versions: readonly SchemaVersion[], catalogue: Catalogue): void {
  const checker = createStructureChecker(catalogue)
  for (const version of versions) checker.assertUsable(version)
}

function entryOf(entries: readonly CatalogueEntry[], { ref }: SchemaVersion): CatalogueEntry {
  const name = formatSchemaRef(ref)
  const found = entries.find((entry) => formatSchemaRef(entry.ref) === name)
  if (found === undefined) throw new TypeError(`${name} is not among the entries`)
  return found
}

function digestOfEntry({ document, values }: CatalogueEntry): string {
  return createHash('sha256')
    .update(JSON.stringify([document, values ?? null]))
    .digest('hex')
}
