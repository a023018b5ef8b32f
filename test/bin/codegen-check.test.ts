/** `chuan codegen --check`: whether what was generated is as it would be now. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { difference } from '../../codegen/write-check.ts'
import { runChuan } from './terminal.ts'

const out = mkdtempSync(join(tmpdir(), 'chuan-check-'))
const ARGV = ['codegen', 'elements/person-name', '--validators', '--out', out]
const TYPES = join(out, 'elements/person-name/1.0.0.ts')
const check = (...more: readonly string[]) => runChuan([...ARGV, ...more, '--check'])

beforeAll(() => runChuan(ARGV))
afterAll(() => rmSync(out, { recursive: true, force: true }))

test('is content after generating, and with what others have put there', async () => {
  writeFileSync(join(out, 'mine.ts'), 'export const mine = 1\n')
  expect(await check()).toEqual({ code: 0, out: `${out}: up to date\n`, err: '' })
})

test('says what was changed, and where first', async () => {
  const text = readFileSync(TYPES, 'utf8')
  writeFileSync(TYPES, text.replace('PersonName', 'Person'))
  const ran = await check('--lang', 'vi')
  writeFileSync(TYPES, text)
  expect(ran.code).toBe(1)
  expect(ran.out).toContain(`${TYPES}: khác\n  @@ line`)
  expect(ran.out).toMatch(/\n {2}-.*Person\b.*\n {2}\+.*PersonName/u)
  expect(ran.err).toContain('--check')
})

test('says what is missing and what is no longer generated', async () => {
  rmSync(TYPES)
  const { code, out: told } = await runChuan([
    ...ARGV.filter((each) => each !== '--validators'),
    '--check',
  ])
  expect(code).toBe(1)
  expect(told).toContain(`${TYPES}: missing\n`)
  expect(told).toContain(`${out}/validators.ts: no longer generated\n`)
  expect(told).not.toContain('mine.ts')
  await runChuan(ARGV)
})

test('in a folder that is not there finds all missing', async () => {
  const nowhere = join(out, 'nowhere')
  const ran = await runChuan(['codegen', 'elements/money', '--out', nowhere, '--check'])
  expect(ran.code).toBe(1)
  expect(ran.out).toContain(': missing\n')
})

test.for([
  { found: 'a\nb\nc\n', expected: 'a\nx\nc\n', told: ['@@ line 2 @@', '-b', '+x'] },
  { found: 'a\n', expected: 'a\nb\n', told: ['@@ line 2 @@', '+b'] },
  { found: '', expected: 'a', told: ['@@ line 1 @@', '-', '+a'] },
  {
    found: '1\n2\n3\n4\n5\n6\n',
    expected: '',
    told: ['@@ line 1 @@', '-1', '-2', '-3', '-4', '-… 2 more lines'],
  },
])('shows the first difference between $found and $expected', ({ found, expected, told }) => {
  expect(difference(found, expected)).toEqual(told)
})
