import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { registerSchema, unregisterSchema } from '@hyperjump/json-schema'
import { validate } from '@hyperjump/json-schema/draft-2020-12'
import { describe, expect, test } from 'vitest'
import { bundleSchema } from '../../codegen/index.ts'
import { CATALOGUE_FOLDER } from '../../sources/index.ts'
import type { JsonObject, SchemaVersion } from '../../validator/index.ts'
import { formatSchemaRef, formatVersion } from '../../validator/index.ts'
import { realCatalogue, smallCatalogue, versionOf, versionsWith } from './catalogues.ts'

/** What an independent implementation says that knows nothing but the bundle. */
async function judge(
  bundle: JsonObject,
  instances: readonly unknown[],
): Promise<readonly boolean[]> {
  const id = String(bundle['$id'])
  registerSchema(bundle as never, id)
  try {
    const judgeOne = await validate(id)
    return instances.map((instance) => judgeOne(instance as never).valid)
  } finally {
    unregisterSchema(id)
  }
}

function examples({ ref }: SchemaVersion): readonly unknown[] {
  const folder = join(CATALOGUE_FOLDER, ref.path, formatVersion(ref), 'examples/valid')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown)
}

describe('the bundle of every version', async () => {
  const catalogue = await realCatalogue()
  const versions = versionsWith('schema.bundle.json', catalogue).map((version) => ({
    name: formatSchemaRef(version.ref),
    version,
  }))

  test.for(versions)('$name stands alone, and accepts its valid examples', async ({ version }) => {
    const bundle = bundleSchema(version, catalogue)
    expect(await judge(bundle, [...examples(version), []])).toEqual([
      ...examples(version).map(() => true),
      false,
    ])
  })
})

describe('a bundle', () => {
  const catalogue = smallCatalogue({
    'elements/far@1.0.0': { type: 'string', minLength: 2 },
    'elements/near@1.0.0': {
      type: 'object',
      properties: { far: { $ref: '/schemas/elements/far/1.0.0' } },
    },
    'test/thing@1.0.0': {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      'x-kind': 'record',
      properties: { near: { $ref: '/schemas/elements/near/1.0.0' }, own: { $ref: '#/$defs/own' } },
      $defs: { own: { type: 'boolean' } },
    },
  })
  const bundle = bundleSchema(versionOf(catalogue, 'test/thing@1.0.0'), catalogue)

  test('embeds near and far, and leaves references and annotations alone', () => {
    expect(Object.keys(bundle['$defs'] as JsonObject)).toEqual([
      'own',
      'elements/far@1.0.0',
      'elements/near@1.0.0',
    ])
    expect(bundle).toMatchObject({
      'x-kind': 'record',
      properties: { near: { $ref: 'https://registry.example/schemas/elements/near/1.0.0' } },
    })
  })

  test('judges as the parts would', async () => {
    const instances = [{ near: { far: 'ab' }, own: true }, { near: { far: 'a' } }, { own: 'a' }]
    expect(await judge(bundle, instances)).toEqual([true, false, false])
  })

  test('of a schema that needs no other is the schema', () => {
    const far = versionOf(catalogue, 'elements/far@1.0.0')
    expect(bundleSchema(far, catalogue)).toBe(far.document)
  })
})
