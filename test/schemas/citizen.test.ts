/** The citizen record: the 26 data of the law, and the messages that really circulate. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import type { JsonObject, Verdict } from '../../validator/index.ts'
import {
  createCatalogue,
  createValidator,
  isJsonObject,
  objectMember,
  parseSchemaRef,
  textMember,
} from '../../validator/index.ts'
import { readLegalBasis } from '../../validator/legal-basis.ts'

const SAMPLES = '../shared/samples'

const catalogue = createCatalogue(await readCatalogueFolder())
const validator = createValidator({ catalogue, now: () => new Date('2026-11-23T05:00:00Z') })

async function judge(text: string, ref?: string): Promise<Verdict> {
  const schema = ref === undefined ? {} : { schema: parseSchemaRef(ref) }
  return validator.validate(new TextEncoder().encode(text), schema)
}

function found({ issues }: Verdict): readonly string[] {
  return issues.map(({ code, instanceLocation }) => `${code} ${instanceLocation}`).sort()
}

const { document } = catalogue.get(parseSchemaRef('national/population/citizen@2.0.0'))
const fields = Object.entries(objectMember(document, 'properties') ?? {}).filter(
  (entry): entry is [string, JsonObject] => isJsonObject(entry[1]),
)

/** Which of the numbered data of article 9 of the Law on Identity a field holds. */
function numbersOf(field: JsonObject): readonly number[] {
  return readLegalBasis(field['x-legalBasis'])
    .filter(({ instrument, article }) => instrument === '26/2023/QH15' && article === '9')
    .map(({ clause }) => Number(clause))
}

describe('the canonical citizen record', () => {
  test('has a field for each of the 26 data of the law', () => {
    const numbers = new Set(fields.flatMap(([, field]) => numbersOf(field)))
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 26 }, (_, i) => i + 1))
  })

  test('has no field without one', () => {
    expect(fields.filter(([, field]) => numbersOf(field).length !== 1)).toEqual([])
  })

  test('treats ethnicity, religion and blood group as sensitive, nothing as impersonal', () => {
    const classed = (wanted: string) =>
      fields.filter(([, field]) => textMember(field, 'x-personalData') === wanted)
    expect(classed('sensitive').map(([name]) => name)).toEqual(['DanToc', 'TonGiao', 'NhomMau'])
    expect(classed('public')).toEqual([])
  })

  test('is what the deployed record is to become', () => {
    const deployed = catalogue.get(parseSchemaRef('national/population/citizen@1.0.0'))
    expect(textMember(deployed.document, 'x-successor')).toBe(
      `${catalogue.base}/schemas/national/population/citizen/2.0.0`,
    )
  })

  test('is not told from a list that is incomplete whether a religion exists', async () => {
    const text = readFileSync(
      'schemas/national/population/citizen/2.0.0/examples/valid/minimal.json',
      'utf8',
    )
    const record = JSON.stringify({ ...JSON.parse(text), TonGiao: { MaTonGiao: '98' } })
    const ref = 'national/population/citizen@2.0.0'
    expect(found(await judge(record, ref))).toEqual([])
  })
})

describe.skipIf(!existsSync(SAMPLES))('a message of the citizen look-up as it circulates', () => {
  const response = () => readFileSync(`${SAMPLES}/dancu037_response_synthetic.xml`, 'utf8')

  test.for([
    { file: 'dancu037_response_synthetic.xml', ref: 'national/population/citizen@1.0.0' },
    {
      file: 'dancu037_request_synthetic.xml',
      ref: 'national/population/citizen-lookup-request@1.0.0',
    },
  ])('$file is recognised by its namespace and is valid', async ({ file, ref }) => {
    const verdict = await judge(readFileSync(`${SAMPLES}/${file}`, 'utf8'))
    expect(verdict.schema).toMatchObject({ ref, chosenBy: 'namespace' })
    expect(found(verdict)).toEqual([])
    expect(verdict.valid).toBe(true)
  })

  test('departs from the canonical record in all that the law and the regulation changed', async () => {
    const canonical = `${catalogue.base}/xml/national/population/citizen/2`
    const text = response().replaceAll('http://www.mic.gov.vn/dancu/1.0', canonical)
    const codes = new Set((await judge(text)).issues.map(({ code }) => code))
    expect(codes).toContain('name-not-split')
    expect(codes).toContain('property-withdrawn')
    expect(codes).toContain('value-empty')
    expect(codes).toContain('type-mismatch')
  })
})
