/** A small registry for projects: the real service over HTTP, with fees and their code lists. */
import {
  createApp,
  createLibrary,
  openSqliteStore,
  publishCatalogue,
  signReleases,
} from '../../registry/index.ts'
import { judgeHere } from '../../registry/judge.ts'
import { listen } from '../../registry/serve.ts'
import { readCatalogueFolder } from '../../sources/index.ts'
import type { CatalogueEntry } from '../../validator/index.ts'
import { createTrustStore, createValidator, parseSchemaRef } from '../../validator/index.ts'

export const NOW: Date = new Date('2026-11-24T05:00:00Z')
const FEE = /^(?:elements\/fee|codelists\/fee-[a-z-]+)\//u
const published = await readCatalogueFolder(undefined, (version) => FEE.test(version))
const [first] = published.filter(({ ref }) => ref.path === 'elements/fee')
const lists = published.filter(({ ref }) => ref.path !== 'elements/fee')

/** The fee of the package at another version, with something changed. */
export function fee(version: string, more: object = {}): CatalogueEntry {
  const $id = `/schemas/elements/fee/${version}`
  return {
    ref: parseSchemaRef(`elements/fee@${version}`),
    document: { ...first?.document, $id, ...more },
  }
}

export interface ServedRegistry {
  /** Its URL. */
  readonly registry: string
  readonly close: () => Promise<void>
}

/** The real service on a free port of the loopback; `database` says what it already has. */
export async function startRegistry(
  entries: readonly CatalogueEntry[],
  database: string,
  signing: Partial<Parameters<typeof signReleases>[2]> = {},
): Promise<ServedRegistry> {
  const store = openSqliteStore(database)
  const { catalogue } = await publishCatalogue([...lists, ...entries], store, {
    baseUrl: 'http://localhost:8080',
    now: () => NOW,
    progress: () => {},
  })
  const app = createApp({
    store,
    library: createLibrary(store),
    releases: await signReleases(store, catalogue, { now: () => NOW, ...signing }),
    catalogue,
    judge: judgeHere(
      createValidator({ catalogue, trust: createTrustStore([]), now: () => NOW }),
      catalogue,
    ),
    bodyBytesMax: 100_000,
    requestId: () => '00000000-0000-4000-8000-000000000001',
    logDefect(thrown) {
      throw thrown
    },
    logRequest: () => {},
  })
  const listening = await listen(app, '127.0.0.1', 0)
  return {
    registry: `http://127.0.0.1:${listening.port}`,
    async close() {
      await listening.close()
      await store.close()
    },
  }
}
