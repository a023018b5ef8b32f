/**
 * What the service keeps, in its own words; how is a driver's business.
 *
 * Every function is asynchronous and no type is a driver's, so that a second
 * driver is a second folder beside `sqlite/`. A published version and its
 * artefacts are never changed and never deleted.
 *
 * @module
 */
import type { CatalogueEntry, SchemaRef } from '../../validator/index.ts'

/** One representation of a published version, as the bytes that are served. */
export interface Artefact {
  /** File name under the version's URL, e.g. `schema.xsd`. */
  readonly name: string
  readonly mediaType: string
  /** Lower-case hexadecimal SHA-256 of `body`. */
  readonly digest: string
  readonly body: Uint8Array
  readonly gzip: Uint8Array
  readonly brotli: Uint8Array
}

export interface PublishedVersion {
  readonly entry: CatalogueEntry
  /** Of the document and the values, as the catalogue's folder has them. */
  readonly digest: string
  readonly publishedAt: Date
}

export interface Store {
  /** All published versions, by path and then oldest first. */
  readonly listVersions: () => Promise<readonly PublishedVersion[]>
  /** Publishes one version with all its artefacts, or nothing. False when it already was. */
  readonly insertVersion: (
    version: PublishedVersion,
    artefacts: readonly Artefact[],
  ) => Promise<boolean>
  readonly findPublishedAt: (ref: SchemaRef) => Promise<Date | undefined>
  readonly findArtefact: (ref: SchemaRef, name: string) => Promise<Artefact | undefined>
  readonly listArtefactNames: (ref: SchemaRef) => Promise<readonly string[]>
  readonly findSetting: (name: string) => Promise<string | undefined>
  /** Keeps the first value; false when there was one. */
  readonly insertSetting: (name: string, value: string) => Promise<boolean>
  /** Throws when the store cannot answer. */
  readonly ping: () => Promise<void>
  readonly close: () => Promise<void>
}
