/** An issue says where it is, of which field and by what law, and never the value. */
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../validator/json-value.ts'
import { judge, judgeBy } from './small-catalogue.ts'

const PERSON: JsonObject = {
  title: 'Người',
  'x-legalBasis': [{ instrument: 'Root' }],
  type: 'object',
  additionalProperties: false,
  required: ['HoTen'],
  properties: {
    HoTen: { title: 'Họ tên', 'x-en': { title: 'Full name' }, type: 'string' },
    NgaySinh: { title: 'Ngày sinh', type: 'string' },
    DiaChi: {
      title: 'Địa chỉ',
      'x-legalBasis': [{ instrument: 'Address' }],
      type: 'object',
      additionalProperties: false,
      properties: { So: { type: 'string' } },
    },
    DanhSach: { title: 'Danh sách', type: 'array', items: { type: 'integer' } },
    SoDinhDanh: { title: 'Số của người', $ref: '/schemas/test/number/1.0.0' },
    SoKhac: { $ref: '/schemas/test/number/1.0.0' },
  },
  'x-formerProperties': {
    SoCMND: {
      since: '2024-07-01',
      reason: { vi: 'Đã thay bằng số định danh.', en: 'Replaced by the personal ID.' },
      basis: { instrument: 'Withdrawal' },
    },
  },
}
const NUMBER: JsonObject = {
  title: 'Số',
  'x-legalBasis': [{ instrument: 'Element' }],
  type: 'string',
  pattern: '^[0-9]{12}$',
}
const DOCUMENTS = { 'test/main@1.0.0': PERSON, 'test/number@1.0.0': NUMBER }
const VALID = { HoTen: 'Mẫu' }
const MAIN = 'https://schemas.example/schemas/test/main/1.0.0'

describe('saying where, which field and by what law', () => {
  test.for([
    {
      name: 'a missing field at its object',
      value: {},
      issue: {
        code: 'required-missing',
        instanceLocation: '',
        schemaLocation: `${MAIN}#/required`,
        field: { vi: 'Họ tên', en: 'Full name' },
        params: { name: 'HoTen' },
      },
    },
    {
      name: 'an unknown field at itself, with the field it resembles',
      value: { ...VALID, hoten: 'x' },
      issue: {
        code: 'property-unknown',
        instanceLocation: '/hoten',
        params: { name: 'hoten', similar: 'HoTen' },
      },
    },
    {
      name: 'a misspelled field',
      value: { ...VALID, NgaySlnh: 'x' },
      issue: { code: 'property-unknown', params: { similar: 'NgaySinh' } },
    },
    {
      name: 'a field that was withdrawn, by the law that withdrew it',
      value: { ...VALID, SoCMND: 'x' },
      issue: {
        code: 'property-withdrawn',
        instanceLocation: '/SoCMND',
        legalBasis: [{ instrument: 'Withdrawal' }],
        params: { since: '2024-07-01' },
      },
    },
    {
      name: 'an unnamed field inside a group, by the law of the group',
      value: { ...VALID, DiaChi: { So: 1 } },
      issue: {
        instanceLocation: '/DiaChi/So',
        schemaLocation: `${MAIN}#/properties/DiaChi/properties/So/type`,
        legalBasis: [{ instrument: 'Address' }],
      },
    },
    {
      name: 'an item by the name of its list, by the law of the root',
      value: { ...VALID, DanhSach: [1, 'x'] },
      issue: {
        instanceLocation: '/DanhSach/1',
        field: { vi: 'Danh sách' },
        legalBasis: [{ instrument: 'Root' }],
      },
    },
    {
      name: 'a field that refers to an element by its own name',
      value: { ...VALID, SoDinhDanh: 'x' },
      issue: {
        instanceLocation: '/SoDinhDanh',
        schemaLocation: 'https://schemas.example/schemas/test/number/1.0.0#/pattern',
        field: { vi: 'Số của người', en: 'Số của người' },
        legalBasis: [{ instrument: 'Element' }],
      },
    },
    {
      name: 'a field without a name by that of its element',
      value: { ...VALID, SoKhac: 'x' },
      issue: { instanceLocation: '/SoKhac', field: { vi: 'Số' } },
    },
  ])('points out $name', ({ value, issue }) => {
    expect(judge(DOCUMENTS, value)).toMatchObject([issue])
  })

  test.for(['001099000001', 'Nguyễn Mẫu Thử', 'mau@example.vn', 'x'.repeat(51), '', '__proto_ _'])(
    'withholds the name "%s", which could be personal',
    (name) => {
      const issues = judge(DOCUMENTS, { ...VALID, [name]: 'x' })
      expect(issues).toMatchObject([{ code: 'property-unknown', instanceLocation: '' }])
      if (name !== '') expect(JSON.stringify(issues)).not.toContain(name)
    },
  )

  test('does not follow names that only the document knows', () => {
    const schema = { type: 'object', additionalProperties: { type: 'integer' } }
    expect(judgeBy(schema, { '001099000001': 'x' })).toMatchObject([
      { code: 'type-mismatch', instanceLocation: '' },
    ])
  })

  test('says the same thing once, however many schemas say it', () => {
    const number = { type: 'string', maxLength: 3 }
    const main = { type: 'string', maxLength: 3, $ref: '/schemas/test/number/1.0.0' }
    const documents = { 'test/main@1.0.0': main, 'test/number@1.0.0': number }
    expect(judge(documents, 'xxxx')).toHaveLength(1)
    expect(judge(documents, 4)).toHaveLength(1)
  })

  test('stops one issue past what a verdict holds', () => {
    const schema = { type: 'array', items: { type: 'string' } }
    expect(
      judgeBy(
        schema,
        Array.from({ length: 3_000 }, () => 1),
      ),
    ).toHaveLength(1_001)
  })

  test('repeats no value of the document', () => {
    const secret = 'Bí mật 4711'
    const nested = { HoTen: [secret], NgaySinh: { [secret]: secret }, SoDinhDanh: secret }
    expect(JSON.stringify(judge(DOCUMENTS, nested))).not.toContain('4711')
  })
})
