/** Alternatives in XSD: what each has is refused in another, as far as XML Schema 1.0 can say. */
import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { emitXsd } from '../../../codegen/index.ts'
import type { Catalogue, JsonObject, SchemaVersion } from '../../../validator/index.ts'
import { createValidator } from '../../../validator/index.ts'
import { profileCatalogue } from '../../instances/profile-catalogue.ts'
import { smallCatalogue, versionOf } from '../catalogues.ts'

const text = { type: 'string' } as const
const BASE = 'https://registry.example'

interface Judged {
  readonly xsd: string
  readonly schema: readonly boolean[]
  readonly rules: readonly boolean[]
}

/** What libxml2 says by the XSD, and the validator by the structure. */
async function judge(
  catalogue: Catalogue,
  version: SchemaVersion,
  contents: readonly string[],
): Promise<Judged> {
  const xsd = emitXsd(version, catalogue)
  const name = /<xs:element name="(\w+)"/u.exec(xsd)?.[1] ?? ''
  const [, uri = ''] = /targetNamespace="([^"]+)"/u.exec(xsd) ?? []
  const texts = contents.map((content) => `<${name} xmlns="${uri}">${content}</${name}>`)
  using schema = XmlDocument.fromString(xsd)
  using processor = XsdValidator.fromDoc(schema)
  const validator = createValidator({ catalogue, now: () => new Date('2026-11-23T05:00:00Z') })
  const verdicts = await Promise.all(
    texts.map((each) => validator.validate(Buffer.from(each), { schema: version.ref })),
  )
  return {
    xsd,
    schema: texts.map((each) => isAccepted(each, processor)),
    rules: verdicts.map(({ valid }) => valid),
  }
}

function isAccepted(xml: string, xsd: XsdValidator): boolean {
  using document = XmlDocument.fromString(xml)
  try {
    xsd.validate(document)
    return true
  } catch (thrown) {
    if (thrown instanceof XmlLibError) return false
    throw thrown
  }
}

function judgeOne(document: JsonObject, contents: readonly string[]): Promise<Judged> {
  const catalogue = smallCatalogue({ 'test/thing@1.0.0': { type: 'object', ...document } }, BASE)
  return judge(catalogue, versionOf(catalogue, 'test/thing@1.0.0'), contents)
}

const all = (contents: readonly string[], value: boolean) => contents.map(() => value)

describe('alternatives told apart by a tag', () => {
  const branches = {
    oneOf: [
      { properties: { kind: { const: 'a' }, a: text }, required: ['kind', 'a'] },
      { properties: { kind: { const: 'b' }, b: text, c: text }, required: ['kind', 'b'] },
    ],
  }
  const document = { ...branches, properties: { kind: text }, required: ['kind'] }

  test('are a choice of their fields', async () => {
    const right = ['<kind>a</kind><a/>', '<kind>b</kind><b/>', '<kind>b</kind><b/><c/>']
    const wrong = ['<a/>', '<kind>a</kind>', '<kind>a</kind><a/><b/>', '<kind>a</kind><a/><c/>']
    expect((await judgeOne(document, right)).schema).toEqual(all(right, true))
    expect((await judgeOne(document, wrong)).schema).toEqual(all(wrong, false))
  })

  test('leave to the validator which value of the tag goes with them, and say so', async () => {
    const closed = { ...document, properties: { kind: text, a: text, b: text, c: text } }
    const contents = ['<kind>b</kind><a/>', '<kind>b</kind><b/>']
    const { xsd, schema, rules } = await judgeOne(
      { ...closed, additionalProperties: false },
      contents,
    )
    expect([schema, rules]).toEqual([
      [true, true],
      [false, true],
    ])
    expect(xsd).toContain('Which value asks for which of these elements is not in this XSD')
  })
})

describe('closed alternatives with the same fields at other places', () => {
  const catalogue = profileCatalogue()
  const version = versionOf(catalogue, 'elements/paper@1.0.0')
  const [card, passport, other] = ['c', 'p', 'o'].map((tag) => `<Loai>${tag}</Loai>`)
  const nations = '<QuocGia>VN</QuocGia><QuocGia>LA</QuocGia>'
  const until = '<HetHan>2030-01-01</HetHan>'

  test('are told apart field by field', async () => {
    const right = [
      `${card}<NoiCap>x</NoiCap><So>1</So>`,
      `${card}<NoiCap>x</NoiCap><So>1</So><GhiChu>x</GhiChu>`,
      `${passport}<So>B1</So>${nations}${until}`,
      `${passport}<So>B1</So>${until}`,
      `${other}`,
      `${other}<So>1</So><GhiChu>x</GhiChu>`,
      `${other}<GhiChu>x</GhiChu>`,
    ]
    const judged = await judge(catalogue, version, right)
    expect([judged.schema, judged.rules]).toEqual([all(right, true), all(right, true)])
  })

  test('refuse fields of two of them together', async () => {
    const wrong = [
      `${card}<NoiCap>x</NoiCap>`,
      `${card}<NoiCap>x</NoiCap><So>1</So>${until}`,
      `${card}<NoiCap>x</NoiCap><So>1</So>${nations}`,
      `${passport}<So>B1</So><GhiChu>x</GhiChu>${until}`,
      `${passport}<So>B1</So>${nations}`,
      `${passport}<So>B1</So><QuocGia>VN</QuocGia>${until}`,
      `${other}${until}`,
      `<Loai>x</Loai>`,
    ]
    const judged = await judge(catalogue, version, wrong)
    expect([judged.schema, judged.rules]).toEqual([all(wrong, false), all(wrong, false)])
  })
})

test('alternatives that only ask for fields are wholly in the XSD', async () => {
  const catalogue = profileCatalogue()
  const version = versionOf(catalogue, 'elements/either@1.0.0')
  const contents = ['<Dau>x</Dau>', '<Giua/><Cuoi>x</Cuoi>', '<Dau>x</Dau><Cuoi>x</Cuoi>']
  const wrong = ['', '<Giua/>']
  const judged = await judge(catalogue, version, [...contents, ...wrong])
  expect(judged.schema).toEqual([...all(contents, true), ...all(wrong, false)])
  expect(judged.rules).toEqual(judged.schema)
  expect(judged.xsd).not.toContain('not in this XSD')
})

test('too many combinations are all optional, and the XSD says so', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const document = {
    properties: Object.fromEntries(names.map((name) => [name, text])),
    additionalProperties: false,
    allOf: names.map((name) => ({ anyOf: [{ required: [name] }, { required: ['a'] }] })),
    anyOf: [{ required: ['b'] }, { required: ['a'] }],
  }
  const contents = ['<a/>', '<b/><d/>']
  const { xsd, schema, rules } = await judgeOne(document, contents)
  expect([schema, rules]).toEqual([
    [true, true],
    [true, false],
  ])
  expect(xsd).toContain('there are too many ways')
})
