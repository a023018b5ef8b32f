/** One table of algorithms, whatever they are called, and documentation that is made of it. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeRow, describeTerm, namesOfRow } from '../../../../bin/algorithms-text.ts'
import type { AlgorithmRow } from '../../../../validator/index.ts'
import { ALGORITHM_BASES, ALGORITHMS, DIGESTS, parseDate } from '../../../../validator/index.ts'
import { RSASSA_PSS } from '../../../../validator/signature/algorithms/table.ts'

const names = ALGORITHMS.flatMap((row) => row.names.map((each) => ({ ...each, row })))

test.for(['xml', 'jose', 'oid'] as const)('a name in %s means one scheme and hash', (kind) => {
  const meanings = new Map<string, Set<string>>()
  for (const { row, hash, [kind]: name } of names) {
    for (const each of [name ?? []].flat().filter((written) => written !== RSASSA_PSS)) {
      const known = meanings.get(each) ?? new Set()
      meanings.set(each, known.add(`${row.scheme} ${hash}`))
    }
  }
  expect(meanings.size).toBeGreaterThan(5)
  expect([...meanings].filter(([, found]) => found.size > 1)).toEqual([])
})

test('no key is of two rows of one name', () => {
  const sizes = (rows: readonly AlgorithmRow[]) =>
    rows.flatMap(({ bits, curves = [] }) => (bits === undefined ? curves : [bits.join('–')]))
  const pss = ALGORITHMS.filter(({ scheme }) => scheme === 'pss')
  expect(sizes(pss)).toEqual(['3000–8192', '2048–2999'])
  const joseNames = names.flatMap(({ jose = [], row }) => jose.map((name) => ({ name, row })))
  for (const { name } of joseNames) {
    const found = sizes(joseNames.filter((each) => each.name === name).map(({ row }) => row))
    expect(new Set(found).size).toBe(found.length)
  }
})

test('every row and digest says by what text, and every date is a day', () => {
  for (const { terms } of [...ALGORITHMS, ...DIGESTS]) {
    expect(terms).not.toEqual([])
    for (const { from, legacyFrom, until, basis } of terms) {
      expect(ALGORITHM_BASES).toContain(basis)
      for (const day of [from, legacyFrom, until]) if (day !== undefined) parseDate(day)
    }
  }
})

test('every text says where it was read', () => {
  for (const { source, locator, level } of ALGORITHM_BASES) {
    expect([source.startsWith('https://'), locator === '', level]).toEqual([true, false, level])
  }
})

function tableOfAlgorithms(): string {
  const [law, advice] = ALGORITHM_BASES
  const cell = (words: readonly string[]) =>
    words.length === 0 ? '–' : words.map((each) => `\`${each}\``).join(' ')
  const rows = ALGORITHMS.map((row) => {
    const { jose, xml, oid } = namesOfRow(row)
    const said = [law, advice].map((basis) => {
      const term = row.terms.find((each) => each.basis === basis)
      return term === undefined ? 'not named' : describeTerm(term, 'en')
    })
    const only = row.byException === true ? '; refused but by an exception' : ''
    const cells = [`\`${row.id}\``, describeRow(row, 'en') + only, cell(jose), cell(xml), cell(oid)]
    return `| ${[...cells, ...said].join(' | ')} |`
  })
  const heads = [law, advice].map((basis) => basis?.instrument.en)
  return [
    `| Row | Algorithm | JWS | XML-DSig, behind \`#\` | OID | ${heads.join(' | ')} |`,
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

test('docs/signatures.md holds the table as it is made', () => {
  expect(readFileSync('docs/signatures.md', 'utf8')).toContain(tableOfAlgorithms())
})

test('docs/signatures.md says where each text was read', () => {
  const page = readFileSync('docs/signatures.md', 'utf8')
  for (const { source } of ALGORITHM_BASES) expect(page).toContain(source)
})
