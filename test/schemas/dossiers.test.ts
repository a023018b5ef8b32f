/** The dossier messages: what really circulates, judged by each of their versions. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import type { JsonObject, JsonValue } from '../../validator/index.ts'
import {
  createCatalogue,
  createStructureChecker,
  formatSchemaRef,
  isJsonObject,
  member,
  objectMember,
  parseSchemaRef,
  textMember,
} from '../../validator/index.ts'

const SAMPLES = '../shared/samples'
const SYNC = `${SAMPLES}/dvcqg_dongbohosomc_v2023_synthetic.json`
const SUBMISSION = `${SAMPLES}/dvcbo_noihoso_2026_synthetic.json`

const catalogue = createCatalogue(await readCatalogueFolder())
const checker = createStructureChecker(catalogue)

interface Judged {
  readonly ref: string | undefined
  readonly asOf?: string
  readonly found: readonly string[]
}

/** By the version named, else by the one the message is recognised as. */
function judge(file: string, ref?: string): Judged {
  const value = JSON.parse(readFileSync(file, 'utf8')) as JsonValue
  const named = ref === undefined ? undefined : catalogue.get(parseSchemaRef(ref))
  const version = named ?? checker.recognise(value)
  if (version === undefined) return { ref: undefined, found: [] }
  const { issues, asOf } = checker.check(version, value, { today: '2026-11-23' })
  const found = issues.map(({ code, instanceLocation }) => `${code} ${instanceLocation}`).sort()
  return { ref: formatSchemaRef(version.ref), asOf, found }
}

function documentOf(ref: string): JsonObject {
  return catalogue.get(parseSchemaRef(ref)).document
}

/** The schema of a field, by the names on the way to it; lists are stepped into. */
function field(schema: JsonObject, ...names: readonly string[]): JsonObject {
  return names.reduce((object, name) => {
    const inside = objectMember(object, 'items') ?? object
    return objectMember(objectMember(inside, 'properties') ?? {}, name) ?? {}
  }, schema)
}

function texts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

interface Shape {
  readonly names: readonly string[]
  readonly required: readonly string[]
}

function shapeOf(list: JsonObject): Shape {
  const item = objectMember(list, 'items') ?? {}
  return {
    names: Object.keys(objectMember(item, 'properties') ?? {}),
    required: texts(member(item, 'required')),
  }
}

function without(all: readonly string[], taken: readonly string[]): readonly string[] {
  return all.filter((name) => !taken.includes(name)).sort()
}

