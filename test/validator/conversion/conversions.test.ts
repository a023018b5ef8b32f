/** Legacy documents become canonical ones, and the report says what that cost. */
import { Buffer } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import {
  ADDRESS,
  BACK,
  CITIZEN,
  convert,
  convertAll,
  example,
  findings,
  type Json,
  SUBMISSION,
  SYNC,
} from './setup.ts'

describe('a legacy citizen record', () => {
  const legacy = example('national/population/citizen/1.0.0/examples/valid/as-deployed.json')

  test('has its name split, its day of birth read and its nationality supposed', async () => {
    const { value, report } = await convert(legacy, CITIZEN)
    expect(report.verdict.valid).toBe(true)
    expect(value).toMatchObject({
      HoVaTen: { Ho: 'NGUYỄN', ChuDem: 'THỊ VÍ', Ten: 'DỤ' },
      NgayThangNamSinh: '1990-01-31',
      QuocTich: ['VN'],
      ThuongTru: { MaTinhThanh: '01', QuocGia: 'VN' },
    })
    expect(findings(report)).toEqual([
      'conversion-approximate /HoVaTen',
      'conversion-assumed ',
      'conversion-ambiguous /ThuongTru/MaPhuongXa',
      'conversion-dropped /ThuongTru/MaQuanHuyen',
    ])
    expect(report.lossless).toBe(false)
  })

  test('does not guess which list an ethnic code is of', async () => {
    const { report } = await convert({ ...legacy, DanToc: '06' }, CITIZEN)
    expect(findings(report)).toContain('conversion-ambiguous /DanToc')
    expect(report.verdict.valid).toBe(false)
  })

  test('that gives two years of birth keeps the full date and says so', async () => {
    const birth = { Nam: '1989', NgayThangNam: '19900131' }
    const { value, report } = await convert({ ...legacy, NgayThangNamSinh: birth }, CITIZEN)
    expect(value).toMatchObject({ NgayThangNamSinh: '1990-01-31' })
    expect(findings(report)).toContain('conversion-conflict /NgayThangNamSinh/Nam')
  })

  test('that gives only the year keeps the year, there and back', async () => {
    const birth = { Nam: '1990', NgayThangNam: '' }
    const there = await convert({ ...legacy, NgayThangNamSinh: birth }, CITIZEN)
    expect(there.value).toMatchObject({ NgayThangNamSinh: '1990' })
    const back = await convert(there.value, BACK)
    expect(back.value).toMatchObject({ NgayThangNamSinh: { Nam: '1990' } })
    expect(findings(back.report)).toEqual([])
  })

  test('is read from the answer of the look-up service, one by one', async () => {
    const xml = (id: string) =>
      `<CongDan><SoDinhDanh>${id}</SoDinhDanh><HoVaTen><Ho/><ChuDem/><Ten>A B</Ten></HoVaTen></CongDan>`
    const namespace = 'http://www.mic.gov.vn/dancu/1.0'
    const records = `${xml('001190000002')}${xml('001090000001')}`
    const message = `<CongdanCollection xmlns="${namespace}">${records}</CongdanCollection>`
    const converted = await convertAll(Buffer.from(message), { to: CITIZEN.to })
    expect(converted.map(({ value }) => value)).toMatchObject([
      { SoDinhDanh: '001190000002' },
      { SoDinhDanh: '001090000001' },
    ])
  })
})

describe('an address of three levels', () => {
  const old = { MaTinhThanh: '27', MaQuanHuyen: '256', MaPhuongXa: '09163', ChiTiet: 'Ví dụ' }

  test('keeps the province by its successor and loses district and commune', async () => {
    const { value, report } = await convert(old, { ...ADDRESS, asOf: '2024-05-31' })
    expect(value).toEqual({ MaTinhThanh: '24', ChiTiet: 'Ví dụ', QuocGia: 'VN' })
    expect(report.verdict.valid).toBe(true)
    expect(findings(report)).toEqual([
      'conversion-widened /MaTinhThanh',
      'conversion-assumed ',
      'conversion-ambiguous /MaPhuongXa',
      'conversion-dropped /MaQuanHuyen',
    ])
  })

  test('that was written after the merger is read by the code that ended', async () => {
    const { value } = await convert(old, ADDRESS)
    expect(value).toMatchObject({ MaTinhThanh: '24' })
  })

  test('without a district keeps a commune of the list in force', async () => {
    const { value, report } = await convert({ MaTinhThanh: '01', MaPhuongXa: '00004' }, ADDRESS)
    expect(value).toEqual({ MaTinhThanh: '01', MaPhuongXa: '00004', QuocGia: 'VN' })
    expect(report.lossless).toBe(true)
  })
})

