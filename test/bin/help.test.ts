/** What a newcomer sees: help, versions, and mistakes at the keyboard. */
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { runChuan } from './terminal.ts'

const COMMANDS = [
  'serve',
  'validate',
  'verify',
  'sign',
  'codegen',
  'schemas',
  'lint',
  'diff',
  'test',
  'catalogue',
]

describe('chuan', () => {
  test.for([[], ['help'], ['--help'], ['-h']])('%j lists every command', async (argv) => {
    const { code, out } = await runChuan(argv)
    expect(code).toBe(0)
    for (const command of COMMANDS) expect(out).toContain(`  ${command}`)
  })

  test.for(COMMANDS)('%s --help shows its options and examples', async (command) => {
    const { code, out } = await runChuan([command, '--help'])
    expect(code).toBe(0)
    expect(out).toContain(`Usage: chuan ${command}`)
    expect(out).toContain('Options:')
    expect(out).toContain('$ ')
    expect((await runChuan(['help', command])).out).toBe(out)
  })

  test('lists each command on a line of its own', async () => {
    const { out } = await runChuan([])
    const rows = out.slice(out.indexOf('Commands:'), out.indexOf('First steps:')).trim().split('\n')
    for (const row of rows.slice(1)) expect(row).toMatch(/^ {2}[a-z]+ +[A-Z]/u)
  })

  test('--version prints the version of the package', async () => {
    expect((await runChuan(['--version'])).out).toBe(`${packageJson.version}\n`)
  })

  test.for([
    { argv: ['frobnicate'], says: 'validate' },
    { argv: ['validate'], says: 'Which file?' },
    { argv: ['validate', 'x.json', '--format', 'yaml'], says: 'text, json' },
    { argv: ['validate', 'x.json', '--frobnicate'], says: '--frobnicate' },
    { argv: ['validate', 'x.json', '--schem', 'a'], says: 'Did you mean --schema?' },
    { argv: ['validate', 'x.json', '--sev', 'a'], says: 'Did you mean --severity?' },
    { argv: ['validate'], says: 'validate.files of chuan.config' },
    { argv: ['validate', 'x.json', '--schema'], says: '--schema' },
    { argv: ['verify', 'x.xml'], says: '--trust DIR' },
    { argv: ['codegen', 'codelists/sex'], says: '--out DIR' },
    { argv: ['codegen', '--out', 'x'], says: 'Which structure?' },
    { argv: ['codegen', '--all', '--out', 'x', '--emit', 'py'], says: '--emit is ts or js' },
    { argv: ['schemas'], says: 'list or show' },
    { argv: ['catalogue'], says: 'check or table' },
    { argv: ['catalogue', 'check', 'a', 'b'], says: 'One folder' },
    { argv: ['lint', '--min-score', '101'], says: 'from 0 to 100' },
    { argv: ['diff'], says: 'Which version?' },
    { argv: ['diff', 'a', 'b', 'c'], says: 'Two versions' },
    { argv: ['sign', 'x.json'], says: '--pkcs12' },
    { argv: ['sign'], says: 'one file' },
  ])('answers $argv with what to do, and exit code 2', async ({ argv, says }) => {
    const { code, out, err } = await runChuan(argv)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain('[usage-wrong]')
    expect(err).toContain(says)
  })

  test('speaks Vietnamese where the terminal does', async () => {
    const { err } = await runChuan(['frobnicate'], { env: { LANG: 'vi_VN.UTF-8' } })
    expect(err).toContain('Lệnh gõ chưa đúng')
  })
})
