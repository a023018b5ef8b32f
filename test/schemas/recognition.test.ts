/** A document that names no structure is found to be of the one it is an example of. */
import { describe, expect, test } from 'vitest'
import { CATALOGUE_FOLDER, readCatalogueFolder, readVersionExamples } from '../../sources/index.ts'
import {
  createCatalogue,
  createStructureChecker,
  formatSchemaRef,
  member,
} from '../../validator/index.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const checker = createStructureChecker(catalogue)

const recognised = catalogue.versions
  .filter(({ document }) => member(document, 'x-recognise') !== undefined)
  .map((version) => ({ name: formatSchemaRef(version.ref), version }))

describe('a valid example', () => {
  test.for(recognised)('of $name is recognised as that', async ({ name, version }) => {
    const { examples } = await readVersionExamples(CATALOGUE_FOLDER, version.ref)
    const valid = examples.filter(({ kind, file }) => kind === 'valid' && file.endsWith('.json'))
    expect(valid.length).toBeGreaterThan(0)
    for (const { file, bytes } of valid) {
      const found = checker.recognise(JSON.parse(new TextDecoder().decode(bytes)))
      expect([file, found && formatSchemaRef(found.ref)]).toEqual([file, name])
    }
  })
})
