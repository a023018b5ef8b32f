/**
 * Fetches a whole catalogue from a running registry.
 *
 * One request, answered from stored bytes; nothing in the answer is followed.
 *
 * @module
 */
import type { Catalogue, CatalogueEntry, JsonObject } from '../validator/index.ts'
import { createCatalogue, isJsonObject, Problem, parseSchemaRef } from '../validator/index.ts'
import { catalogueMalformed, registryUnreachable } from './problems.ts'

const TIMEOUT_MS = 30_000

/** What `GET /v1/catalogue` answers: documents are not stamped, references are root-relative. */
export interface CatalogueExport {
  readonly base: string
  readonly versions: readonly CatalogueExportVersion[]
}

export interface CatalogueExportVersion {
  /** `path@version`. */
  readonly ref: string
  readonly document: JsonObject
  readonly values?: CatalogueEntry['values']
}

export async function fetchCatalogue(registry: string): Promise<Catalogue> {
  const { base, entries } = await fetchEntries(registry)
  return createCatalogue(entries, base)
}

/** What a registry has, as it would lie in a folder. */
export async function fetchEntries(registry: string): Promise<{
  readonly base: string
  readonly entries: readonly CatalogueEntry[]
}> {
  const { base, versions } = toExport(await fetchJson(catalogueUrl(registry)))
  return { base, entries: versions.map(toEntry) }
}

function catalogueUrl(registry: string): URL {
  const url = safeUrl(registry)
  if (url === null || !/^https?:$/u.test(url.protocol)) {
    throw new Problem(registryUnreachable, 'The registry must be an http or https URL')
  }
  return new URL(`${url.href.replace(/\/+$/u, '')}/v1/catalogue`)
}

/** `URL.parse` would do, but came with Node 22.1. */
function safeUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

async function fetchJson(url: URL): Promise<unknown> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) {
      throw new Problem(registryUnreachable, `${url.href} answered ${response.status}`)
    }
    return (await response.json()) as unknown
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    throw new Problem(registryUnreachable, `${url.href} gave no usable answer`, { cause: thrown })
  }
}

function toExport(body: unknown): CatalogueExport {
  if (isJsonObject(body) && typeof body['base'] === 'string' && Array.isArray(body['versions'])) {
    return body as unknown as CatalogueExport
  }
  throw new Problem(catalogueMalformed, 'Expected {base, versions}: is this a Chuẩn registry?')
}

function toEntry(version: CatalogueExportVersion): CatalogueEntry {
  if (
    !isJsonObject(version) ||
    typeof version.ref !== 'string' ||
    !isJsonObject(version.document)
  ) {
    throw new Problem(catalogueMalformed, 'A version has no ref or no document')
  }
  const { document, values } = version
  return { ref: parseSchemaRef(version.ref), document, ...(values === undefined ? {} : { values }) }
}
