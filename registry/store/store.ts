/**
 * What the service keeps, in its own words; how is a driver's business.
 *
 * Every function is asynchronous and no type is a driver's, so that a second
 * driver is a second folder beside `sqlite/`. A published version, its artefacts
 * and its signatures are never changed and never deleted.
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

/** What is known of an artefact without its bytes. */
export interface ArtefactSummary {
  readonly name: string
  readonly mediaType: string
  readonly digest: string
  /** How many `body` has. */
  readonly bytes: number
}

/** A release of a version, signed. With another certificate it is signed anew, and both stay. */
export interface ReleaseSignature {
  readonly ref: SchemaRef
  /** Lower-case hexadecimal SHA-256 of the signer's certificate. */
  readonly certificate: string
  readonly signedAt: Date
  readonly jws: string
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
  /** By name. */
  readonly listArtefacts: (ref: SchemaRef) => Promise<readonly ArtefactSummary[]>
  /** Of all versions, oldest first. */
  readonly listReleaseSignatures: () => Promise<readonly ReleaseSignature[]>
  /** Keeps all or nothing; of a version and certificate that has one, the first stays. */
  readonly insertReleaseSignatures: (signatures: readonly ReleaseSignature[]) => Promise<void>
  readonly findSetting: (name: string) => Promise<string | undefined>
  /** Keeps the first value; false when there was one. */
  readonly insertSetting: (name: string, value: string) => Promise<boolean>
  /** Throws when the store cannot answer. */
  readonly ping: () => Promise<void>
  readonly close: () => Promise<void>
}
