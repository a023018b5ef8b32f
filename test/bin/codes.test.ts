/** Codes on the command line: looked up, followed, and written out. */
import { describe, expect, test } from 'vitest'
import { runChuan } from './terminal.ts'

const json = async (...argv: readonly string[]) => {
  const { out, code } = await runChuan(['codes', ...argv, '--format', 'json'])
  const values = out
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as { code: string; vi: string })
  return { code, codes: values.map((value) => value.code), names: values.map(({ vi }) => vi) }
}

describe('chuan codes', () => {
  test.for([
    {
      name: 'finds who owned a code on a day',
      argv: ['provinces', '--code', '24', '--as-of', '2025-06-30'],
      names: ['Tỉnh Bắc Giang'],
    },
    {
      name: 'finds what a code became',
      argv: ['provinces', '--code', '27', '--as-of', '2025-06-30', '--to', '2025-07-01'],
      names: ['Tỉnh Bắc Ninh'],
    },
    {
      name: 'finds the same group in the other list',
      argv: ['ethnic-groups-1979', '--code', '06', '--to', 'codelists/ethnic-groups-2008'],
      names: ['Mường'],
    },
    {
      name: 'finds by name below a code',
      argv: ['codelists/wards', '--parent', '01', '--search', 'ba đình'],
      names: ['Phường Ba Đình'],
    },
    {
      name: 'finds by a name without its diacritics',
      argv: ['codelists/wards', '--parent', '01', '--search', 'ba dinh'],
      names: ['Phường Ba Đình'],
    },
  ])('$name', async ({ argv, names }) => {
    expect(await json(...argv)).toMatchObject({ code: 0, names })
  })

  test('says that nothing was found', async () => {
    expect(await json('provinces', '--code', '99')).toMatchObject({ code: 1, codes: [] })
    const { err } = await runChuan(['codes', 'provinces', '--code', '99', '--lang', 'en'])
    expect(err).toBe('No code was found.\n')
  })

  test.for([
    {
      argv: ['provinces', '--code', '99', '--as-of', '2025-06-30', '--to', '2025-07-01'],
      says: 'found',
    },
    {
      argv: ['provinces', '--code', '27', '--as-of', '2025-07-01', '--to', '2025-07-02'],
      says: 'in force',
    },
    {
      argv: ['wards', '--code', '00004', '--as-of', '2025-06-30', '--to', '2025-07-01'],
      says: 'go back',
    },
    { argv: ['provinces', '--code', '27', '--to', 'codelists/sex'], says: 'known to mean' },
  ])('says why nothing was found: $says', async ({ argv, says }) => {
    const { code, err } = await runChuan(['codes', ...argv, '--lang', 'en'])
    expect(code).toBe(1)
    expect(err).toContain(says)
  })

  test('shows the days and the successor of each value', async () => {
    const { out } = await runChuan(['codes', 'provinces', '--code', '24', '--lang', 'vi'])
    expect(out.split('\n').slice(0, 2)).toEqual([
      '24  Tỉnh Bắc Giang  … – 2025-06-30  → 24',
      '24  Tỉnh Bắc Ninh  2025-07-01 – …',
    ])
  })

  test.for([
    { format: 'csv', begins: 'code,vi,en' },
    { format: 'genericode', begins: '<?xml' },
    { format: 'skos', begins: '{' },
  ])('writes a whole list as $format', async ({ format, begins }) => {
    const { out, code } = await runChuan(['codes', 'sex', '--format', format])
    expect(code).toBe(0)
    expect(out.startsWith(begins)).toBe(true)
  })

  test.for([
    { argv: [], problem: 'usage-wrong' },
    { argv: ['provinces', '--to', '2025-07-01'], problem: 'usage-wrong' },
    { argv: ['provinces', '--code', '24', '--to', '2025-07-01'], problem: 'usage-wrong' },
    { argv: ['provinces', '--code', '24', '--format', 'csv'], problem: 'usage-wrong' },
    { argv: ['provinces', '--as-of', 'today'], problem: 'date-malformed' },
    { argv: ['elements/date'], problem: 'schema-not-found' },
    { argv: ['weather'], problem: 'schema-not-found' },
  ])('refuses $argv with $problem', async ({ argv, problem }) => {
    const { code, err } = await runChuan(['codes', ...argv])
    expect(code).toBe(2)
    expect(err).toContain(`[${problem}]`)
  })
})
