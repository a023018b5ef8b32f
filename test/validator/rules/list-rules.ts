/** Cases of the rules that look at values, states, sums and lists. */
import { createHash } from 'node:crypto'
import type { JsonObject, JsonValue } from '../../../validator/json-value.ts'

export interface ListCase {
  readonly kind: string
  readonly value: JsonObject
  readonly issues: readonly string[]
}

/** SHA-256 of `{"a":1,"b":2}`, made here by hand. */
const DIGEST = createHash('sha256').update('{"a":1,"b":2}').digest('hex')

const items = (name: string, values: readonly JsonValue[]): JsonObject => ({
  List: values.map((value) => ({ [name]: value })),
})

export const LIST_RULES: Readonly<Record<string, JsonObject>> = {
  'value-among': { fields: { field: '/Ma' }, values: ['1', '2'] },
  'names-structure': { fields: { field: '/Ma' }, values: ['/schemas/a/1.0.0', '/schemas/b/1.0.0'] },
  'fields-equal': { fields: { first: '/Ma', second: '/So' } },
  'sum-equals': { fields: { total: '/Tong', parts: '/List/*/Gia' } },
  'payload-digest': { fields: { digest: '/So', payload: '/NoiDung' } },
  'status-transitions': {
    fields: { statuses: '/List/*/TrangThai' },
    transitions: { '1': ['2', '3'], '2': ['4'], '3': [] },
  },
  'status-contradicted': {
    fields: { status: '/Ma', by: '/List/*/DaXong' },
    values: ['9'],
    byValues: ['false'],
  },
  'dossier-number-agency': { fields: { numbers: '/List/*/MaHoSo', agency: '/Ma' } },
  'filler-value': { fields: { field: '/So' }, values: ['Dinhkem', 'Chuyên viên'] },
  'constant-across': { fields: { fields: '/List/*/Ma' }, values: ['7'] },
}

const NUMBERS = ['H56.14-240531-0001', '000.00.14.H56-240531-0001']
const seven = (count: number): readonly JsonValue[] => Array.from({ length: count }, () => '7')

export const LIST_CASES: readonly ListCase[] = [
  { kind: 'value-among', value: { Ma: '1' }, issues: [] },
  { kind: 'value-among', value: { Ma: 2 }, issues: [] },
  { kind: 'value-among', value: {}, issues: [] },
  { kind: 'value-among', value: { Ma: '3' }, issues: ['value-not-among /Ma'] },
  { kind: 'names-structure', value: { Ma: 'https://vi.du/schemas/b/1.0.0' }, issues: [] },
  { kind: 'names-structure', value: {}, issues: [] },
  { kind: 'names-structure', value: { Ma: 'không phải địa chỉ' }, issues: [] },
  {
    kind: 'names-structure',
    value: { Ma: 'https://vi.du/schemas/b/1.0.1' },
    issues: ['names-other-structure /Ma'],
  },
  { kind: 'fields-equal', value: { Ma: 'a', So: 'a' }, issues: [] },
  { kind: 'fields-equal', value: { Ma: 'a' }, issues: [] },
  { kind: 'fields-equal', value: { Ma: 'a', So: 'b' }, issues: ['fields-differ /So'] },
  { kind: 'sum-equals', value: { Tong: 3, ...items('Gia', [1, 2]) }, issues: [] },
  { kind: 'sum-equals', value: { Tong: 3 }, issues: [] },
  { kind: 'sum-equals', value: { Tong: 3, ...items('Gia', [1, 2.5]) }, issues: [] },
  {
    kind: 'sum-equals',
    value: { Tong: 4, ...items('Gia', [1, 2]) },
    issues: ['sum-mismatch /Tong'],
  },
  {
    kind: 'sum-equals',
    value: { Tong: 9_007_199_254_740_991, ...items('Gia', [9_007_199_254_740_991, 1]) },
    issues: ['sum-mismatch /Tong'],
  },
  { kind: 'payload-digest', value: { So: DIGEST, NoiDung: { b: 2, a: 1 } }, issues: [] },
  { kind: 'payload-digest', value: { So: DIGEST }, issues: [] },
  {
    kind: 'payload-digest',
    value: { So: DIGEST, NoiDung: { a: 1, b: 3 } },
    issues: ['payload-digest-mismatch /So'],
  },
  { kind: 'status-transitions', value: items('TrangThai', ['1', '1', '2', '4']), issues: [] },
  { kind: 'status-transitions', value: items('TrangThai', ['8', '1']), issues: [] },
  { kind: 'status-transitions', value: items('TrangThai', ['1', '8']), issues: [] },
  {
    kind: 'status-transitions',
    value: items('TrangThai', ['1', '4', '3', '2']),
    issues: [
      'status-transition-unexpected /List/1/TrangThai',
      'status-transition-unexpected /List/3/TrangThai',
    ],
  },
  { kind: 'status-contradicted', value: { Ma: '9', ...items('DaXong', [true]) }, issues: [] },
  { kind: 'status-contradicted', value: { Ma: '4', ...items('DaXong', [false]) }, issues: [] },
  {
    kind: 'status-contradicted',
    value: { Ma: '9', ...items('DaXong', [true, false]) },
    issues: ['status-contradicted /Ma'],
  },
  { kind: 'dossier-number-agency', value: { Ma: 'H56', ...items('MaHoSo', NUMBERS) }, issues: [] },
  { kind: 'dossier-number-agency', value: { Ma: 'x', ...items('MaHoSo', NUMBERS) }, issues: [] },
  {
    kind: 'dossier-number-agency',
    value: { Ma: '000.00.00.H22', ...items('MaHoSo', NUMBERS) },
    issues: [
      'dossier-number-of-other-agency /List/0/MaHoSo',
      'dossier-number-of-other-agency /List/1/MaHoSo',
    ],
  },
  { kind: 'filler-value', value: { So: 'Đính kèm bản sao' }, issues: [] },
  { kind: 'filler-value', value: { So: ' chuyên viên' }, issues: ['filler-value /So'] },
  { kind: 'filler-value', value: { So: 'DINHKEM' }, issues: ['filler-value /So'] },
  { kind: 'constant-across', value: items('Ma', seven(4)), issues: [] },
  { kind: 'constant-across', value: items('Ma', [...seven(5), '8']), issues: [] },
  { kind: 'constant-across', value: items('Ma', seven(5)), issues: ['value-constant /List/0/Ma'] },
]
