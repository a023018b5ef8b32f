/** XML that is plain and right is judged without a tree, and told the same as with one. */
import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SchemaVersion, ValidateRequest, Verdict } from '../../../validator/index.ts'
import {
  createCatalogue,
  createValidator,
  formatSchemaRef,
  toXml,
} from '../../../validator/index.ts'
import { realCatalogue } from '../../codegen/catalogues.ts'
import { AS_OF, isExchanged, validInstance } from '../../instances/valid-instance.ts'

const catalogue = await realCatalogue()
const validator = createValidator({ catalogue, now: () => new Date(`${AS_OF}T05:00:00Z`) })

/** With a comment at its end a document is parsed, and a cut one is told with other words. */
async function expectSame(text: string, request: ValidateRequest = {}): Promise<boolean> {
  const [alone, parsed] = [await judge(text, request), await judge(`${text}<!-- -->`, request)]
  expect(told(alone)).toEqual(told(parsed))
  return typeof alone !== 'string' && alone.valid
}

function judge(text: string, request: ValidateRequest): Promise<Verdict | string> {
  return validator.validate(Buffer.from(text), request).catch((thrown: Error) => thrown.message)
}

function told(verdict: Verdict | string) {
  if (typeof verdict === 'string') return verdict
  const { issues, ...rest } = verdict
  return { ...rest, issues: issues.map(({ code, instanceLocation: at }) => `${code} ${at}`) }
}

const versions = catalogue.versions
  .filter((version) => isExchanged(version) && version.document['x-kind'] !== 'codelist')
  .map((version) => ({ version, ref: formatSchemaRef(version.ref) }))

function sample(version: SchemaVersion, numRuns: number): readonly string[] {
  return fc
    .sample(validInstance(version, catalogue), { seed: 4, numRuns })
    .map((value) => toXml(value, version, catalogue))
}

describe.for(versions)('$ref', ({ version }) => {
  test('alone and in a collection', async () => {
    const texts = sample(version, 3)
    for (const text of texts) {
      expect(await expectSame(text, { schema: version.ref, asOf: AS_OF })).toBe(true)
      await expectSame(text)
    }
    const records = texts.map((text) => text.replace(/^<\?xml[^>]*>\s*/u, '')).join('\n  ')
    await expectSame(`<?xml version="1.0"?>\n<L>\n  ${records}\n</L>\n`)
    await expectSame(`<L xmlns:x="urn:x" a="b">${records}</L>`, { asOf: AS_OF })
  })
})

describe('what is near to it', () => {
  const folder = 'schemas/national/population/citizen/2.0.0/examples/valid'
  const value = JSON.parse(readFileSync(`${folder}/full.json`, 'utf8'))
  const citizen = versions.find(({ ref }) => ref === 'national/population/citizen@2.0.0')
  const text = citizen ? toXml(value, citizen.version, catalogue) : ''
  const record = text.replace(/^<\?xml[^>]*>\s*/u, '')

  test.for([
    ['another encoding', text.replace('UTF-8', 'ISO-8859-1')],
    ['another version', text.replace('1.0', '1.1')],
    ['a second root', text + record],
    ['text behind', `${text}x`],
    ['a space before its declaration', ` ${text}`],
    ['a byte order mark', `\ufeff${text}`],
    ['no end', text.slice(0, -3)],
    ['a wrong code', text.replace(/<GioiTinh>./u, '<GioiTinh>9')],
    [
      'a root in a namespace of SOAP',
      `<e:Body xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">${record}</e:Body>`,
    ],
    ['an empty root', '<L/>'],
    ['a root with nothing in it', '<L></L>'],
    ['a stranger in a collection', `<L>${record}<X>a</X>${record}</L>`],
    ['a record in a record', text.replace('<SoDinhDanh>', `${record}<SoDinhDanh>`)],
    ['a root of an undeclared prefix', `<p:L>${record}</p:L>`],
    ['an attribute twice', `<L a="1" a="2">${record}</L>`],
  ])('is told the same: %s', async ([, near = '']) => {
    expect(near).not.toBe(text)
    await expectSame(near)
  })

  test('is told the same in a byte that is changed', async () => {
    const bytes = fc.tuple(fc.nat(text.length - 1), fc.constantFrom(...'<>/&;=" a\n\0é]-!?'))
    const numRuns = Number(process.env['CHUAN_RUNS'] ?? 100) * 3
    await fc.assert(
      fc.asyncProperty(bytes, async ([at, character]) => {
        await expectSame(text.slice(0, at) + character + text.slice(at + 1))
      }),
      { numRuns, seed: 12 },
    )
  })
})

describe('a structure in a namespace of envelopes', () => {
  const [ENVELOPE, DSIG, XMLENC] = [
    'http://schemas.xmlsoap.org/soap/envelope/',
    'http://www.w3.org/2000/09/xmldsig#',
    'http://www.w3.org/2001/04/xmlenc#',
  ]
  const text = { type: 'string' }

  test.for([
    [ENVELOPE, 'Body', 'Header'],
    [DSIG, 'Manifest', 'Signature'],
    [DSIG, 'Signature', 'SignatureValue'],
    [XMLENC, 'EncryptedData', 'CipherData'],
  ] as const)('of %s, %s with %s, is opened before it is judged', async ([space, root, field]) => {
    const document = {
      ...{ type: 'object', 'x-kind': 'record', additionalProperties: false },
      ...{ 'x-namespace': space, 'x-root': root, properties: { [field]: text } },
    }
    const ref = { path: 'test/envelope', major: 1, minor: 0, patch: 0 }
    const own = createValidator({
      catalogue: createCatalogue([{ ref, document }]),
      now: () => new Date(`${AS_OF}T05:00:00Z`),
    })
    const record = `<${root} xmlns="${space}"><${field}>a</${field}></${root}>`
    const said = (given: string) =>
      own.validate(Buffer.from(given)).then(told, (thrown: Error) => thrown.message)
    for (const each of [record, `<L>${record}</L>`]) {
      expect(await said(each)).toEqual(await said(`${each}<!-- -->`))
    }
    const around = { open: '<L>', close: '</L>', first: record.slice(0, record.indexOf('>') + 1) }
    const judged = (children: string) =>
      own.judgeChildren(around, Buffer.from(children), {}).then(
        (found) => found?.invalidRecords,
        (thrown: Error) => thrown.message,
      )
    expect(await judged(record)).toBe(await judged(record.replace('><', '><!-- --><')))
  })
})
