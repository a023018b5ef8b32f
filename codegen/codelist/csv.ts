/**
 * A code list as comma-separated values (RFC 4180): UTF-8, a header row, CRLF.
 *
 * Every column is always there, so that a reader may count on its place. Cells are the values
 * themselves: nothing is put before one that begins like a formula, because codes and names are
 * published by us and compared as they are.
 *
 * @module
 */
import type { CodeList } from '../../validator/index.ts'
import { COLUMNS } from './columns.ts'

export function emitCsv(list: CodeList): string {
  const rows = [
    COLUMNS.map(({ name }) => name),
    ...list.values.map((value) => COLUMNS.map(({ cell }) => cell(value, list) ?? '')),
  ]
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')
}

const SPECIAL = /[",\r\n]/u

function quoted(cell: string): string {
  return SPECIAL.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
