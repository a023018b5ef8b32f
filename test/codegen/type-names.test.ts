import { describe, expect, test } from 'vitest'
import { toPascalCase, typeNames } from '../../codegen/type-names.ts'
import { smallCatalogue } from './catalogues.ts'

function names(refs: readonly string[]): readonly string[] {
  const catalogue = smallCatalogue(
    Object.fromEntries(refs.map((ref) => [ref, { 'x-kind': 'codelist' }])),
  )
  const found = typeNames(catalogue.versions)
  expect([...typeNames([...catalogue.versions].reverse())].sort()).toEqual([...found].sort())
  return [...found.values()]
}

describe('the name of a type', () => {
  test.for([
    { refs: ['a/dossier-sync@1.0.0'], is: ['DossierSync'] },
    { refs: ['a/x@1.0.0', 'a/x@2.1.0'], is: ['XV1', 'XV2'] },
    { refs: ['a/x@1.0.0', 'a/x@1.0.1'], is: ['XV1_0_0', 'XV1_0_1'] },
    { refs: ['a/x@1.0.0', 'b/x@1.0.0', 'c/b/x@1.0.0'], is: ['AX', 'BX', 'CBX'] },
    { refs: ['x@1.0.0', 'a/x@1.0.0'], is: ['X', 'AX'] },
    { refs: ['a/date@1.0.0'], is: ['DateCode'] },
  ])('of $refs is $is', ({ refs, is }) => {
    expect([...names(refs)].sort()).toEqual([...is].sort())
  })

  test.for([
    ['dossier-sync', 'DossierSync'],
    ['DinhDanhCHS', 'DinhDanhCHS'],
    ['a_b.c', 'ABC'],
  ])('%s becomes %s', ([text = '', name]) => {
    expect(toPascalCase(text)).toBe(name)
  })
})
