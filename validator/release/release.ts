/**
 * A release: one published version and the digests of its files, signed by who published it.
 *
 * It holds what never changes, so that it can be signed anew for as long as the version is
 * used; published as `api/release` in the catalogue.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { type CatalogueEntry, schemaId } from '../catalogue.ts'
import type { JsonValue } from '../json-value.ts'
import { formatSchemaRef } from '../schema-ref.ts'
import { signJws } from '../signature/signing/sign-jws.ts'
import type { SigningKey } from '../signature/signing/signing-key.ts'
import { type AskTimestamp, stampJws } from '../signature/signing/stamp-jws.ts'

/** Name of the signed release, beside the version's other files. */
export const RELEASE_FILE = 'release.jws'

export interface Release {
  /** `path@version`. */
  readonly ref: string
  /** `$id` of the version. */
  readonly id: string
  /** Where the identifiers of its catalogue live. */
  readonly base: string
  /** RFC 3339: when it was published, which is not when it was signed. */
  readonly publishedAt: string
  /** Its source, as catalogues hold it and `chuan pull` writes it. */
  readonly source: readonly ReleaseFile[]
  /** What is served at `{id}/{name}`, made from the source at publication. */
  readonly files: readonly ServedFile[]
}

export interface ReleaseFile {
  readonly name: string
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  readonly digest: string
}

export interface ServedFile extends ReleaseFile {
  readonly mediaType: string
  readonly bytes: number
}

export interface ReleaseRequest {
  readonly entry: CatalogueEntry
  readonly base: string
  readonly publishedAt: Date
  readonly files: readonly ServedFile[]
  readonly key: SigningKey
  /** Where a timestamp is had; absent: the release has none. */
  readonly timestamp?: AskTimestamp
  readonly at: Date
}

/**
 * A JWS in flattened JSON, with the certificate and the time of signing in its header.
 *
 * Throws Problem `timestamp-unavailable`.
 */
export async function makeRelease(request: ReleaseRequest): Promise<string> {
  const { entry, base, publishedAt, files, key, timestamp, at } = request
  const release: Release = {
    ref: formatSchemaRef(entry.ref),
    id: schemaId(entry.ref, base),
    base,
    publishedAt: publishedAt.toISOString(),
    source: sourceFiles(entry).map(({ name, text }) => ({ name, digest: digestOf(text) })),
    files: files.map(({ name, mediaType, digest, bytes }) => ({ name, mediaType, digest, bytes })),
  }
  const payload = new TextEncoder().encode(JSON.stringify(release))
  const claimedTime = at.toISOString().replace(/\.\d+Z$/u, 'Z')
  const jws = await signJws(payload, key, { serialization: 'flattened', claimedTime })
  return timestamp === undefined ? jws : stampJws(jws, timestamp, at)
}

export interface SourceFile {
  readonly name: 'schema.json' | 'values.json'
  readonly text: string
}

/** A version as files, in the one form that everybody who signs or pulls it writes. */
export function sourceFiles({ document, values }: CatalogueEntry): readonly SourceFile[] {
  const schema: SourceFile = { name: 'schema.json', text: printJson(document) }
  if (values === undefined) return [schema]
  return [schema, { name: 'values.json', text: printJson({ values } as never) }]
}

function printJson(value: JsonValue): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
