/** The XSD of a structure at validation: one list with the issues of the rules. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { xsdOf } from '../../../codegen/index.ts'
import type { SchemaVersion, Verdict } from '../../../validator/index.ts'
import { createValidator, judgeStream, parseSchemaRef } from '../../../validator/index.ts'
import { placeOf } from '../../../validator/xml/positions.ts'
import { createXsdLevel, XSD_KEPT_MAX } from '../../../validator/xml/xsd-level.ts'
import { readXsdMessage } from '../../../validator/xml/xsd-reason.ts'
import { realCatalogue } from '../../codegen/catalogues.ts'
import { withTree } from '../xml/records.ts'

const catalogue = await realCatalogue()
const now = () => new Date('2026-11-23T05:00:00Z')
const asked: string[] = []
const own = xsdOf(catalogue)
const validator = createValidator({
  catalogue,
  now,
  loadXsd: async () => ({
    xsdOf: () => (version) => {
      asked.push(version.id)
      return own(version)
    },
  }),
})
const FOLDER = 'schemas/national/population/citizen/2.0.0/examples'
const VALID = readFileSync(`${FOLDER}/valid/full.xml`, 'utf8')
const SCHEMA = parseSchemaRef('national/population/citizen@2.0.0')

function judge(xml: string, request = {}): Promise<Verdict> {
  return validator.validate(Buffer.from(xml), { xsd: true, ...request })
}

function marks({ issues }: Verdict): readonly (readonly [string, boolean])[] {
  return issues.map(({ code, xsd }) => [code, xsd === true])
}

describe('a verdict by both levels', () => {
  test('says whether the XSD accepts the record, where it was asked', async () => {
    expect(await judge(VALID)).toMatchObject({ valid: true, xsdValid: true, issues: [] })
    const unasked = await validator.validate(Buffer.from(VALID))
    expect([unasked.valid, Object.hasOwn(unasked, 'xsdValid')]).toEqual([true, false])
  })

  test.for([
    ['out-of-order', [['element-out-of-order', true]]],
    ['text-between', [['text-unexpected', true]]],
  ] as const)('marks what the XSD refuses as well: %s', async ([name, expected]) => {
    const verdict = await judge(readFileSync(`${FOLDER}/invalid/${name}.xml`, 'utf8'))
    expect(marks(verdict)).toEqual(expected)
    expect(verdict.xsdValid).toBe(false)
  })

  test('marks a missing field at its parent, and leaves a rule of ours unmarked', async () => {
    const missing = VALID.replace(/<NgayThangNamSinh>.*<\/NgayThangNamSinh>/u, '')
    expect(marks(await judge(missing))).toContainEqual(['required-missing', true])
    const other = VALID.replace(/<NgayThangNamSinh>[^<]*</u, '<NgayThangNamSinh>1950-01-01<')
    const verdict = await judge(other)
    expect([verdict.valid, verdict.xsdValid]).toEqual([false, true])
    expect(verdict.issues.filter(({ xsd }) => xsd)).toEqual([])
  })

  test('has what the XSD alone refuses as an issue with its place, without a value', async () => {
    const secret = '012 345'
    const [root = ''] = /<CongDan[^>]*/u.exec(VALID) ?? []
    const verdict = await judge(VALID.replace(root, `${root} Id="${secret}"`))
    expect(verdict).toMatchObject({
      valid: false,
      xsdValid: false,
      issues: [
        {
          code: 'xsd-mismatch',
          instanceLocation: '',
          xpath: '/CongDan',
          line: 2,
          column: 1,
          xsd: true,
          params: { constraint: 'value' },
        },
      ],
    })
    expect(JSON.stringify(verdict.issues)).not.toContain(secret)
  })

  test('finds records inside an envelope and in a collection', async () => {
    const record = VALID.slice(VALID.indexOf('<CongDan'))
    const wrong = record.replace(/<NgayThangNamSinh>[^<]*</u, '<NgayThangNamSinh>24/11/1990<')
    const soap = 'http://schemas.xmlsoap.org/soap/envelope/'
    const inside = `<s:Envelope xmlns:s="${soap}"><s:Body>${wrong}</s:Body></s:Envelope>`
    expect(marks(await judge(inside))).toContainEqual(['date-notation-mismatch', true])
    const list = await judge(`<L>${record}${wrong}${record}</L>`)
    expect(marks(list)).toContainEqual(['date-notation-mismatch', true])
    expect(list.issues[0]?.xpath).toContain('/L/CongDan[2]')
    expect([list.valid, list.xsdValid]).toEqual([false, false])
  })

  test('is of every batch of a stream', async () => {
    const record = VALID.slice(VALID.indexOf('<CongDan'))
    const wrong = record.replace(/<NgayThangNamSinh>[^<]*</u, '<NgayThangNamSinh>24/11/1990<')
    const judgeAll = (records: readonly string[]) =>
      judgeStream(
        (async function* () {
          for (const each of ['<L>', ...records, '</L>']) yield Buffer.from(each)
        })(),
        { xsd: true },
        validator.judgePart,
      )
    const many = Array.from({ length: 600 }, () => record)
    expect(await judgeAll(many)).toMatchObject({ valid: true, xsdValid: true, records: 600 })
    expect(await judgeAll([wrong, ...many])).toMatchObject({ valid: false, xsdValid: false })
  })

  test('says nothing where there is no XSD: JSON, and structures that are JSON alone', async () => {
    const json = readFileSync(`${FOLDER}/valid/full.json`)
    const verdict = await validator.validate(json, { xsd: true, schema: SCHEMA })
    expect([verdict.valid, Object.hasOwn(verdict, 'xsdValid')]).toEqual([true, false])
    const api = await judge('<Verdict/>', { schema: parseSchemaRef('api/verdict@1.0.0') })
    expect(Object.hasOwn(api, 'xsdValid')).toBe(false)
  })

  test('leaves the XSD out where the verdict is full', async () => {
    const stranger = '<Stranger/>'.repeat(1_100)
    const verdict = await judge(VALID.replace('</CongDan>', `${stranger}</CongDan>`))
    expect([verdict.truncated, Object.hasOwn(verdict, 'xsdValid')]).toEqual([true, false])
  })

  test('leaves the XSD out where very much is passed over, which it is slow on', async () => {
    const schema = parseSchemaRef('elements/relative@1.0.0')
    const [, namespace] = /targetNamespace="([^"]+)"/u.exec(own(catalogue.get(schema)) ?? '') ?? []
    const name = '<HoVaTen><Ho>A</Ho><Ten>B</Ten></HoVaTen>'
    const nationalities = (count: number, text: string) =>
      judge(`<Relative xmlns="${namespace}">${name}${text.repeat(count)}</Relative>`, { schema })
    const named = '<QuocTich Id="a">VN</QuocTich>'
    expect((await nationalities(100, named)).xsdValid).toBe(true)
    expect((await nationalities(1_100, '<QuocTich>VN</QuocTich>')).xsdValid).toBe(true)
    expect((await nationalities(1_100, named)).xsdValid).toBeUndefined()
    const blank = '<QuocTich><![CDATA[ ]]></QuocTich>'
    expect((await nationalities(1_100, blank)).xsdValid).toBeUndefined()
  })

  test('compiles an XSD once, and keeps as many as it says', async () => {
    asked.length = 0
    const versions = catalogue.versions.filter((each) => own(each) !== undefined)
    const level = createXsdLevel((version) => {
      asked.push(version.id)
      return own(version)
    })
    const judgeBy = (version: SchemaVersion) =>
      withTree('<x/>', ({ root }) => level.judge(placeOf(root), version))
    const some = versions.slice(0, XSD_KEPT_MAX + 1)
    const [first, second] = some
    for (const version of some.slice(0, XSD_KEPT_MAX)) judgeBy(version)
    if (first === undefined || second === undefined) throw new TypeError('no versions')
    expect(judgeBy(first)?.map(({ constraint }) => constraint)).toEqual(['root-undeclared'])
    expect(asked).toHaveLength(XSD_KEPT_MAX)
    judgeBy(some[XSD_KEPT_MAX] ?? first)
    judgeBy(first)
    expect(asked).toHaveLength(XSD_KEPT_MAX + 1)
    judgeBy(second)
    expect(asked.filter((id) => id === second.id)).toHaveLength(2)
  })
})

