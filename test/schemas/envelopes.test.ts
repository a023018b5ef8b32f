/** Every message with a head is held to the structure that its head names. */
import { describe, expect, test } from 'vitest'
import { CATALOGUE_FOLDER, readCatalogueFolder, readVersionExamples } from '../../sources/index.ts'
import {
  createCatalogue,
  createValidator,
  formatSchemaRef,
  objectMember,
  textMember,
} from '../../validator/index.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const validator = createValidator({ catalogue, now: () => new Date('2026-11-23T05:00:00Z') })

const enveloped = catalogue.versions
  .filter(({ document }) => {
    const head = objectMember(objectMember(document, 'properties') ?? {}, 'ThongTinChung') ?? {}
    return textMember(head, '$ref')?.includes('/elements/message-header/')
  })
  .map((version) => ({ name: formatSchemaRef(version.ref), version }))

describe('a message with a head', () => {
  test('is each of the structures that have one', () => {
    expect(enveloped.length).toBeGreaterThan(20)
  })

  test.for(enveloped)('is refused as $name when its head names another', async ({ version }) => {
    const { examples } = await readVersionExamples(CATALOGUE_FOLDER, version.ref)
    const good = examples.find(({ kind, file }) => kind === 'valid' && file.endsWith('.json'))
    const text = new TextDecoder().decode(good?.bytes)
    const named = JSON.parse(text).ThongTinChung.CauTruc as string
    expect(named).toMatch(new RegExp(`/schemas/${version.ref.path}/`, 'u'))
    const other = text.replace(named, `${named.slice(0, named.lastIndexOf('/'))}/9.9.9`)
    const verdict = await validator.validate(Buffer.from(other), { schema: version.ref })
    const found = verdict.issues.map(({ code, instanceLocation }) => [code, instanceLocation])
    expect(found).toEqual([['names-other-structure', '/ThongTinChung/CauTruc']])
  })
})
