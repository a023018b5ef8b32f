/** From bytes to a verdict: which structure, which day, which signature, which place. */
import { Buffer } from 'node:buffer'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import type { Verdict } from '../../validator/index.ts'
import {
  createCatalogue,
  createTrustStore,
  createValidator,
  DOCUMENT_BYTES_MAX,
  EMPTY_TRUST_STORE,
  ISSUE_COUNT_MAX,
  issueKinds,
  NESTING_DEPTH_MAX,
  parseSchemaRef,
} from '../../validator/index.ts'

const catalogue = createCatalogue(await readCatalogueFolder())
const now = () => new Date('2026-11-24T05:00:00Z')
const trust = createTrustStore([readFileSync('examples/trust/example-ca.pem')])
const validator = createValidator({ catalogue, trust, now })
const trustsNobody = createValidator({ catalogue, trust: EMPTY_TRUST_STORE, now })

const CITIZEN = parseSchemaRef('national/population/citizen@2.0.0')
const SEX = parseSchemaRef('codelists/sex@1.0.0')
const PROVINCE = parseSchemaRef('codelists/provinces@1.0.0')

function judge(document: string | Uint8Array, schema = SEX, asOf?: string): Promise<Verdict> {
  const bytes = typeof document === 'string' ? Buffer.from(document) : document
  return validator.validate(bytes, { schema, ...(asOf === undefined ? {} : { asOf }) })
}

function codesOf({ issues }: Verdict): readonly string[] {
  return issues.map(({ code }) => code)
}

describe('a document', () => {
  test.for([
    { name: 'broken JSON', document: '{"a": tru}', code: 'json-malformed' },
    { name: 'a repeated member', document: '{"a":1,"a":2}', code: 'json-member-duplicated' },
    { name: 'nothing', document: '', code: 'document-empty' },
    {
      name: 'JSON too deep',
      document: '['.repeat(NESTING_DEPTH_MAX + 1),
      code: 'nesting-too-deep',
    },
    { name: 'broken XML', document: '<a>', code: 'xml-malformed' },
    { name: 'a DOCTYPE', document: '<!DOCTYPE a><a/>', code: 'xml-dtd-refused' },
    { name: 'not UTF-8', document: Buffer.from([0x22, 0xff, 0x22]), code: 'encoding-invalid' },
  ])('that is $name gets a verdict with its own code', async ({ document, code }) => {
    const verdict = await judge(document)
    expect(verdict.valid).toBe(false)
    expect(codesOf(verdict)).toEqual([code])
  })

  test('says where JSON breaks', async () => {
    const { issues } = await judge('{\n  "a": tru\n}')
    expect(issues).toMatchObject([{ line: 2, column: expect.any(Number) }])
  })

  test('over the limit cannot be judged at all', async () => {
    await expect(judge(new Uint8Array(DOCUMENT_BYTES_MAX + 1))).rejects.toMatchObject({
      kind: { code: 'document-too-large' },
    })
  })

  test('with very many issues says that there were more', async () => {
    const names = Array.from({ length: ISSUE_COUNT_MAX + 5 }, (_, index) => `"x${index}":1`)
    const verdict = await judge(`{${names.join(',')}}`, CITIZEN)
    expect(verdict.issues).toHaveLength(ISSUE_COUNT_MAX)
    expect(verdict.truncated).toBe(true)
  })

  test('keeps its name in the verdict', async () => {
    const verdict = await validator.validate(Buffer.from('"1"'), {
      schema: SEX,
      document: 'x.json',
    })
    expect(verdict).toMatchObject({ document: 'x.json', valid: true, format: 'json' })
  })

  test('never has its values repeated in the verdict', async () => {
    const secret = '001190009999'
    const document = JSON.stringify({ SoDinhDanh: [secret], [secret]: secret, HoVaTen: secret })
    const verdict = await judge(document, CITIZEN)
    expect(verdict.issues.length).toBeGreaterThan(3)
    expect(
      JSON.stringify(verdict.issues.map(({ message, params }) => [message, params])),
    ).not.toContain(secret)
  })
})

