/** A small real registry in process: real store, real catalogue, fixed clock, no port. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { xsdOf } from '../../codegen/index.ts'
import type { AppDeps } from '../../registry/deps.ts'
import type { RequestLine, Store } from '../../registry/index.ts'
import {
  createApp,
  createLibrary,
  openSqliteStore,
  publishCatalogue,
} from '../../registry/index.ts'
import { judgeHere } from '../../registry/judge.ts'
import { readCatalogueFolder } from '../../sources/index.ts'
import type { CatalogueEntry } from '../../validator/index.ts'
import { createTrustStore, createValidator, formatVersion } from '../../validator/index.ts'

/** What the tests ask for; what that refers to comes along. */
const ASKED =
  /^(?:api\/|elements\/address$|exchange\/field-structures|codelists\/(?:sex|provinces|ethnic-groups-2008)$|national\/population)/u

export const NOW: Date = new Date('2026-11-24T05:00:00Z')

export interface TestRegistry {
  readonly app: Hono
  readonly store: Store
  readonly defects: unknown[]
  readonly lines: RequestLine[]
  readonly close: () => Promise<void>
}

export async function someEntries(): Promise<readonly CatalogueEntry[]> {
  const entries = await readCatalogueFolder()
  const wanted = new Set(entries.filter(({ ref }) => ASKED.test(ref.path)).map(idOf))
  const byId = new Map(entries.map((entry) => [idOf(entry), entry]))
  // A set takes in what is added while it is walked.
  for (const id of wanted) {
    const text = JSON.stringify([byId.get(id)?.document, byId.get(id)?.values ?? []])
    for (const [found] of text.matchAll(REFERENCE)) wanted.add(found)
  }
  return entries.filter((entry) => wanted.has(idOf(entry)))
}

const REFERENCE = /\/schemas\/[a-z0-9/-]+\/\d+\.\d+\.\d+/gu

function idOf({ ref }: CatalogueEntry): string {
  return `/schemas/${ref.path}/${formatVersion(ref)}`
}

export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'chuan-registry-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export async function startTestRegistry(
  bodyBytesMax = 100_000,
  agency?: AppDeps['agency'],
): Promise<TestRegistry> {
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
    judge: judgeHere(
      createValidator({
        ...{ catalogue, trust, now: () => NOW },
        loadXsd: async () => ({ xsdOf }),
      }),
      catalogue,
    ),
    bodyBytesMax,
    ...(agency === undefined ? {} : { agency }),
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
