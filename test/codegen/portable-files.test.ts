/** Generated files can be checked out on any system, or are refused with their names. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { assertPortable } from '../../codegen/index.ts'
import { Problem } from '../../validator/index.ts'
import { runChuan } from '../bin/terminal.ts'

const filesOf = (paths: readonly string[]) => paths.map((path) => ({ path, text: '' }))

function refusal(paths: readonly string[]): string {
  try {
    assertPortable(filesOf(paths))
    return ''
  } catch (thrown) {
    return thrown instanceof Problem ? `${thrown.kind.code}: ${thrown.message}` : String(thrown)
  }
}

describe('generated files', () => {
  test.for([
    'con.ts',
    'a/AUX/b.ts',
    'nul',
    'com1.d.ts',
    'LPT¹.ts',
    'a:b.ts',
    'a/b?.ts',
    'a./b.ts',
    'b ',
    'a\u0001.ts',
  ])('may not be called %s', (path) => {
    expect(refusal([path])).toMatch(/^schema-unusable: .*Windows has no file of that name/u)
  })

  test.for([
    ['HoSo.java', 'Hoso.java'],
    ['elements/Ệ.ts', 'elements/ệ.ts'.normalize('NFD')],
  ])('%s and %s may not lie beside each other', ([one = '', other = '']) => {
    expect(refusal([one, 'x.ts', other])).toContain('one file where case does not count')
  })

  test('are taken where nothing is wrong with them', () => {
    const paths = ['console.ts', 'a/common.ts', 'a/auxiliary/nullable.ts', 'com10.ts', 'Họ tên.ts']
    expect(assertPortable(filesOf(paths))).toHaveLength(paths.length)
  })
})

test('a structure that no Windows could hold has no name', async () => {
  const home = mkdtempSync(join(tmpdir(), 'chuan-portable-'))
  const folder = join(home, 'schemas/records/aux/1.0.0')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'schema.json'), '{}')
  const lint = await runChuan(['lint', join(home, 'schemas')])
  expect([lint.code, lint.err]).toEqual([2, expect.stringMatching(/records\/aux.*are no names/u)])
  rmSync(home, { recursive: true })
})