describe.skipIf(!existsSync(SAMPLES))('a dossier message as provinces send it', () => {
  test('is recognised as the structure of 2023–25 and is valid', () => {
    expect(judge(SYNC)).toEqual({
      ref: 'exchange/dossiers/dossier-sync@2.0.0',
      asOf: '2024-05-31',
      found: [],
    })
  })

  test('has fields that the structure of 2020 did not know, and lacks what it asked for', () => {
    const added = ['DSKetNoiCSDL', 'DinhDanhCHS', 'DuocThanhToanTrucTuyen', 'HoSoCoThanhPhanSoHoa']
    const addedToo = ['KenhThucHien', 'NgayNopHoSo', 'NgayTuChoi', 'NoiNopHoSo', 'SoGiayToChuHoSo']
    const inDocuments = ['DuocLayTuKhoDMQG', 'DuocSoHoa', 'DuocTaiSuDung', 'MaKetQuaThayThe']
    expect(judge(SYNC, 'exchange/dossiers/dossier-sync@1.0.0').found).toEqual(
      [
        ...[...added, ...addedToo, 'TaiKhoanDuocXacThucVoiVNeID'].map(
          (name) => `property-unknown /data/0/${name}`,
        ),
        ...inDocuments.map((name) => `property-unknown /data/0/TaiLieuNop/0/${name}`),
        'value-empty /data/0/Email',
      ].sort(),
    )
  })

  test('departs from the canonical structure in these places', () => {
    expect(judge(SYNC, 'exchange/dossiers/dossier-sync@3.0.0').found).toEqual([
      'date-notation-mismatch /data/0/NgayHenTra',
      'date-notation-mismatch /data/0/NgayNopHoSo',
      'date-notation-mismatch /data/0/NgayTiepNhan',
      'items-too-few /data/0/DanhSachGiayToKetQua',
      'items-too-few /data/0/DanhSachHoSoBoSung',
      'items-too-few /data/0/DanhSachTepDinhKemKhac',
      'pattern-mismatch /madonvi',
      'property-withdrawn /data/0/SoGiayToChuHoSo',
      'property-withdrawn /service',
      'property-withdrawn /session',
      'type-mismatch /data/0/DanhSachLePhi/0/Gia',
      'type-mismatch /data/0/HoSoCoThanhPhanSoHoa',
      'type-mismatch /data/0/TaiKhoanDuocXacThucVoiVNeID',
      'type-mismatch /data/0/TaiLieuNop/0/DuocLayTuKhoDMQG',
      'type-mismatch /data/0/TaiLieuNop/0/DuocSoHoa',
      'type-mismatch /data/0/TaiLieuNop/0/IsDeleted',
      'type-mismatch /isUpdating',
      'value-empty /data/0/Email',
      'value-empty /data/0/Fax',
      'value-empty /data/0/GhiChu',
      'value-empty /data/0/MaDoiTuong',
      'value-empty /data/0/NgayKetThucXuLy',
      'value-empty /data/0/NgayTra',
      'value-empty /data/0/NgayTuChoi',
      'value-empty /data/0/TaiLieuNop/0/MaKetQuaThayThe',
      'value-empty /data/0/ThongTinKhac',
      'value-empty /data/0/ThongTinTra',
    ])
  })
})

describe.skipIf(!existsSync(SAMPLES))(`a dossier as a ministry takes it`, () => {
  const details = '/ThongTinNguoiNop/ThongTinChiTiet'

  test('is valid as it circulates; its number is later than its receipt', () => {
    expect(judge(SUBMISSION)).toEqual({
      ref: 'exchange/dossiers/dossier-submission@1.0.0',
      asOf: '2026-06-08',
      found: ['dossier-number-after-receipt /MaHoSo'],
    })
  })

  test('departs from the canonical structure in these places', () => {
    expect(judge(SUBMISSION, 'exchange/dossiers/dossier-submission@2.0.0').found).toEqual([
      `code-unknown ${details}/MaXa`,
      `code-unknown ${details}/MaXaChuHs`,
      'date-notation-mismatch /NgayNop',
      'date-notation-mismatch /NgayTiepNhan',
      `date-notation-mismatch ${details}/NgayCapDinhDanh`,
      `date-notation-mismatch ${details}/NgaySinh`,
      'dossier-number-after-receipt /MaHoSo',
      `field-needed ${details}`,
      'pattern-mismatch /ThanhPhanHoSo/0/GiayToDinhKem/0/HashTepTin',
      `pattern-mismatch ${details}/SoDinhDanh`,
      `pattern-mismatch ${details}/SoDinhDanhChuHs`,
      `property-withdrawn ${details}/MaHuyen`,
      'type-mismatch /EformThongTinChiTiet',
      'type-mismatch /LoaiDoiTuong',
      'type-mismatch /ThanhPhanHoSo/0/LoaiBan',
      'type-mismatch /ThongTinNguoiNop/LoaiDoiTuong',
      `value-empty ${details}/Fax`,
    ])
  })
})

const LEGACY = [
  'exchange/dossiers/dossier-progress/1.0.0',
  'exchange/dossiers/dossier-submission/1.0.0',
  'exchange/dossiers/dossier-sync/1.0.0',
  'exchange/dossiers/dossier-sync/2.0.0',
]

