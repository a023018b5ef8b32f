/**
 * Published bodies in memory: each is read from the store once.
 *
 * They never change, so nothing has to be thrown away when something happens.
 *
 * @module
 */
import type { SchemaVersion } from '../validator/index.ts'
import { formatSchemaRef } from '../validator/index.ts'
import { compressBody } from './artefacts.ts'
import type { ServedBody } from './bytes-response.ts'
import type { Store } from './store/store.ts'

export interface Library {
  readonly find: (version: SchemaVersion, name: string) => Promise<ServedBody | undefined>
  /** A body made on first use and kept, such as a page. */
  readonly make: (
    key: string,
    mediaType: string,
    body: () => string | Uint8Array | Promise<string>,
  ) => Promise<ServedBody>
}

export function createLibrary(store: Store): Library {
  const found = new Map<string, ServedBody>()
  const kept = new Map<string, ServedBody>()
  return {
    async find(version, name) {
      const key = `${formatSchemaRef(version.ref)}/${name}`
      const known = found.get(key)
      if (known !== undefined) return known
      const artefact = await store.findArtefact(version.ref, name)
      if (artefact !== undefined) found.set(key, artefact)
      return artefact
    },
    async make(key, mediaType, body) {
      const known = kept.get(key)
      if (known !== undefined) return known
      const made = await body()
      const bytes = typeof made === 'string' ? new TextEncoder().encode(made) : made
      const served = { mediaType, ...(await compressBody(bytes)) }
      kept.set(key, served)
      return served
    },
  }
}
