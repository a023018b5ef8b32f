/** The official JSON Schema test suite, for the keywords our profile has. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../validator/json-value.ts'
import { isJsonObject } from '../../../validator/json-value.ts'
import { Problem } from '../../../validator/problem.ts'
import { createStructureChecker } from '../../../validator/structure/checker.ts'
import { catalogueOf, TODAY } from './small-catalogue.ts'

const SUITE = '../shared/fixtures/json-schema-test-suite/tests/draft2020-12'

/** Files of keywords that `ARCHITECTURE.md` admits. */
const KEYWORDS = [
  'additionalProperties',
  'allOf',
  'anyOf',
  'const',
  'dependentRequired',
  'enum',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'if-then-else',
  'items',
  'maxItems',
  'maxLength',
  'maximum',
  'minItems',
  'minLength',
  'minimum',
  'multipleOf',
  'not',
  'oneOf',
  'pattern',
  'properties',
  'required',
  'type',
  'uniqueItems',
]

interface Group {
  readonly description: string
  readonly schema: JsonObject | boolean
  readonly tests: readonly {
    readonly description: string
    readonly data: JsonValue
    readonly valid: boolean
  }[]
}

const ANY_TYPE = ['string', 'number', 'boolean', 'object', 'array', 'null']
const OF_SCHEMAS = new Set(['properties', '$defs'])
const OF_VALUES = new Set(['enum', 'const', 'required', 'dependentRequired', 'default'])

/** Strict mode wants each type said; all of them said means the same as none. */
function withTypes(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(withTypes)
  if (!isJsonObject(schema)) return schema
  const typed = Object.entries(schema).map(([name, value]) => {
    if (OF_VALUES.has(name)) return [name, value] as const
    if (!OF_SCHEMAS.has(name) || !isJsonObject(value)) return [name, withTypes(value)] as const
    const inner = Object.entries(value).map(([key, child]) => [key, withTypes(child)])
    return [name, Object.fromEntries(inner)] as const
  })
  return { type: ANY_TYPE, ...Object.fromEntries(typed) }
}

/** What strict mode refuses to compile is refused when it is published, so nobody meets it. */
function judgeGroup({ description, schema, tests }: Group): readonly string[] {
  if (!isJsonObject(schema)) return []
  const catalogue = catalogueOf({ 'test/main@1.0.0': withTypes(schema) as JsonObject })
  const checker = createStructureChecker(catalogue)
  const [version] = catalogue.versions
  try {
    return tests
      .filter(({ data, valid }) => {
        const result = version && checker.check(version, data, { today: TODAY })
        return (result?.issues.length === 0) !== valid
      })
      .map((each) => `${description}: ${each.description}`)
  } catch (thrown) {
    if (thrown instanceof Problem) return []
    throw thrown
  }
}

describe.skipIf(!existsSync(SUITE))('the official suite', () => {
  test.for(KEYWORDS)('agrees on %s wherever a schema is within the profile', (keyword) => {
    const groups = JSON.parse(readFileSync(`${SUITE}/${keyword}.json`, 'utf8')) as readonly Group[]
    expect(groups.flatMap(judgeGroup)).toEqual([])
  })
})