describe('a message that does not say what it is', () => {
  test.for(LEGACY)('is recognised as %s by what only that has', (version) => {
    const folder = `schemas/${version}/examples/valid`
    const refs = readdirSync(folder).map((name) => {
      const value = JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as JsonValue
      return checker.recognise(value)?.id
    })
    expect(new Set(refs)).toEqual(new Set([`${catalogue.base}/schemas/${version}`]))
  })

  test('is not recognised by the service it calls alone', () => {
    expect(checker.recognise({ service: 'DongBoHoSoMC' })).toBeUndefined()
    expect(checker.recognise({ service: 'TraCuuHoSo', data: [] })).toBeUndefined()
  })
})

describe('the dossier message of 2023–25 against that of 2020', () => {
  const older = documentOf('exchange/dossiers/dossier-sync@1.0.0')
  const newer = documentOf('exchange/dossiers/dossier-sync@2.0.0')
  const before = shapeOf(field(older, 'data'))
  const after = shapeOf(field(newer, 'data'))

  test('removes no field', () => {
    expect(without(before.names, after.names)).toEqual([])
  })

  test('adds fields, most of them required', () => {
    const added = without(after.names, before.names)
    const optional = without(added, after.required)
    expect(added).toHaveLength(10)
    expect(optional).toEqual(['KenhThucHien', 'NgayTuChoi', 'SoGiayToChuHoSo'])
  })

  test('no longer asks for contact and due date', () => {
    expect(without(before.required, after.required)).toEqual(['Email', 'NgayHenTra', 'SoDienThoai'])
  })

  test.for([
    {
      name: 'TaiLieuNop',
      added: ['DuocLayTuKhoDMQG', 'DuocSoHoa', 'DuocTaiSuDung', 'MaKetQuaThayThe'],
    },
    { name: 'DanhSachGiayToKetQua', added: ['MaGiayToKetQua'] },
    { name: 'DanhSachLePhi', added: [] },
    { name: 'DanhSachTepDinhKemKhac', added: [] },
    { name: 'DanhSachHoSoBoSung', added: [] },
  ])('adds to $name only what the portal began to count', ({ name, added }) => {
    const shapes = [older, newer].map((schema) => shapeOf(field(schema, 'data', name)))
    const [first, second] = shapes
    expect(without(second?.names ?? [], first?.names ?? [])).toEqual(added)
    expect(without(first?.names ?? [], second?.names ?? [])).toEqual([])
  })

  test('codes the applicant by another list', () => {
    const lists = [older, newer].map((schema) =>
      textMember(field(schema, 'data', 'LoaiDoiTuong'), '$ref'),
    )
    expect(lists.map((list) => list?.split('/').at(-1))).toEqual(['1.0.0', '2.0.0'])
  })

  test('cuts the abstract and the names of files', () => {
    expect(field(newer, 'data', 'TrichYeuHoSo')).toMatchObject({ maxLength: 1_000 })
    expect(field(newer, 'data', 'TaiLieuNop', 'TenTepDinhKem')).toMatchObject({ maxLength: 4_000 })
    expect(field(older, 'data', 'TrichYeuHoSo')).not.toHaveProperty('maxLength')
  })
})

describe('the three codings of the applicant', () => {
  const versions = catalogue.versionsOf('codelists/applicant-type')

  test('give the same digit different meanings', () => {
    const meanings = versions.map(({ codeList }) => codeList?.valuesOf('1').map(({ en }) => en))
    expect(meanings).toEqual([['Citizen'], ['Citizen'], ['Business']])
  })

  test('are all in use by some version of a message', () => {
    const used = new Set(catalogue.versions.flatMap(({ document }) => referencesOf(document)))
    expect(versions.filter(({ id }) => !used.has(id))).toEqual([])
  })
})

function referencesOf(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => referencesOf(item))
  if (!isJsonObject(value)) return []
  const own = [textMember(value, '$ref'), textMember(value, 'x-codeList')]
  return [...own.filter((id) => id !== undefined), ...Object.values(value).flatMap(referencesOf)]
}
