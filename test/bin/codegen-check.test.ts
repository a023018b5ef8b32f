/** `chuan codegen --check`: whether what was generated is as it would be now. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
  expect(ran.out).toContain(`${TYPES}: khác\n  @@ -`)
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

test('shows each place that differs, as a unified diff with three lines around it', async () => {
  const text = readFileSync(TYPES, 'utf8')
  const lines = text.split('\n')
  writeFileSync(TYPES, ['// first', ...lines.slice(0, -2), '// last', ''].join('\n'))
  const { out: told } = await check()
  writeFileSync(TYPES, text)
  expect(told.match(/@@ .* @@/gu)).toHaveLength(2)
  expect(told).toContain(`${TYPES}: changed\n  @@ -1,4 +1,3 @@\n  -// first\n   /**\n`)
  expect(told).toContain(`\n  -// last\n  +${lines.at(-2)}\n`)
})

test('paints only at a terminal', async () => {
  const text = readFileSync(TYPES, 'utf8')
  writeFileSync(TYPES, `${text}// mine\n`)
  const [plain, painted] = [await check(), await runChuan([...ARGV, '--check'], {}, true)]
  writeFileSync(TYPES, text)
  expect(plain.out).not.toContain('\u001B')
  expect(painted.out).toContain('\u001B[31m-// mine\u001B[0m\n')
})

test('takes the line ends of git on Windows for no difference', async () => {
  const text = readFileSync(TYPES, 'utf8')
  writeFileSync(TYPES, text.replaceAll('\n', '\r\n'))
  const { code } = await check()
  writeFileSync(TYPES, text)
  expect(code).toBe(0)
})

test('names only so many files, and says how many more there are', async () => {
  const folder = join(out, 'nowhere')
  const argv = ['codegen', 'national/population/citizen', '--validators', '--out', folder]
  const { out: told } = await runChuan([...argv, '--check'])
  const named = told.split('\n').filter((line) => line.endsWith(': missing'))
  expect(named).toHaveLength(20)
  expect(told).toMatch(/\n… and \d+ more files\n$/u)
})
