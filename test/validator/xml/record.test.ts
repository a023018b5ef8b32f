/** Which elements of a message are records, and of which structure. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../../sources/index.ts'
import { createCatalogue, formatSchemaRef } from '../../../validator/index.ts'
import { pathTo } from '../../../validator/xml/positions.ts'
import { findContent, findRecords } from '../../../validator/xml/record.ts'
import { rootElementName } from '../../../validator/xml/root-name.ts'
import { toInstance } from '../../../validator/xml/to-instance.ts'
import { catalogue, NAMESPACE, version, withTree } from './records.ts'

const record = `<r:BigRecord xmlns:r="${NAMESPACE}"/>`
const soap = (body: string, number = 'http://schemas.xmlsoap.org/soap/envelope/') =>
  `<s:Envelope xmlns:s="${number}"><s:Header/><s:Body>${body}</s:Body></s:Envelope>`
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope'
const signature = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'

describe('records in a message', () => {
  test.for([
    { name: 'the root', xml: record, found: ['/r:BigRecord'] },
    { name: 'a SOAP body', xml: soap(record), found: ['/s:Envelope/s:Body/r:BigRecord'] },
    {
      name: 'a SOAP 1.2 body',
      xml: soap(record, SOAP_12),
      found: ['/s:Envelope/s:Body/r:BigRecord'],
    },
    {
      name: 'a collection',
      xml: `<c>${record}${record}</c>`,
      found: ['/c/r:BigRecord[1]', '/c/r:BigRecord[2]'],
    },
    {
      name: 'a collection in SOAP',
      xml: soap(`<c>${record}</c>`),
      found: ['/s:Envelope/s:Body/c/r:BigRecord'],
    },
    {
      name: 'a SOAP body with several',
      xml: soap(record + record),
      found: ['/s:Envelope/s:Body/r:BigRecord[1]', '/s:Envelope/s:Body/r:BigRecord[2]'],
    },
    { name: 'a fault', xml: soap('<s:Fault/>'), found: [] },
    { name: 'an empty body', xml: soap(''), found: [] },
    { name: 'an envelope with two bodies', xml: soap(`${record}</s:Body><s:Body>`), found: [] },
    { name: 'an envelope of no SOAP', xml: soap(record, 'urn:x'), found: [] },
  ])('are found in $name', ({ xml, found }) => {
    withTree(xml, (document) => {
      const { records, strangers } = findRecords(findContent(document), catalogue)
      expect(records.map(({ place }) => pathTo(place))).toEqual(found)
      expect(strangers).toEqual([])
    })
  })

  test('have strangers beside them named, but no signatures', () => {
    withTree(`<c>${record}<Total/>${signature}</c>`, (document) => {
      const { records, strangers } = findRecords(findContent(document), catalogue)
      expect(records).toHaveLength(1)
      expect(strangers.map(pathTo)).toEqual(['/c/Total'])
    })
  })

  test('include one of the same name in another namespace, which is not passed over', () => {
    withTree(`<c>${record}<BigRecord xmlns="urn:x"/></c>`, (document) => {
      const { records } = findRecords(findContent(document), catalogue)
      expect(records.map(({ versions }) => versions[0]?.ref.path)).toEqual([
        'test/big-record',
        'test/big-record',
      ])
    })
  })

  test('that share namespace and root are offered newest first', () => {
    withTree('<Old xmlns="urn:old"/>', ({ root }) => {
      const [found] = findRecords(root, catalogue).records
      expect(found?.versions.map(({ ref }) => formatSchemaRef(ref))).toEqual([
        'test/legacy@1.1.0',
        'test/legacy@1.0.0',
      ])
    })
  })

  test('have a root named after the path', () => {
    expect(rootElementName(version)).toBe('BigRecord')
  })
})

const SAMPLE = '../shared/samples/dancu037_response_synthetic.xml'

describe.skipIf(!existsSync(SAMPLE))('the answer of the population service', () => {
  test('holds one citizen, with every field as it stands in the message', async () => {
    const published = createCatalogue(await readCatalogueFolder())
    const xml = readFileSync(SAMPLE, 'utf8')
    withTree(xml, (document) => {
      const { records, strangers } = findRecords(findContent(document), published)
      const [citizen] = records
      const claimed = citizen?.versions.find(
        ({ ref }) => ref.path === 'national/population/citizen',
      )
      if (citizen === undefined || claimed === undefined) throw new TypeError('no record')
      expect(strangers).toEqual([])
      expect(pathTo(citizen.place)).toBe(
        '/soapenv:Envelope/soapenv:Body/ns1:CongdanCollection/ns1:CongDan',
      )
      const { value, issues } = toInstance(citizen.place, claimed, published)
      expect(issues).toEqual([])
      const residence = {
        MaTinhThanh: '01',
        MaQuanHuyen: '001',
        MaPhuongXa: '00001',
        ChiTiet: 'ĐỊA CHỈ VÍ DỤ',
        QuocGia: 'VN',
      }
      const nobody = { HoVaTen: '', QuocTich: '', SoDinhDanh: '', SoCMND: '' }
      expect(value).toEqual({
        SoDinhDanh: '001190000002',
        SoCMND: '000000002',
        HoVaTen: { Ho: '', ChuDem: '', Ten: 'NGUYỄN THỊ VÍ DỤ' },
        GioiTinh: '2',
        DanToc: '01',
        TonGiao: '00',
        TinhTrangHonNhan: '2',
        NhomMau: '00',
        NgayThangNamSinh: { Nam: '1990', NgayThangNam: '19900131' },
        NoiDangKyKhaiSinh: residence,
        QuocTich: '',
        QueQuan: residence,
        ThuongTru: residence,
        NoiOHienTai: residence,
        Cha: {
          HoVaTen: 'NGUYỄN VĂN VÍ DỤ',
          QuocTich: 'VN',
          SoDinhDanh: '001060000003',
          SoCMND: '',
        },
        Me: { HoVaTen: 'TRẦN THỊ VÍ DỤ', QuocTich: 'VN', SoDinhDanh: '001162000004', SoCMND: '' },
        VoChong: nobody,
        NguoiDaiDien: nobody,
        ChuHo: {
          QuanHe: 'CH01',
          SoDinhDanh: '001190000002',
          SoCMND: '',
          HoVaTen: 'NGUYỄN THỊ VÍ DỤ',
        },
        SoSoHoKhau: 'VIDU01',
      })
    })
  })
})