describe('a message of the processor', () => {
  test.for([
    ["Element '{urn:x}a': This element is not expected. Expected is ( b ).", 'element-unexpected'],
    ["Element 'a': Missing child element(s). Expected is ( b ).", 'child-missing'],
    ["Element 'a': [facet 'pattern'] The value 'x' is not accepted.", 'value'],
    [
      "Element 'a': 'This element is not expected' is not a valid value of the atomic type",
      'value',
    ],
    ["Element 'a', attribute 'b': 'x' is not a valid value of the atomic type", 'value'],
    [
      "Element 'a', attribute '{urn:x}b': The attribute '{urn:x}b' is not allowed.",
      'attribute-unexpected',
    ],
    ["Element 'a': The attribute 'b' is required but missing.", 'attribute-missing'],
    ["Element 'a': Character content is not allowed, because it is empty.", 'text-refused'],
    ["Element 'a': Element content is not allowed.", 'children-refused'],
    ["Element 'a': Something new", 'other'],
    ['x', 'other'],
  ])('%s is read as %s', ([message, constraint]) => {
    expect(readXsdMessage(message ?? '').constraint).toBe(constraint)
  })
})

test('the structure can be named, and another root is told of by both levels', async () => {
  const verdict = await judge(VALID.replaceAll('CongDan', 'Nguoi'), { schema: SCHEMA })
  expect(marks(verdict)).toContainEqual(['root-unexpected', true])
})
