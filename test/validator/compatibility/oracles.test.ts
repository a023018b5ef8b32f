/** Other people's verdicts on pairs of JSON Schemas: never "compatible" where they show it is not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { JsonValue } from '../../../validator/index.ts'
import { isJsonObject } from '../../../validator/index.ts'
import { compareSchemas } from './pairs.ts'

const FOLDER = '../shared/fixtures'

/** `inside`: everything that is valid by the first is valid by the second. */
interface Verdict {
  readonly name: string
  readonly first: JsonValue
  readonly second: JsonValue
  readonly inside: boolean
}

const PROFILE = new Set([
  ...['$schema', '$id', '$ref', '$defs', '$comment', 'title', 'description', 'type', 'enum'],
  ...['const', 'properties', 'required', 'additionalProperties', 'items', 'minItems', 'maxItems'],
  ...['uniqueItems', 'minProperties', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'allOf', 'anyOf', 'oneOf', 'format'],
])

/** Keywords of ours are no matter; `definitions` and the like are not in the profile. */
function outsideProfile(schema: JsonValue): readonly string[] {
  if (!isJsonObject(schema)) return []
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (!PROFILE.has(keyword)) return [keyword]
    if (keyword === 'properties' || keyword === '$defs') {
      return isJsonObject(value) ? Object.values(value).flatMap(outsideProfile) : []
    }
    if (keyword === 'items' || keyword === 'additionalProperties') return outsideProfile(value)
    return Array.isArray(value) && keyword.endsWith('Of') ? value.flatMap(outsideProfile) : []
  })
}

interface Tally {
  readonly counts: Record<'agreed' | 'cautious' | 'outside', number>
  readonly unsound: string[]
  readonly keywords: Map<string, number>
}

function tallyOf(verdicts: readonly Verdict[]): Tally {
  const counts = { agreed: 0, cautious: 0, outside: 0 }
  const unsound: string[] = []
  const keywords = new Map<string, number>()
  for (const { name, first, second, inside } of verdicts) {
    const said = compareSchemas(first, second).isBackwardCompatible
    if (said && !inside) unsound.push(name)
    const strange = [...new Set([first, second].flatMap(outsideProfile))]
    for (const keyword of strange) keywords.set(keyword, (keywords.get(keyword) ?? 0) + 1)
    if (strange.length > 0) counts.outside += 1
    else if (said === inside) counts.agreed += 1
    else counts.cautious += 1
  }
  return { counts, unsound, keywords }
}

function report(source: string, { counts, keywords }: Tally): void {
  const rows = [...keywords]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
  process.stdout.write(
    `${source}: ${counts.agreed} agree, ${counts.cautious} called breaking though they are not, ` +
      `${counts.outside} out of profile (${rows.join(', ')})\n`,
  )
}

const read = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as never

interface Containment {
  readonly id: string
  readonly schema1: JsonValue
  readonly schema2: JsonValue
  readonly tests: { readonly s1SubsetEqOfs2: boolean; readonly s2SubsetEqOfs1?: boolean }
}

function containments(): readonly Verdict[] {
  const folder = 'containment-testsuite/tests/draft2020-12'
  return readdirSync(join(FOLDER, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json') && !file.includes('optional'))
    .flatMap((file) =>
      (read(join(folder, file)) as readonly Containment[]).flatMap(
        ({ id, schema1, schema2, tests }): Verdict[] => {
          const there = { name: `${file} ${id}`, first: schema1, second: schema2 }
          const back = { name: `${file} ${id} ⊇`, first: schema2, second: schema1 }
          const { s1SubsetEqOfs2, s2SubsetEqOfs1 } = tests
          return [
            { ...there, inside: s1SubsetEqOfs2 },
            ...(s2SubsetEqOfs1 === undefined ? [] : [{ ...back, inside: s2SubsetEqOfs1 }]),
          ]
        },
      ),
    )
}

interface Compatibility {
  readonly name: string
  readonly old: JsonValue
  readonly new: JsonValue
  readonly expect: { readonly serializer: boolean; readonly deserializer: boolean }
}

function compatibilities(): readonly Verdict[] {
  const { cases } = read('jsoncompat/backcompat-cases.json') as {
    readonly cases: readonly Compatibility[]
  }
  return cases.flatMap(({ name, old, new: now, expect: { serializer, deserializer } }) => [
    { name, first: old, second: now, inside: deserializer },
    { name: `${name} ⊇`, first: now, second: old, inside: serializer },
  ])
}

interface ConfluentCase {
  readonly description: string
  readonly original_schema: JsonValue
  readonly update_schema: JsonValue
  readonly compatible: boolean
}

function confluentCases(): readonly Verdict[] {
  return [
    'diff-schema-examples-2020-12.strict.json',
    'diff-combined-schema-examples-2020-12.json',
  ].flatMap((file) =>
    (read(join('confluent', file)) as readonly ConfluentCase[]).map((each) => ({
      name: each.description,
      first: each.original_schema,
      second: each.update_schema,
      inside: each.compatible,
    })),
  )
}

const SOURCES = { containments, compatibilities, confluentCases }

describe.skipIf(!existsSync(FOLDER))('pairs that others have judged', () => {
  test.for(Object.keys(SOURCES) as (keyof typeof SOURCES)[])(
    'of %s are never called compatible where they are not',
    (source) => {
      const tally = tallyOf(SOURCES[source]())
      report(source, tally)
      expect(tally.counts.agreed).toBeGreaterThan(tally.counts.cautious)
      expect(tally.unsound).toEqual([])
    },
  )
})
