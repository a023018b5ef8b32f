/** Whatever the schema and its names, what is read at a glance is what the mapping reads. */
import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject, SchemaVersion } from '../../../validator/index.ts'
import { createCatalogue } from '../../../validator/index.ts'
import { expectSame } from './both-readings.ts'

const numRuns = Number(process.env['CHUAN_RUNS'] ?? 100) * 20
const ref = { path: 'test/random', major: 1, minor: 0, patch: 0 }

/** Some begin like others, some are no names of XML, and some mean something elsewhere. */
const NAMES = [
  ...['A', 'AB', 'A.B', 'A-B', '_a', 'a1', 'Họ', 'HọTên', 'Là', 'L', 'xml', 'ªa', 'aª', '×'],
  ...['a:b', 'p:A', '$schema', '@type', 'a b', '1a', '-', '', 'A/', 'A>', 'A x="1"', '!--'],
  ...['Signature', 'EncryptedData', 'constructor', 'toString', '__proto__', 'hasOwnProperty'],
]
const name = fc.constantFrom(...NAMES)

const leaf: fc.Arbitrary<JsonObject> = fc.constantFrom<JsonObject>(
  ...[{ type: 'string' }, { type: 'integer' }, { type: 'number' }, { type: 'boolean' }],
  ...[{}, { const: true }, { enum: ['a', 1] }, { $ref: '#' }, { $ref: '#/$defs/none' }],
  ...[{ anyOf: [{ type: 'boolean' }, { type: 'object' }] }, { type: 'array' }],
  ...[{ type: 'string', 'x-xml': { attribute: true } }, { type: 'object' }],
)

const { schema } = fc.letrec<{ schema: JsonObject; field: JsonObject }>((tie) => ({
  schema: fc
    .uniqueArray(fc.tuple(name, tie('field')), { selector: ([each]) => each, maxLength: 5 })
    .map((fields) => ({ type: 'object', properties: Object.fromEntries(fields) })),
  field: fc.oneof(
    { depthSize: 'small' },
    leaf,
    tie('field').map((items): JsonObject => ({ type: 'array', items })),
    tie('schema'),
  ),
}))

const TEXTS = [
  ...['a', '', ' ', ' 7 ', '7', '-0', '1.50', '1e3', '007', 'true', ' true\n', 'TRUE', '1', 'x y'],
  ...[
    'constructor',
    '__proto__',
    'ệ',
    '&amp;&lt;',
    '&#65;',
    'a]]>b',
    ']]',
    '\r\n',
    '\u00a0',
    '\t7',
  ],
  ...['12345678901234567890', '\ufeff', '\u0085', '\u007f', '<![CDATA[a]]>', '<!--a-->', 'a>b'],
]
const SPACES = ['', '', '', '\n  ', '\r\n', '\u00a0', 'x', '<!-- -->']
const EMPTY = [(tag: string) => `<${tag}/>`, (tag: string) => `<${tag} />`]

/** A document that follows the schema, but for a slip here and there. */
function documentOf(shape: JsonObject, tag: string, pick: (count: number) => number): string {
  const of = (texts: readonly string[]) => texts[pick(texts.length)] ?? ''
  const write = (at: JsonObject, element: string, depth: number): string => {
    const fields = Object.entries((at['properties'] ?? {}) as Record<string, JsonObject>)
    const isRef = at['$ref'] === '#' && depth < 6
    if (pick(9) === 0) return (EMPTY[pick(2)] ?? String)(element)
    const inside = isRef
      ? content(shape, depth)
      : fields.length > 0 && pick(12) > 0
        ? content(at, depth)
        : of(TEXTS)
    return `<${element}>${inside}</${element}>`
  }
  const content = (at: JsonObject, depth: number): string => {
    const fields = Object.entries((at['properties'] ?? {}) as Record<string, JsonObject>)
    const kept = fields.filter(() => pick(4) > 0)
    if (pick(12) === 0) kept.reverse()
    const written = kept.flatMap(([field, each]) => {
      const items = each['items'] as JsonObject | undefined
      const count = items === undefined ? 1 + Number(pick(15) === 0) : pick(3)
      const prefix = /^<?(\w+:)/u.exec(tag)?.[1] ?? ''
      const element = `${pick(25) === 0 ? '' : prefix}${field}`
      return Array.from({ length: count }, () => write(items ?? each, element, depth + 1))
    })
    return `${written.map((each) => of(SPACES.slice(0, pick(10) > 0 ? 5 : 8)) + each).join('')}`
  }
  const declared = of(['', '', ' xmlns="urn:x"', ' xmlns:p="urn:x"', ' xml:space="preserve"'])
  return `<${tag}${declared}>${content(shape, 1)}</${tag}>`
}

function versionOf(document: JsonObject) {
  const catalogue = createCatalogue([{ ref, document }])
  return { catalogue, version: catalogue.get(ref) as SchemaVersion }
}

describe('a record of any schema', () => {
  test('is read the same, or looked at closely', { timeout: 180_000 }, () => {
    const tally = { plain: 0, all: 0 }
    const tag = fc.constantFrom('Random', 'Random', 'p:Random', 'Ngà')
    fc.assert(
      fc.property(schema, tag, fc.gen(), (document, root, generate) => {
        const { catalogue, version } = versionOf(document)
        for (let time = 0; time < 5; time += 1) {
          const pick = (count: number) => generate(fc.nat, count - 1)
          const text = documentOf(document, root, pick)
          tally.all += 1
          if (expectSame(Buffer.from(text), version, catalogue)) tally.plain += 1
        }
      }),
      { numRuns, seed: 31 },
    )
    expect(tally.plain).toBeGreaterThan(tally.all / 20)
  })

  test.for(NAMES.filter((each) => each !== ''))(
    'whose field is named %j is read the same, or looked at closely',
    (field) => {
      const { catalogue, version } = versionOf({
        type: 'object',
        properties: { A: { type: 'string' }, [field]: { type: 'string' } },
      })
      const start = `<${field}>a</${field}>`
      for (const text of [start, `<A/>${start}`, `<${field}/>`]) {
        expectSame(Buffer.from(`<Random>${text}</Random>`), version, catalogue)
      }
    },
  )
})
