/** OpenAPI components: every reference leads to a component, and they judge as the bundle does. */
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bundleSchema, emitOpenApi } from '../../codegen/index.ts'
import { formatSchemaRef } from '../../validator/index.ts'
import { brokenNeighbours } from '../instances/broken-neighbours.ts'
import { isExchanged, validInstance } from '../instances/valid-instance.ts'
import { realCatalogue, versionsWith } from './catalogues.ts'

const catalogue = await realCatalogue()
const versions = versionsWith('schema.bundle.json', catalogue).map((version) => ({
  name: formatSchemaRef(version.ref),
  version,
}))

function ajv() {
  const made = new Ajv2020.default({ strict: false, validateSchema: false })
  addFormats.default(made)
  return made
}

describe('the OpenAPI components', () => {
  test.for(versions)('of $name judge as its bundle', ({ version }) => {
    const document = emitOpenApi(version, catalogue)
    const { schemas } = document['components'] as { schemas: Record<string, object> }
    for (const [, target = ''] of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/gu)) {
      const [, , , name = ''] = target.split('/')
      expect(Object.keys(schemas)).toContain(name)
    }
    const own = Object.keys(schemas).find((name) => /^[A-Za-z0-9._-]+$/u.test(name) === false)
    expect(own).toBeUndefined()
    if (!isExchanged(version)) return
    const bundle = ajv().compile(bundleSchema(version, catalogue) as object)
    const components = ajv()
    components.addSchema(document as object, 'https://example.invalid/openapi.json')
    const root = Object.entries(schemas).find(
      ([, schema]) => (schema as { title?: string }).title === version.document['title'],
    )?.[0]
    const judge = components.getSchema(
      `https://example.invalid/openapi.json#/components/schemas/${root}`,
    )
    const [instance = null] = fc.sample(validInstance(version, catalogue), { seed: 3, numRuns: 1 })
    for (const { value } of brokenNeighbours(version, instance, catalogue).slice(0, 50)) {
      expect(judge?.(value)).toBe(bundle(value))
    }
  })
})
