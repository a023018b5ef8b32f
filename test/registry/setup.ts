/** A small real registry in process: real store, real catalogue, fixed clock, no port. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import type { RequestLine, Store } from '../../registry/index.ts'
import {
  createApp,
  createLibrary,
  openSqliteStore,
  publishCatalogue,
} from '../../registry/index.ts'
import { readCatalogueFolder } from '../../sources/index.ts'
import type { CatalogueEntry } from '../../validator/index.ts'
import { createTrustStore, createValidator } from '../../validator/index.ts'

/** What the tests ask for, and what that refers to. */
const PATHS =
  /^(?:api\/|codelists\/(?:sex|provinces|wards|countries|ethnic-groups-2008)$|elements\/|national\/)/u

export const NOW: Date = new Date('2026-11-24T05:00:00Z')

export interface TestRegistry {
  readonly app: Hono
  readonly store: Store
  readonly defects: unknown[]
  readonly lines: RequestLine[]
  readonly close: () => Promise<void>
}

export async function someEntries(): Promise<readonly CatalogueEntry[]> {
  return (await readCatalogueFolder()).filter(
    ({ ref }) => PATHS.test(ref.path) && isAlone(ref.path),
  )
}

function isAlone(path: string): boolean {
  return !/^elements\/(?:fee|submitted-document|dossier)/u.test(path)
}

export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'chuan-registry-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export async function startTestRegistry(bodyBytesMax = 100_000): Promise<TestRegistry> {
  const folder = temporaryFolder()
  const store = openSqliteStore(join(folder.path, 'chuan.db'))
  const { catalogue } = await publishCatalogue(await someEntries(), store, {
    baseUrl: 'http://localhost:8080',
    now: () => NOW,
    progress: () => {},
  })
  const trust = createTrustStore([readFileSync('examples/trust/example-ca.pem')])
  const defects: unknown[] = []
  const lines: RequestLine[] = []
  let count = 0
  const app = createApp({
    store,
    library: createLibrary(store),
    catalogue,
    validator: createValidator({ catalogue, trust, now: () => NOW }),
    bodyBytesMax,
    requestId() {
      count += 1
      return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`
    },
    logDefect: (thrown) => defects.push(thrown),
    logRequest: (line) => lines.push(line),
  })
  return {
    app,
    store,
    defects,
    lines,
    async close() {
      await store.close()
      folder.remove()
    },
  }
}
