/**
 * Structures that use all a structure may use, for what the catalogue happens not to
 * hold: fields that only an alternative has, extension, structures that hold
 * themselves, attributes, numbers of every kind.
 *
 * @module
 */
import type { Catalogue } from '../../validator/index.ts'
import { smallCatalogue } from '../codegen/catalogues.ts'

const text = { type: 'string', minLength: 1, maxLength: 40 } as const
const closed = { type: 'object', additionalProperties: false } as const

export function profileCatalogue(): Catalogue {
  return smallCatalogue({
    'codelists/colours@1.0.0': {
      'x-kind': 'codelist',
      type: 'string',
      'x-codeList': '/schemas/codelists/colours/1.0.0',
      values: [
        { code: '1', vi: 'Đỏ' },
        { code: '2', vi: 'Xanh', validFrom: '2026-01-01' },
        { code: '3', vi: 'Vàng', validTo: '2025-12-31', replacedBy: ['2'] },
      ],
    },
    'elements/base@1.0.0': {
      'x-kind': 'element',
      type: 'object',
      properties: { Ma: text, So: { type: 'integer', minimum: -5, maximum: 5 } },
      required: ['Ma'],
    },
    'elements/extended@1.0.0': {
      'x-kind': 'element',
      type: 'object',
      $ref: '/schemas/elements/base/1.0.0',
      properties: {
        Them: { type: 'boolean' },
        Trong: { $ref: '#/$defs/inner' },
      },
      $defs: {
        inner: {
          ...closed,
          properties: { Ten: text, Trong: { $ref: '#/$defs/inner' } },
          required: ['Ten'],
        },
      },
    },
    'elements/numbers@1.0.0': {
      'x-kind': 'element',
      ...closed,
      properties: {
        Any: { type: 'number' },
        Whole: { type: 'integer' },
        Share: { type: 'number', minimum: 0, maximum: 1 },
        Above: { type: 'number', exclusiveMinimum: 0 },
        Even: { type: 'integer', multipleOf: 2, minimum: -10, maximum: 10 },
        Level: { enum: [1, 2, 3] },
        Colour: { type: 'integer', 'x-codeList': '/schemas/codelists/colours/1.0.0' },
        Flag: { const: true },
      },
      required: ['Any'],
    },
    'elements/texts@1.0.0': {
      'x-kind': 'element',
      ...closed,
      properties: {
        Free: { type: 'string' },
        Short: { type: 'string', minLength: 2, maxLength: 3 },
        Word: { enum: ['có', 'không', ' '] },
        Letters: { type: 'string', pattern: '^[a-zđ ]{0,9}$' },
        Day: { type: 'string', format: 'date' },
        Moment: { type: 'string', format: 'date-time' },
        Colours: {
          type: 'array',
          items: { $ref: '/schemas/codelists/colours/1.0.0' },
          uniqueItems: true,
          minItems: 1,
          maxItems: 3,
        },
        Empty: { ...closed },
      },
    },
    'elements/choice@1.0.0': {
      'x-kind': 'element',
      type: 'object',
      properties: { Loai: { enum: ['a', 'b'] }, Chung: text },
      required: ['Loai'],
      oneOf: [
        { properties: { Loai: { const: 'a' }, Aa: text }, required: ['Aa'] },
        {
          properties: { Loai: { const: 'b' }, Bb: { type: 'array', items: { type: 'integer' } } },
          required: ['Bb'],
        },
      ],
    },
    'elements/other-paper@1.0.0': {
      'x-kind': 'element',
      ...closed,
      properties: { Loai: { const: 'o' }, So: text, GhiChu: text },
      required: ['Loai'],
    },
    // Closed alternatives with the same fields at other places, and one that is a structure.
    'elements/paper@1.0.0': {
      'x-kind': 'element',
      oneOf: [
        { $ref: '#/$defs/card' },
        { $ref: '#/$defs/passport' },
        { $ref: '/schemas/elements/other-paper/1.0.0' },
      ],
      $defs: {
        card: {
          ...closed,
          properties: { Loai: { const: 'c' }, NoiCap: text, So: text, GhiChu: text },
          required: ['Loai', 'NoiCap', 'So'],
        },
        passport: {
          ...closed,
          properties: {
            Loai: { const: 'p' },
            QuocGia: { type: 'array', items: text, minItems: 2, maxItems: 3 },
            So: { type: 'string', pattern: '^[A-Z][0-9]{0,8}$' },
            HetHan: { type: 'string', format: 'date' },
          },
          required: ['Loai', 'So', 'HetHan'],
        },
      },
    },
    // No alternative forbids the other's fields; one of them must be there.
    'elements/either@1.0.0': {
      'x-kind': 'element',
      ...closed,
      properties: { Dau: text, Giua: { ...closed, properties: { Ten: text } }, Cuoi: text },
      anyOf: [{ required: ['Dau'] }, { required: ['Cuoi'] }],
    },
    'elements/attributes@1.0.0': {
      'x-kind': 'element',
      ...closed,
      properties: {
        ma: { ...text, 'x-xml': { attribute: true } },
        so: { type: 'integer', 'x-xml': { attribute: true, namespace: 'urn:test:so' } },
        Ten: text,
      },
      required: ['ma'],
    },
    'records/whole@1.0.0': {
      'x-kind': 'record',
      'x-rules': [
        { id: 'in-order', kind: 'date-order', fields: { earlier: '/Tu', later: '/Den' } },
        { id: 'total', kind: 'sum-equals', fields: { total: '/Tong', parts: '/Phan/*/So' } },
        {
          id: 'needed',
          kind: 'field-needed',
          fields: { needed: '/Den', when: '/Chon/Loai' },
          values: ['a'],
        },
      ],
      ...closed,
      properties: {
        Tu: { type: 'string', format: 'date' },
        Den: { type: 'string', 'x-check': 'compact-date' },
        Tong: { type: 'integer', minimum: -50, maximum: 50 },
        Phan: {
          type: 'array',
          items: { $ref: '/schemas/elements/base/1.0.0' },
          minItems: 1,
          maxItems: 4,
        },
        Chon: { $ref: '/schemas/elements/choice/1.0.0' },
        GiayTo: { type: 'array', items: { $ref: '/schemas/elements/paper/1.0.0' } },
        Hoac: { $ref: '/schemas/elements/either/1.0.0' },
        ThuocTinh: { type: 'array', items: { $ref: '/schemas/elements/attributes/1.0.0' } },
      },
      required: ['Tu', 'Phan', 'Chon'],
    },
  })
}
