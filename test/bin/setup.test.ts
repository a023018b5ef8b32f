/** Setting a project up, looking after it, and completing commands. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { runChuan } from './terminal.ts'

const CHUAN = join(process.cwd(), 'dist/bin/chuan.js')
let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'chuan-setup-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

/** In a folder of its own: a project is that of the current folder. */
function chuan(...argv: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CHUAN, ...argv], {
    cwd: home,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LANG: 'C' },
  })
  return { status, out: stdout, err: stderr }
}

const INIT = ['init', '--structures', 'elements/person-name', '--yes']

describe('chuan init', () => {
  test('writes a project file and a pipeline that then work', () => {
    const { status, out } = chuan(...INIT, '--ci', 'github')
    expect([status, out]).toEqual([0, expect.stringContaining('chuan.config.json: written')])
    expect(JSON.parse(readFileSync(join(home, 'chuan.config.json'), 'utf8'))).toEqual({
      $schema: './node_modules/chuan/schemas/api/config/1.0.0/schema.json',
      structures: ['elements/person-name'],
      codegen: [{ out: 'src/generated', language: 'typescript' }],
    })
    expect(existsSync(join(home, '.github/workflows/chuan.yml'))).toBe(true)
    expect(out).toMatch(/npm install --save-dev chuan.*\n.*chuan\.lock\.json and src\/generated\//u)
    expect(chuan('pull').status).toBe(0)
    expect(chuan('codegen').status).toBe(0)
    expect(chuan('codegen', '--check').status).toBe(0)
    expect(chuan('doctor').out).toMatch(/✓ lock .*files as locked/u)
  })

  test('names the shape of its file as it is in the package that it is of', () => {
    chuan(...INIT)
    const written = readFileSync(join(home, 'chuan.config.json'), 'utf8')
    const inPackage = JSON.parse(written).$schema.replace('./node_modules/chuan/', '')
    expect(existsSync(inPackage)).toBe(true)
    expect(packageJson.files).toContain('schemas')
    // By the shape itself, as an editor would.
    const judged = chuan('validate', 'chuan.config.json', '--schema', 'api/config')
    expect([judged.status, judged.out]).toEqual([0, expect.stringContaining('✓')])
  })

  test('overwrites nothing', () => {
    writeFileSync(join(home, 'chuan.config.json'), '{}')
    const { status, out } = chuan(...INIT)
    expect([status, out]).toEqual([0, expect.stringContaining('stays as it is')])
    expect(readFileSync(join(home, 'chuan.config.json'), 'utf8')).toBe('{}')
  })

  test('asks where nothing was said, and takes no answer for what is usual', async () => {
    const asked: string[] = []
    const here = process.cwd()
    process.chdir(home)
    try {
      const ask = async (question: string) => {
        asked.push(question)
        return asked.length === 1 ? 'elements/person-name, elements/money' : ''
      }
      expect((await runChuan(['init'], { ask })).code).toBe(0)
    } finally {
      process.chdir(here)
    }
    expect(asked).toHaveLength(3)
    const { structures } = JSON.parse(readFileSync(join(home, 'chuan.config.json'), 'utf8'))
    expect(structures).toEqual(['elements/person-name', 'elements/money'])
  })

  test.for([
    ['init'],
    ['init', '--yes'],
    ['init', '--structures', 'no/such', '--yes'],
    [...INIT, '--language', 'cobol'],
  ])('refuses %j where nobody can be asked', (argv) => {
    const { status, err } = chuan(...argv)
    expect([status, err]).toEqual([
      2,
      expect.stringMatching(/\[(?:usage-wrong|schema-not-found)\]/u),
    ])
    expect(existsSync(join(home, 'chuan.config.json'))).toBe(false)
  })
})

describe('chuan doctor', () => {
  test('says what is there and what to do about the rest', () => {
    const { status, out } = chuan('doctor')
    expect(status).toBe(0)
    expect(out).toContain(`✓ node       Node.js ${process.versions.node}`)
    expect(out).toMatch(/✓ catalogue +\d+ versions/u)
    expect(out).toContain('chuan init makes one')
    expect(out).toContain('! trust')
  })

  test('finds files that are not as locked, and a project file that is none', () => {
    chuan(...INIT)
    chuan('pull')
    rmSync(join(home, 'schemas/elements/person-name/1.0.0/schema.json'))
    const { status, out } = chuan('doctor')
    expect([status, out]).toEqual([1, expect.stringContaining('✗ lock')])
    writeFileSync(join(home, 'chuan.config.json'), '{ "structurs": [] }')
    expect(chuan('doctor').out).toContain('[project-malformed]')
  })
})

describe('chuan completion', () => {
  const script = chuanScript('bash')

  function chuanScript(shell: string): string {
    return spawnSync(process.execPath, [CHUAN, 'completion', shell], { encoding: 'utf8' }).stdout
  }

  /** What bash offers behind the words, the last of which is being typed. */
  function complete(...words: readonly string[]): readonly string[] {
    const quoted = words.map((word) => `'${word}'`).join(' ')
    const run = `${script}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _chuan; echo "\${COMPREPLY[@]}"`
    const { stdout } = spawnSync('bash', ['--norc', '-c', run], { encoding: 'utf8' })
    return stdout.trim().split(' ')
  }

  test.for([
    { words: ['chuan', 'va'], offered: ['validate'] },
    { words: ['chuan', 'validate', '--sev'], offered: ['--severity'] },
    { words: ['chuan', 'validate', '--format', 's'], offered: ['sarif'] },
    { words: ['chuan', 'codegen', '--language', 'j'], offered: ['java'] },
    { words: ['chuan', 'validate', 'file'], offered: [''] },
    { words: ['chuan', 'trust', 'al'], offered: ['algorithms'] },
    { words: ['chuan', 'schemas', ''], offered: ['list', 'show'] },
    { words: ['chuan', 'schemas', 'show', ''], offered: [''] },
    { words: ['chuan', 'schemas', '--la'], offered: ['--lang'] },
  ])('offers $offered behind $words', ({ words, offered }) => {
    expect(complete(...words)).toEqual(offered)
  })

  test.for(['zsh', 'fish'])('of %s is taken by it (needs %s)', (shell, { skip }) => {
    if (spawnSync(shell, ['--version']).status !== 0) skip(`there is no ${shell} here`)
    const args = shell === 'zsh' ? ['-f', '-c'] : ['--no-config', '-c']
    const head = shell === 'zsh' ? 'autoload -Uz compinit; compinit -u -D\n' : ''
    const { stderr } = spawnSync(shell, [...args, head + chuanScript(shell)], { encoding: 'utf8' })
    expect(stderr).toBe('')
  })

  test('of another shell is refused', async () => {
    const { code, err } = await runChuan(['completion', 'csh'])
    expect([code, err]).toEqual([2, expect.stringContaining('[usage-wrong]')])
  })
})
