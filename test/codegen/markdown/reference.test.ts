/** The reference page in Markdown, of every version. */
import { describe, expect, test } from 'vitest'
import { emitMarkdown } from '../../../codegen/index.ts'
import { formatSchemaRef } from '../../../validator/index.ts'
import { realCatalogue, smallCatalogue, versionOf } from '../catalogues.ts'

const catalogue = await realCatalogue()
const cases = catalogue.versions.map((version) => ({ ref: formatSchemaRef(version.ref), version }))

/** Cells between bars that are not escaped. */
function cellsOf(line: string): number {
  return line.replaceAll(/\\./gu, '').split('|').length
}

describe.for(cases)('$ref', ({ ref, version }) => {
  const text = emitMarkdown(version, catalogue)

  test('has tables whose rows all have as many cells as their head', () => {
    const tables = text.split('\n\n').filter((part) => part.startsWith('|'))
    expect(tables.length).toBeGreaterThan(0)
    for (const table of tables) {
      const counts = new Set(table.trim().split('\n').map(cellsOf))
      expect([ref, counts.size]).toEqual([ref, 1])
    }
  })

  test('says its name, its address and every field or code', () => {
    expect(text).toContain(ref)
    expect(text).toContain(version.id)
    for (const name of Object.keys(version.document['properties'] ?? {})) {
      expect(text).toContain(`\`${name}\``)
    }
    const [first] = version.codeList?.values ?? []
    if (first !== undefined) expect(text).toContain(`\`${first.code}\``)
  })
})

test('says type, bounds, law and meaning of a field in both languages', () => {
  const citizen = catalogue.versionsOf('national/population/citizen').at(-1)
  if (citizen === undefined) throw new Error('There is no citizen')
  const line = emitMarkdown(citizen, catalogue)
    .split('\n')
    .find((each) => each.startsWith('| `SoDinhDanh`'))
  expect(line).toContain('Số định danh cá nhân')
  expect(line).toContain('Personal ID')
  expect(line).toContain('elements/personal-id@1.0.0')
  expect(line).toContain('✓')
  expect(line).toContain('Điều 9')
})

test('takes no words of a schema for mark-up', () => {
  const hostile = '# <script>alert(1)</script> | [x](y) `z`\n# again'
  const small = smallCatalogue({
    'elements/hostile@1.0.0': { title: hostile, description: hostile, type: 'string' },
  })
  const text = emitMarkdown(versionOf(small, 'elements/hostile@1.0.0'), small)
  expect(text).not.toContain('<script>')
  expect(text.split('\n').filter((line) => line.startsWith('# '))).toHaveLength(1)
})