describe('the structure', () => {
  test('is the one asked for', async () => {
    expect((await judge('"1"')).schema).toMatchObject({
      ref: 'codelists/sex@1.0.0',
      chosenBy: 'request',
    })
  })

  test('is the one the instance names by $schema, which is no field of it', async () => {
    const record = JSON.parse(
      readFileSync('schemas/national/population/citizen/2.0.0/examples/valid/minimal.json', 'utf8'),
    ) as object
    const id = catalogue.get(CITIZEN).id
    const verdict = await validator.validate(
      Buffer.from(JSON.stringify({ $schema: id, ...record })),
    )
    expect(verdict).toMatchObject({ valid: true, schema: { chosenBy: 'instance' } })
  })

  test('is the one the head of a message names', async () => {
    const folder = 'schemas/exchange/petitions/petition/1.0.0/examples/valid'
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
    expect(files).not.toEqual([])
    for (const file of files) {
      const verdict = await validator.validate(readFileSync(`${folder}/${file}`))
      expect(verdict).toMatchObject({
        valid: true,
        schema: { ref: 'exchange/petitions/petition@1.0.0', chosenBy: 'instance' },
      })
    }
  })

  test('is the one of the namespace', async () => {
    const verdict = await validator.validate(readFileSync('examples/citizen.xml'))
    expect(verdict).toMatchObject({
      valid: true,
      schema: { ref: 'national/population/citizen@2.0.0', chosenBy: 'namespace' },
    })
  })

  test('is the one whose shape the message has', async () => {
    const verdict = await validator.validate(readFileSync('examples/dossier.json'))
    expect(verdict).toMatchObject({
      valid: true,
      schema: { ref: 'exchange/dossiers/dossier-sync@2.0.0', chosenBy: 'recognition' },
    })
  })

  test.for([
    { name: 'an unknown $schema', document: '{"$schema":"http://x/y"}', code: 'schema-not-found' },
    {
      name: 'an unknown structure in the head',
      document: '{"ThongTinChung":{"CauTruc":"http://x/y"}}',
      code: 'schema-not-found',
    },
    {
      name: 'a head that names no structure',
      document: '{"ThongTinChung":{"CauTruc":{"toString":1}}}',
      code: 'schema-undetermined',
    },
    { name: 'no claim at all', document: '{}', code: 'schema-undetermined' },
    { name: 'an unknown namespace', document: '<a xmlns="urn:x"/>', code: 'schema-undetermined' },
  ])('cannot be found for $name', async ({ document, code }) => {
    await expect(validator.validate(Buffer.from(document))).rejects.toMatchObject({
      kind: { code },
    })
  })

  test('asked for and not there is a problem', async () => {
    const schema = parseSchemaRef('codelists/sex@9.9.9')
    await expect(judge('"1"', schema)).rejects.toMatchObject({ kind: { code: 'schema-not-found' } })
  })
})

describe('the day', () => {
  // 24 is Bắc Giang until 30/06/2025 and Bắc Ninh a day later; 27 is Bắc Ninh only before.
  test.for([
    { code: '24', asOf: '2025-06-30', issues: [] },
    { code: '24', asOf: '2025-07-01', issues: [] },
    { code: '27', asOf: '2025-06-30', issues: [] },
    { code: '27', asOf: '2025-07-01', issues: ['code-not-in-force'] },
    { code: '99', asOf: '2025-07-01', issues: ['code-unknown'] },
  ])('$asOf decides on province $code', async ({ code, asOf, issues }) => {
    expect(codesOf(await judge(`"${code}"`, PROVINCE, asOf))).toEqual(issues)
  })

  test('is today in Vietnam when nothing says otherwise', async () => {
    const late = createValidator({ catalogue, now: () => new Date('2026-11-23T18:00:00Z') })
    const verdict = await late.validate(Buffer.from('"1"'), { schema: SEX })
    expect(verdict.asOf).toBe('2026-11-24')
  })

  test('is the one the message states', async () => {
    expect((await validator.validate(readFileSync('examples/dossier.json'))).asOf).toBe(
      '2024-05-31',
    )
  })
})

