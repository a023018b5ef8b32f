/**
 * The columns of a code list as a table, for every format that is one.
 *
 * @module
 */
import type { CodeList, CodeListValue } from '../../validator/index.ts'
import { valueIri } from './iri.ts'

export interface Column {
  /** Also the column's id; the name of the member in `values.json`. */
  readonly name: string
  readonly title: { readonly vi: string; readonly en: string }
  /** XML Schema datatype of the cells. */
  readonly type: 'string' | 'date' | 'anyURI'
  /** Of the cells, where they are in one. */
  readonly language?: 'vi' | 'en'
  /** Several codes are separated by a space: no code has one. */
  readonly cell: (value: CodeListValue, list: CodeList) => string | undefined
}

export const COLUMNS: readonly Column[] = [
  { name: 'code', title: { vi: 'Mã', en: 'Code' }, type: 'string', cell: ({ code }) => code },
  {
    name: 'vi',
    title: { vi: 'Tên', en: 'Vietnamese' },
    type: 'string',
    language: 'vi',
    cell: ({ vi }) => vi,
  },
  {
    name: 'en',
    title: { vi: 'Tên tiếng Anh', en: 'English' },
    type: 'string',
    language: 'en',
    cell: ({ en }) => en,
  },
  {
    name: 'validFrom',
    title: { vi: 'Từ ngày', en: 'First day' },
    type: 'date',
    cell: ({ validFrom }) => validFrom,
  },
  {
    name: 'validTo',
    title: { vi: 'Đến ngày', en: 'Last day' },
    type: 'date',
    cell: ({ validTo }) => validTo,
  },
  {
    name: 'replaces',
    title: { vi: 'Thay cho', en: 'Replaces' },
    type: 'string',
    cell: ({ replaces }) => replaces?.join(' '),
  },
  {
    name: 'replacedBy',
    title: { vi: 'Thay bởi', en: 'Replaced by' },
    type: 'string',
    cell: ({ replacedBy }) => replacedBy?.join(' '),
  },
  {
    name: 'parent',
    title: { vi: 'Cấp trên', en: 'Parent' },
    type: 'string',
    cell: ({ parent }) => parent,
  },
  {
    name: 'evidence',
    title: { vi: 'Bằng chứng', en: 'Evidence' },
    type: 'string',
    cell: ({ evidence }) => evidence,
  },
  { name: 'iri', title: { vi: 'Định danh', en: 'Identifier' }, type: 'anyURI', cell: iriOf },
]

function iriOf(value: CodeListValue, list: CodeList): string {
  return valueIri(list, value)
}

/** A column that is empty for the whole list says nothing. */
export function usedColumns(list: CodeList): readonly Column[] {
  return COLUMNS.filter(({ cell }) => list.values.some((value) => cell(value, list) !== undefined))
}
