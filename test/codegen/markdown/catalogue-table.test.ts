/** The tables of the catalogue, on a small one. */
import { describe, expect, test } from 'vitest'
import { emitCatalogueTable } from '../../../codegen/index.ts'
import type { CodeListValue, JsonObject } from '../../../validator/index.ts'
import { createCatalogue, parseSchemaRef } from '../../../validator/index.ts'

const VERIFIED = { 'x-evidence': { level: 'verified' } }

function entry(
  ref: string,
  kind: string,
  more: JsonObject = {},
  values?: readonly CodeListValue[],
) {
  const document: JsonObject = {
    title: 'Tên',
    'x-en': { title: 'Name' },
    'x-kind': kind,
    'x-status': 'Candidate',
    'x-owner': { name: 'Bộ | A' },
    'x-evidence': { level: 'observed' },
    ...more,
  }
  return { ref: parseSchemaRef(ref), document, ...(values === undefined ? {} : { values }) }
}

const KINDS = [
  { code: 'sent', vi: 'Gửi', en: 'Sent' },
  { code: 'unsent', vi: 'Chưa gửi' },
]

const table = emitCatalogueTable(
  createCatalogue([
    entry('codelists/exchange-kinds@1.0.0', 'codelist', {}, KINDS),
    entry('exchange/old@1.0.0', 'message', { 'x-exchangeKinds': ['unsent'] }),
    entry('exchange/old@2.0.0', 'message', { 'x-exchangeKinds': ['sent'] }),
    entry('exchange/receipt@1.0.0', 'message', { 'x-exchangeKinds': ['sent', 'unsent'] }),
    entry('national/health@1.0.0', 'database'),
    entry('national/health/patient@1.0.0', 'record', {
      properties: { A: VERIFIED, B: { properties: { C: { type: 'string' } } } },
    }),
    entry('national/tax@1.0.0', 'database'),
    entry('exchange/alone@1.0.0', 'record'),
  ]),
)

function rowOf(start: string): string {
  return table.split('\n').find((line) => line.startsWith(`| ${start}`)) ?? ''
}

describe('the table of the catalogue', () => {
  test('shows each kind with the newest structures that carry it, or that there is none', () => {
    expect(rowOf('`sent`')).toContain('| `exchange/old` 2.0.0 |')
    expect(rowOf('`unsent`')).toContain('| none yet |')
    expect(table).toContain('1 of 2 kinds of the circular have a structure of their own.')
    expect(table).toContain('Going with every kind: `exchange/receipt` 1.0.0.')
    expect(table).not.toContain('`exchange/old` 1.0.0')
  })

  test('shows each database before its records, and says when its fields are not known', () => {
    const places = ['`national/health` 1.0.0', '`national/health/patient` 1.0.0', '`national/tax`']
    const at = places.map((place) => table.indexOf(place))
    expect(at).toEqual(at.toSorted((a, b) => a - b))
    expect(rowOf('`national/health`')).toContain('1 record')
    expect(rowOf('`national/tax`')).toContain('| fields not known |')
  })

  test('counts fields at any depth, each with the nearest evidence', () => {
    expect(rowOf('`national/health/patient`')).toContain(
      '| 3 fields | 33% verified, 67% observed |',
    )
  })

  test('shows records of no database apart, and escapes what would end a cell', () => {
    expect(table.indexOf('## Records')).toBeLessThan(table.indexOf('`exchange/alone`'))
    expect(rowOf('`exchange/alone`')).toContain('Bộ \\| A')
  })
})
