/** What a first start publishes, what a second does not, and what neither may change. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSqliteStore, publishCatalogue, type Store } from '../../registry/index.ts'
import { baseUrlChanged, schemaLintFailed, versionImmutable } from '../../registry/problems.ts'
import type { CatalogueEntry, JsonObject } from '../../validator/index.ts'
import { NOW, temporaryFolder } from './setup.ts'

const base: JsonObject = {
  title: 'Ví dụ',
  description: 'Ví dụ.',
  'x-en': { title: 'Example', description: 'An example.' },
  'x-kind': 'element',
  'x-status': 'Candidate',
  'x-owner': { name: 'Chuẩn' },
  'x-evidence': { level: 'proposed', source: 'Chuẩn', note: 'A test.' },
  type: 'string',
}

function entry(path: string, document: JsonObject = base): CatalogueEntry {
  return {
    ref: { path, major: 1, minor: 0, patch: 0 },
    document: { $id: `/schemas/${path}/1.0.0`, ...document },
  }
}

let store: Store
let remove: () => void
let told: string[] = []

beforeEach(() => {
  const folder = temporaryFolder()
  remove = folder.remove
  store = openSqliteStore(join(folder.path, 'chuan.db'))
  told = []
})

afterEach(async () => {
  await store.close()
  remove()
})

function publish(entries: readonly CatalogueEntry[], baseUrl = 'http://localhost:8080') {
  return publishCatalogue(entries, store, {
    baseUrl,
    now: () => NOW,
    progress: (ref) => told.push(ref),
  })
}

describe('publication', () => {
  test('publishes what is missing, tells of each, and nothing the second time', async () => {
    expect((await publish([entry('a'), entry('b')])).published).toBe(2)
    expect(told).toEqual(['a@1.0.0', 'b@1.0.0'])
    expect((await publish([entry('a'), entry('b'), entry('c')])).published).toBe(1)
    expect((await publish([entry('c')])).catalogue.versions).toHaveLength(3)
  })

  test('makes every format of a version', async () => {
    await publish([entry('a')])
    const artefacts = await store.listArtefacts(entry('a').ref)
    expect(artefacts.map(({ name }) => name)).toEqual([
      'context.jsonld',
      'schema.bundle.json',
      'schema.json',
      'schema.xsd',
      'types.ts',
    ])
  })

  test('never changes what was published', async () => {
    await publish([entry('a')])
    const changed = publish([entry('a', { ...base, title: 'Khác' })])
    await expect(changed).rejects.toMatchObject({
      kind: versionImmutable,
      extensions: { ref: 'a@1.0.0' },
    })
  })

  test('never moves identifiers to another base', async () => {
    await publish([entry('a')])
    await expect(publish([entry('a')], 'http://other')).rejects.toMatchObject({
      kind: baseUrlChanged,
    })
  })

  test.for([
    { name: 'a reference that leads nowhere', document: { ...base, $ref: '/schemas/none/1.0.0' } },
    { name: 'a pattern that is none', document: { ...base, pattern: '(' } },
    { name: 'an unknown check', document: { ...base, 'x-check': 'none' } },
    { name: 'an unknown keyword', document: { ...base, minimumLength: 3 } },
  ])('stops at $name, with nothing published', async ({ document }) => {
    await expect(publish([entry('a'), entry('b', document)])).rejects.toMatchObject({
      kind: { code: 'schema-unusable' },
    })
    expect(await store.listVersions()).toEqual([])
  })

  test('stops at a fault the linter calls an error, naming rule and place', async () => {
    const { 'x-owner': _owner, ...ownerless } = base
    const documents = [entry('a'), entry('b', ownerless), entry('c', { ...base, title: '' })]
    await expect(publish(documents)).rejects.toMatchObject({
      kind: schemaLintFailed,
      extensions: {
        findings: [
          { ref: 'b@1.0.0', rule: 'owner-stated', file: 'schema.json', at: '' },
          { ref: 'c@1.0.0', rule: 'vietnamese-names', file: 'schema.json', at: '' },
        ],
      },
    })
    expect(await store.listVersions()).toEqual([])
  })

  test('takes what the linter only warns of', async () => {
    const { published } = await publish([entry('a', { ...base, title: 'Ví dụ.' })])
    expect(published).toBe(1)
  })
})
