/** The page about conversions lists the converters there are, as they describe themselves. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CONVERTER_NAMES, findConverter } from '../../../validator/conversion/converters/index.ts'

function tableOfConverters(): string {
  const rows = CONVERTER_NAMES.map((name) => {
    const converter = findConverter(name)
    const back = converter?.lossless === true ? 'exact' : 'yes'
    return `| \`${name}\` | ${converter?.summary.en} | ${converter?.backward ? back : 'no'} |`
  })
  return ['| `by` | What it does | Way back |', '|---|---|---|', ...rows].join('\n')
}

test('docs/conversions.md holds the table of converters as it is made', () => {
  expect(readFileSync('docs/conversions.md', 'utf8')).toContain(tableOfConverters())
})

test.for(CONVERTER_NAMES)('%s is described in both languages', (name) => {
  const { summary } = findConverter(name) ?? { summary: { vi: '', en: '' } }
  expect([summary.vi, summary.en]).not.toContain('')
})
