/**
 * The store in one libSQL file.
 *
 * One process, one connection; rows become domain values here and nowhere else.
 *
 * @module
 */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { CatalogueEntry, JsonObject, SchemaRef } from '../../../validator/index.ts'
import { Problem } from '../../../validator/index.ts'
import { databaseUnusable } from '../../problems.ts'
import type {
  Artefact,
  ArtefactSummary,
  PublishedVersion,
  ReleaseSignature,
  Store,
} from '../store.ts'
import type { Connection, Row, SqlValue } from './connection.ts'
import { openConnection } from './connection.ts'
import { lockDatabase } from './lock.ts'
import { migrate } from './migrate.ts'

const KEY = 'path = ? AND major = ? AND minor = ? AND patch = ?'

/** Creates file and folder. Throws Problem `database-locked` or `database-unusable`. */
export function openSqliteStore(file: string): Store {
  const { connection, unlock } = openFile(file)
  return {
    listVersions: async () =>
      connection
        .query(
          `SELECT path, major, minor, patch, document, code_values, digest, published_at
             FROM schema_version
            ORDER BY path, major, minor, patch`,
        )
        .map(toVersion),
    insertVersion: async (version, artefacts) =>
      connection.write(() => insertVersion(connection, version, artefacts)),
    findPublishedAt: async (ref) => {
      const [row] = connection.query(
        `SELECT published_at FROM schema_version WHERE ${KEY}`,
        keyOf(ref),
      )
      return row && new Date(text(row, 'published_at'))
    },
    findArtefact: async (ref, name) => {
      const [row] = connection.query(
        `SELECT name, media_type, digest, body, gzip, brotli
           FROM artefact
          WHERE ${KEY} AND name = ?`,
        [...keyOf(ref), name],
      )
      return row && toArtefact(row)
    },
    listArtefacts: async (ref) =>
      connection
        .query(
          `SELECT name, media_type, digest, length(body) AS bytes
             FROM artefact
            WHERE ${KEY}
            ORDER BY name`,
          keyOf(ref),
        )
        .map(toSummary),
    listReleaseSignatures: async () =>
      connection
        .query(
          `SELECT path, major, minor, patch, certificate, signed_at, jws
             FROM release_signature
            ORDER BY signed_at, path, major, minor, patch`,
        )
        .map(toReleaseSignature),
    insertReleaseSignatures: async (signatures) =>
      connection.write(() => {
        for (const each of signatures) insertReleaseSignature(connection, each)
      }),
    findSetting: async (name) => {
      const [row] = connection.query('SELECT value FROM setting WHERE name = ?', [name])
      return row && text(row, 'value')
    },
    insertSetting: async (name, value) =>
      connection.write(
        () =>
          connection.execute(
            'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING',
            [name, value],
          ) > 0,
      ),
    ping: async () => void connection.query('SELECT 1'),
    close: async () => {
      connection.close()
      unlock()
    },
  }
}

function openFile(file: string): { readonly connection: Connection; readonly unlock: () => void } {
  try {
    mkdirSync(dirname(file), { recursive: true })
    const unlock = lockDatabase(file)
    try {
      const connection = openConnection(file)
      migrate(connection)
      return { connection, unlock }
    } catch (thrown) {
      unlock()
      throw thrown
    }
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    throw new Problem(
      databaseUnusable,
      `${file} cannot be opened as a database; check the folder's permissions and CHUAN_DATABASE`,
      { cause: thrown },
    )
  }
}

function insertVersion(
  connection: Connection,
  { entry, digest, publishedAt }: PublishedVersion,
  artefacts: readonly Artefact[],
): boolean {
  const key = keyOf(entry.ref)
  const inserted = connection.execute(
    `INSERT INTO schema_version
       (path, major, minor, patch, document, code_values, digest, published_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    [
      ...key,
      JSON.stringify(entry.document),
      entry.values === undefined ? null : JSON.stringify(entry.values),
      digest,
      publishedAt.toISOString(),
    ],
  )
  if (inserted === 0) return false
  for (const { name, mediaType, digest: bodyDigest, body, gzip, brotli } of artefacts) {
    connection.execute(
      `INSERT INTO artefact
         (path, major, minor, patch, name, media_type, digest, body, gzip, brotli)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [...key, name, mediaType, bodyDigest, body, gzip, brotli],
    )
  }
  return true
}

function insertReleaseSignature(
  connection: Connection,
  { ref, certificate, signedAt, jws }: ReleaseSignature,
): void {
  connection.execute(
    `INSERT INTO release_signature (path, major, minor, patch, certificate, signed_at, jws)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    [...keyOf(ref), certificate, signedAt.toISOString(), jws],
  )
}

function keyOf({ path, major, minor, patch }: SchemaRef): readonly SqlValue[] {
  return [path, major, minor, patch]
}

function toRef(row: Row): SchemaRef {
  return {
    path: text(row, 'path'),
    major: Number(row['major']),
    minor: Number(row['minor']),
    patch: Number(row['patch']),
  }
}

function toVersion(row: Row): PublishedVersion {
  const ref = toRef(row)
  const values = row['code_values']
  const entry: CatalogueEntry = {
    ref,
    document: JSON.parse(text(row, 'document')) as JsonObject,
    ...(typeof values === 'string'
      ? { values: JSON.parse(values) as NonNullable<CatalogueEntry['values']> }
      : {}),
  }
  return { entry, digest: text(row, 'digest'), publishedAt: new Date(text(row, 'published_at')) }
}

function toArtefact(row: Row): Artefact {
  return {
    name: text(row, 'name'),
    mediaType: text(row, 'media_type'),
    digest: text(row, 'digest'),
    body: bytes(row, 'body'),
    gzip: bytes(row, 'gzip'),
    brotli: bytes(row, 'brotli'),
  }
}

function toSummary(row: Row): ArtefactSummary {
  return {
    name: text(row, 'name'),
    mediaType: text(row, 'media_type'),
    digest: text(row, 'digest'),
    bytes: Number(row['bytes']),
  }
}

function toReleaseSignature(row: Row): ReleaseSignature {
  return {
    ref: toRef(row),
    certificate: text(row, 'certificate'),
    signedAt: new Date(text(row, 'signed_at')),
    jws: text(row, 'jws'),
  }
}

function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`${column} is not text`)
  return value
}

function bytes(row: Row, column: string): Uint8Array {
  const value = row[column]
  if (!(value instanceof Uint8Array)) throw new TypeError(`${column} is not bytes`)
  return new Uint8Array(value)
}
