import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { XmlDocument, XmlError, XsdValidator } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { emitXsd } from '../../../codegen/index.ts'
import { CATALOGUE_FOLDER } from '../../../sources/index.ts'
import { isUri } from '../../../validator/formats/uri.ts'
import type { Catalogue, JsonObject, JsonValue, SchemaVersion } from '../../../validator/index.ts'
import {
  createValidator,
  formatSchemaRef,
  formatVersion,
  Problem,
  rootElementName,
  toXml,
} from '../../../validator/index.ts'
import { brokenNeighbours } from '../../instances/broken-neighbours.ts'
import { AS_OF, isExchanged, validInstance } from '../../instances/valid-instance.ts'
import type { Style } from '../../instances/xml-writer.ts'
import { styles, writeXml } from '../../instances/xml-writer.ts'
import { realCatalogue, smallCatalogue, versionsWith } from '../catalogues.ts'

/** What libxml2 says of each text; undefined when it is valid. */
function judge(xsd: string, texts: readonly string[]): readonly (string | undefined)[] {
  using schema = XmlDocument.fromString(xsd)
  using validator = XsdValidator.fromDoc(schema)
  return texts.map((text) => {
    using document = XmlDocument.fromString(text)
    try {
      validator.validate(document)
      return undefined
    } catch (thrown) {
      if (thrown instanceof XmlError) return thrown.message
      throw thrown
    }
  })
}

/** Files of a version's valid examples, by ending. */
function examples({ ref }: SchemaVersion, ending: string): readonly string[] {
  const folder = join(CATALOGUE_FOLDER, ref.path, formatVersion(ref), 'examples/valid')
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((file) => file.endsWith(ending))
  return files.map((file) => readFileSync(join(folder, file), 'utf8'))
}

const NEIGHBOURS_MAX = 200
const numRuns = Number(process.env['CHUAN_RUNS'] ?? 200)

describe('XSD of every version', async () => {
  const catalogue = await realCatalogue()
  const versions = versionsWith('schema.xsd', catalogue).map((version) => ({
    name: formatSchemaRef(version.ref),
    version,
  }))

  test.for(versions)('$name accepts its valid examples, in XML and from JSON', ({ version }) => {
    const fromJson = examples(version, '.json').flatMap((text) =>
      toXmlIfPossible(JSON.parse(text) as JsonValue, version, catalogue),
    )
    const inXml = examples(version, '.xml').filter((text) => isRecord(text, version))
    const found = judge(emitXsd(version, catalogue), [...fromJson, ...inXml])
    expect(found.filter((message) => message !== undefined)).toEqual([])
  })

  const exchanged = versions.filter(({ version }) => isExchanged(version))

  test.for(exchanged)('$name accepts what the validator allows', async ({ version }) => {
    const xsd = emitXsd(version, catalogue)
    const property = (instance: JsonValue, style: Style) => {
      const theirs = writeXml(instance, version, catalogue, { ...style, hints: false })
      const found = judge(xsd, [toXml(instance, version, catalogue), theirs])
      expect(found).toEqual([undefined, undefined])
    }
    const instances = validInstance(version, catalogue)
    await fc.assert(fc.property(instances, styles, property), { numRuns })
  })

  const signed = exchanged.filter(({ name }) => /^(?:national|exchange)\//u.test(name))

  test.for(signed)('$name accepts what a signature refers to by Id', ({ version }) => {
    const name = rootElementName(version)
    const texts = examples(version, '.json').flatMap((text) =>
      toXmlIfPossible(JSON.parse(text) as JsonValue, version, catalogue),
    )
    const named = texts.map((text) => text.replace(`<${name}`, `<${name} Id="r1"`))
    expect(judge(emitXsd(version, catalogue), named).filter((each) => each !== undefined)).toEqual(
      [],
    )
  })

  test.for(exchanged)('$name accepts the neighbours that are valid too', async ({ version }) => {
    const validator = createValidator({ catalogue, now: () => new Date(`${AS_OF}T05:00:00Z`) })
    const request = { schema: version.ref, asOf: AS_OF }
    const xsd = emitXsd(version, catalogue)
    for (const instance of fc.sample(validInstance(version, catalogue), { seed: 13, numRuns: 2 })) {
      const texts = brokenNeighbours(version, instance, catalogue)
        .filter(({ expected }) => expected === undefined)
        .slice(0, NEIGHBOURS_MAX)
        .flatMap(({ value }) => toXmlIfPossible(value, version, catalogue))
      const verdicts = await Promise.all(
        texts.map((text) => validator.validate(new TextEncoder().encode(text), request)),
      )
      const allowed = texts.filter((_text, index) => verdicts[index]?.valid === true)
      expect(judge(xsd, allowed).filter((message) => message !== undefined)).toEqual([])
    }
  })

  test('is where libxml2 alone refuses an empty port, which is left out above', () => {
    const xsd =
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a" type="xs:anyURI"/></xs:schema>'
    const [usual, empty] = ['http://a:80/', 'http://a:/']
    expect([usual, empty].map(isUri)).toEqual([true, true])
    const found = judge(xsd, [`<a>${usual}</a>`, `<a>${empty}</a>`])
    expect(found).toEqual([undefined, expect.stringContaining(empty)])
  })

  test('is the same text twice', () => {
    for (const { version } of versions) {
      expect(emitXsd(version, catalogue)).toBe(emitXsd(version, catalogue))
    }
  })
})

/** Nothing when XML cannot show the instance: null, an empty list. */
function toXmlIfPossible(
  instance: JsonValue,
  version: SchemaVersion,
  catalogue: Catalogue,
): readonly string[] {
  try {
    return [toXml(instance, version, catalogue)]
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.kind.code === 'instance-unmappable') return []
    throw thrown
  }
}

