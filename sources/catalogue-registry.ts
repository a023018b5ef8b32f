/**
 * Fetches a whole catalogue from a running registry.
 *
 * One request, answered from stored bytes; nothing in the answer is followed.
 *
 * @module
 */
import type { Catalogue, CatalogueEntry, JsonObject } from '../validator/index.ts'
import {
  createCatalogue,
  formatSchemaRef,
  isJsonObject,
  Problem,
  parseSchemaRef,
} from '../validator/index.ts'
import { isCodeListValues } from './catalogue-folder.ts'
import type { FetchOptions } from './fetch-json.ts'
import { fetchJson, hasUser } from './fetch-json.ts'
import { catalogueMalformed, registryUnreachable } from './problems.ts'

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

export async function fetchCatalogue(
  registry: string,
  options: FetchOptions = {},
): Promise<Catalogue> {
  const { base, entries } = await fetchEntries(registry, options)
  return createCatalogue(entries, base)
}

/** What a registry has, as it would lie in a folder. */
export async function fetchEntries(
  registry: string,
  options: FetchOptions = {},
): Promise<{
  readonly base: string
  readonly entries: readonly CatalogueEntry[]
}> {
  const answer = await fetchJson(registryUrl(registry, 'v1/catalogue'), options)
  const { base, versions } = toExport(answer)
  const entries = versions.map(toEntry)
  const refs = new Set(entries.map(({ ref }) => formatSchemaRef(ref)))
  if (refs.size === entries.length) return { base, entries }
  throw new Problem(catalogueMalformed, 'A version is there twice: which one is it?')
}

/** Throws Problem `registry-unreachable` for what is no address of a registry. */
export function registryUrl(registry: string, path: string): URL {
  const url = safeUrl(registry)
  if (url === null || !/^https?:$/u.test(url.protocol)) {
    throw new Problem(registryUnreachable, 'The registry must be an http or https URL')
  }
  // It would be written into the lock, for all to read.
  if (hasUser(url)) {
    throw new Problem(registryUnreachable, 'The URL of a registry carries no user and no password')
  }
  return new URL(`${url.href.replace(/\/+$/u, '')}/${path}`)
}

/** `URL.parse` would do, but came with Node 22.1. */
function safeUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

function toExport(body: unknown): CatalogueExport {
  if (isJsonObject(body) && isBase(body['base']) && Array.isArray(body['versions'])) {
    return body as unknown as CatalogueExport
  }
  throw new Problem(catalogueMalformed, 'Expected {base, versions}: is this a Chuẩn registry?')
}

/** It becomes a part of identifiers, and of what is generated. */
function isBase(base: unknown): base is string {
  return typeof base === 'string' && /^https?:\/\/[^\s'"`<>\\]+$/u.test(base) && URL.canParse(base)
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
  if (values !== undefined && !isCodeListValues(values)) {
    throw new Problem(catalogueMalformed, `${version.ref}: its values are no list of {code, vi}`)
  }
  return { ref: parseSchemaRef(version.ref), document, ...(values === undefined ? {} : { values }) }
}