describe('a legacy dossier', () => {
  const legacy = example('exchange/dossiers/dossier-sync/2.0.0/examples/valid/in-process.json')

  test('that loses nothing comes back as it was, but for what is empty or aside', async () => {
    const there = await convert(legacy, SYNC)
    expect(there.report).toMatchObject({ lossless: true, verdict: { valid: true } })
    const back = await convert(there.value, { from: SYNC.to, to: SYNC.from })
    expect(back.report).toMatchObject({ lossless: true, verdict: { valid: true } })
    const { session: _aside, ...rest } = legacy
    expect(toComparable(back.value)).toEqual(toComparable(rest))
  })

  test('loses a holder’s number that disagrees with the list of numbers', async () => {
    const [dossier] = legacy['data'] as Json[]
    const data = [{ ...dossier, SoGiayToChuHoSo: '001090000001' }]
    const { report } = await convert({ ...legacy, data }, SYNC)
    expect(findings(report)).toContain('conversion-dropped /data/0/SoGiayToChuHoSo')
  })

  test('loses a member that no structure knows, whose name is not shown', async () => {
    const { report } = await convert({ ...legacy, 'NGUYỄN VÍ DỤ': { a: 'x' } }, SYNC)
    expect(findings(report)).toContain('conversion-lost ')
    expect(JSON.stringify(report)).not.toContain('NGUYỄN')
  })

  test('goes by way of the newest structure from one legacy version to another', async () => {
    const { report } = await convert(legacy, {
      ...SYNC,
      to: 'exchange/dossiers/dossier-sync@1.0.0',
    })
    expect(report.steps.map(({ direction }) => direction)).toEqual(['forward', 'backward'])
    expect(findings(report)).toContain('conversion-lost /data/0/NgayNopHoSo')
  })
})

describe('a submission', () => {
  const legacy = example(
    'exchange/dossiers/dossier-submission/1.0.0/examples/valid/district-still-there.json',
  )

  test('sends a business’s number to the tax code and a citizen’s to the personal ID', async () => {
    const citizen = await convert(legacy, SUBMISSION)
    expect(citizen.value).toMatchObject({
      ThongTinNguoiNop: { ThongTinChiTiet: { SoDinhDanh: '001190000002' } },
    })
    const detail = { TenNguoiNop: 'CÔNG TY VÍ DỤ', SoDinhDanh: '9900000016' }
    const person = { LoaiDoiTuong: 1, ThongTinChiTiet: detail }
    const business = await convert({ ...legacy, ThongTinNguoiNop: person }, SUBMISSION)
    expect(business.value).toMatchObject({
      ThongTinNguoiNop: { LoaiDoiTuong: '1', ThongTinChiTiet: { MaSoThue: '9900000016' } },
    })
  })

  test('says that a digest is none and that a commune is not guessed', async () => {
    const { report } = await convert(legacy, SUBMISSION)
    expect(findings(report)).toEqual([
      'conversion-unreadable /ThanhPhanHoSo/0/GiayToDinhKem/0/HashTepTin',
      'conversion-ambiguous /ThongTinNguoiNop/ThongTinChiTiet/MaXa',
      'conversion-dropped /ThongTinNguoiNop/ThongTinChiTiet/MaHuyen',
    ])
  })
})

/** Without empty fields, the repeated number of the holder and the channel that was supposed. */
function toComparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toComparable).filter((each) => each !== undefined)
  if (typeof value !== 'object' || value === null) return value === '' ? undefined : value
  const entries = Object.entries(value)
    .filter(([name]) => name !== 'SoGiayToChuHoSo' && name !== 'KenhThucHien')
    .map(([name, each]) => [name, toComparable(each)] as const)
    .filter(([, each]) => each !== undefined && !(Array.isArray(each) && each.length === 0))
  return Object.fromEntries(entries)
}