/** A message in an envelope is not what the XSD is of. */
function isRecord(text: string, version: SchemaVersion): boolean {
  using document = XmlDocument.fromString(text)
  return document.root.name === rootElementName(version)
}

const SIGNATURE = '<s:Signature xmlns:s="http://www.w3.org/2000/09/xmldsig#"/>'

describe('an XSD', () => {
  function verdicts(document: JsonObject, contents: readonly string[]): readonly boolean[] {
    const catalogue = smallCatalogue({
      'elements/name@1.0.0': { type: 'string', minLength: 2 },
      'test/thing@1.0.0': { type: 'object', additionalProperties: false, ...document },
    })
    const version = catalogue.versionsOf('test/thing')[0] as SchemaVersion
    const texts = contents.map(
      (content) => `<Thing xmlns="https://registry.example/xml/test/thing/1">${content}</Thing>`,
    )
    return judge(emitXsd(version, catalogue), texts).map((message) => message === undefined)
  }

  function values(schema: JsonObject, texts: readonly string[]): readonly boolean[] {
    const document = { properties: { v: schema }, required: ['v'] }
    return verdicts(
      document,
      texts.map((text) => `<v>${text}</v>`),
    )
  }

  test.for([
    { name: 'a boolean', schema: { type: 'boolean' }, right: ['true'], wrong: ['1', 'True', ''] },
    {
      name: 'an integer',
      schema: { type: 'integer', minimum: 0 },
      right: ['0', '12'],
      wrong: ['-1', '+1', '01', '1.0'],
    },
    { name: 'a number', schema: { type: 'number' }, right: ['-1.50'], wrong: ['1e3', '.5', 'NaN'] },
    {
      name: 'a day',
      schema: { type: 'string', format: 'date' },
      right: ['2024-02-29'],
      wrong: ['2023-02-29', '2024-02-29Z', '29/02/2024'],
    },
    {
      name: 'a moment',
      schema: { type: 'string', format: 'date-time' },
      right: ['2026-06-08T14:07:53+07:00', '2026-06-08T14:07:53.1Z'],
      wrong: ['2026-06-08T14:07:53', '2026-06-08T24:00:00Z'],
    },
    {
      name: 'an address',
      schema: { type: 'string', format: 'uri', pattern: '^https?://' },
      right: ['https://example.invalid/'],
      wrong: ['ftp://example.invalid/', '/a'],
    },
    {
      name: 'a pattern on a named type',
      schema: { $ref: '/schemas/elements/name/1.0.0', pattern: '^a' },
      right: ['ab'],
      wrong: ['a', 'ba'],
    },
    { name: 'a constant', schema: { const: 'x' }, right: ['x'], wrong: ['y', 'X'] },
    { name: 'a constant truth', schema: { const: true }, right: ['true'], wrong: ['false'] },
    {
      name: 'a choice of scalars',
      schema: { anyOf: [{ type: 'integer' }, { enum: ['none'] }] },
      right: ['1', 'none'],
      wrong: ['some'],
    },
  ])('keeps $name', ({ schema, right, wrong }) => {
    const given = schema as unknown as JsonObject
    expect(values(given, right)).toEqual(right.map(() => true))
    expect(values(given, wrong)).toEqual(wrong.map(() => false))
  })

  test('keeps the order and number of elements', () => {
    const list = { type: 'array', items: { type: 'string' } }
    const document = {
      properties: {
        a: { type: 'string' },
        b: { ...list, maxItems: 2 },
        c: { ...list, minItems: 2 },
        d: list,
      },
      required: ['a', 'd'],
    }
    const right = ['<a/><d/>', '<a/><b/><b/><c/><c/><d/><d/>']
    const wrong = [
      '<d/>',
      '<a/>',
      '<d/><a/>',
      '<a/><b/><b/><b/><d/>',
      '<a/><c/><d/>',
      '<a/><d/><e/>',
    ]
    expect(verdicts(document, right)).toEqual([true, true])
    expect(verdicts(document, wrong)).toEqual(wrong.map(() => false))
  })

  test('lets a signature stand last, and nowhere else', () => {
    const document = { properties: { a: { type: 'string' } } }
    const contents = [`<a/>${SIGNATURE}`, `${SIGNATURE}<a/>`, '<a/><x xmlns="urn:x"/>']
    expect(verdicts(document, contents)).toEqual([true, false, false])
  })

  test('keeps structures that hold themselves', () => {
    const document = {
      properties: { inner: { $ref: '#' }, part: { $ref: '#/$defs/part' } },
      $defs: {
        part: {
          type: 'object',
          properties: { part: { $ref: '#/$defs/part' } },
          additionalProperties: false,
        },
      },
    }
    const contents = ['<inner><inner/></inner><part><part/></part>', '<part><inner/></part>']
    expect(verdicts(document, contents)).toEqual([true, false])
  })

  test('names what it cannot say', () => {
    const catalogue = smallCatalogue({
      'test/thing@1.0.0': { type: 'string', pattern: '^(?!--)a', title: '<Tên> & "--"' },
    })
    const xsd = emitXsd(catalogue.versions[0] as SchemaVersion, catalogue)
    expect(xsd).toContain('judged by the validator: the pattern ^(?!- -)a')
    expect(
      judge(xsd, ['<Thing xmlns="https://registry.example/xml/test/thing/1">b</Thing>']),
    ).toEqual([undefined])
  })

  test.for([
    { name: 'a map', document: { additionalProperties: { type: 'string' } } },
    { name: 'patterned names', document: { patternProperties: { '^a': {} } } },
    {
      name: 'a list of lists',
      document: { properties: { a: { type: 'array', items: { type: 'array', items: {} } } } },
    },
  ])('is refused for $name', ({ document }) => {
    const given = { type: 'object', ...document } as unknown as JsonObject
    const catalogue = smallCatalogue({ 'test/thing@1.0.0': given })
    const emit = () => emitXsd(catalogue.versions[0] as SchemaVersion, catalogue)
    expect(codeOf(emit)).toBe('schema-unusable')
  })
})

function codeOf(action: () => unknown): string | undefined {
  try {
    action()
    return undefined
  } catch (thrown) {
    return thrown instanceof Problem ? thrown.kind.code : String(thrown)
  }
}