describe('a signed document', () => {
  test.for(['signed-dossier.jws', 'signed-citizen.xml'])(
    '%s is judged by what was signed',
    async (file) => {
      const verdict = await validator.validate(readFileSync(`examples/${file}`))
      expect(verdict.issues).toEqual([])
      expect(verdict).toMatchObject({
        valid: true,
        signatures: [
          { indication: 'TOTAL_PASSED', scope: 'FULL', signer: { taxCode: '0100233488' } },
        ],
      })
    },
  )

  test.for(['signed-dossier.jws', 'signed-citizen.xml'])(
    '%s is not valid to who trusts nobody',
    async (file) => {
      const verdict = await trustsNobody.validate(readFileSync(`examples/${file}`))
      expect(codesOf(verdict)).toEqual(['signature-undecided'])
      expect(verdict).toMatchObject({
        valid: false,
        signatures: [{ indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' }],
      })
    },
  )

  test('that was changed is refused, and its content not judged', async () => {
    const verdict = await validator.validate(readFileSync('examples/tampered-citizen.xml'))
    expect(codesOf(verdict)).toEqual(['signature-invalid'])
    expect(verdict.schema).toBeUndefined()
    expect(verdict.signatures).toMatchObject([{ subIndication: 'HASH_FAILURE' }])
  })

  test('is judged by its structure too: both are reported', async () => {
    const bytes = readFileSync('examples/signed-dossier.jws')
    const schema = parseSchemaRef('exchange/dossiers/dossier-sync@3.0.0')
    const verdict = await trustsNobody.validate(bytes, { schema })
    expect(codesOf(verdict)).toContain('signature-undecided')
    expect(codesOf(verdict)).toContain('date-notation-mismatch')
  })

  test('before its certificate is in force is not believed', async () => {
    const early = createValidator({ catalogue, trust, now: () => new Date('2020-01-01T00:00:00Z') })
    const verdict = await early.validate(readFileSync('examples/signed-citizen.xml'))
    expect(verdict.signatures).toMatchObject([{ subIndication: 'NOT_YET_VALID' }])
    expect(verdict.valid).toBe(false)
  })
})

describe('signatures alone', () => {
  test('need no structure', async () => {
    const empty = createValidator({ catalogue: createCatalogue([]), trust, now })
    const verdict = await empty.verify(readFileSync('examples/signed-citizen.xml'))
    expect(verdict).toMatchObject({ valid: true, issues: [] })
    expect(verdict.schema).toBeUndefined()
  })

  test.for(['examples/citizen.xml', 'examples/dossier.json'])('are missing in %s', async (file) => {
    const verdict = await validator.verify(readFileSync(file))
    expect(verdict.valid).toBe(false)
    expect(codesOf(verdict)).toEqual([issueKinds['signature-missing'].code])
  })
})

describe.skipIf(!existsSync('../shared/samples'))('the deployed population record', () => {
  const sample = '../shared/samples/dancu037_response_synthetic.xml'

  test('is valid as the version it claims by its namespace', async () => {
    const verdict = await validator.validate(readFileSync(sample))
    expect(verdict).toMatchObject({
      valid: true,
      issues: [],
      schema: { ref: 'national/population/citizen@1.0.0', chosenBy: 'namespace' },
    })
  })

  test('departs from the canonical record in these ways, each at its line', async () => {
    const { issues } = await judge(readFileSync(sample), CITIZEN)
    const found = issues.map(
      ({ code, instanceLocation, line }) => `${line} ${code} ${instanceLocation}`,
    )
    expect(found).toMatchInlineSnapshot(`
      [
        "7 element-namespace-mismatch ",
        "10 value-empty /HoVaTen/Ho",
        "10 value-empty /HoVaTen/ChuDem",
        "10 name-not-split /HoVaTen/Ten",
        "12 type-mismatch /DanToc",
        "13 type-mismatch /TonGiao",
        "16 date-notation-mismatch /NgayThangNamSinh",
        "17 property-withdrawn /NoiDangKyKhaiSinh/MaQuanHuyen",
        "17 code-unknown /NoiDangKyKhaiSinh/MaPhuongXa",
        "18 value-empty /QuocTich/0",
        "19 property-withdrawn /QueQuan/MaQuanHuyen",
        "19 code-unknown /QueQuan/MaPhuongXa",
        "20 property-withdrawn /ThuongTru/MaQuanHuyen",
        "20 code-unknown /ThuongTru/MaPhuongXa",
        "21 property-withdrawn /NoiOHienTai/MaQuanHuyen",
        "21 code-unknown /NoiOHienTai/MaPhuongXa",
        "22 type-mismatch /Cha/HoVaTen",
        "22 value-empty /Cha/SoCMND",
        "23 type-mismatch /Me/HoVaTen",
        "23 value-empty /Me/SoCMND",
        "24 required-missing /VoChong/HoVaTen",
        "24 required-missing /VoChong/HoVaTen",
        "24 value-empty /VoChong/QuocTich/0",
        "24 value-empty /VoChong/SoDinhDanh",
        "24 value-empty /VoChong/SoCMND",
        "25 required-missing /NguoiDaiDien/HoVaTen",
        "25 required-missing /NguoiDaiDien/HoVaTen",
        "25 value-empty /NguoiDaiDien/QuocTich/0",
        "25 value-empty /NguoiDaiDien/SoDinhDanh",
        "25 value-empty /NguoiDaiDien/SoCMND",
        "26 value-empty /ChuHo/SoCMND",
        "26 type-mismatch /ChuHo/HoVaTen",
        "27 property-unknown /SoSoHoKhau",
      ]
    `)
    for (const issue of issues) expect(issue.xpath).toMatch(/^\/soapenv:Envelope\/soapenv:Body\//u)
  })
})
