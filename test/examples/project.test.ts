/** The example projects, as a user has them: the packed package, installed, and every step run. */
import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const home = mkdtempSync(join(tmpdir(), 'chuan-example-'))
const project = join(home, 'project')
afterAll(() => rmSync(home, { recursive: true, force: true }))

interface Ran {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

function run(command: string, ...args: readonly string[]): Ran {
  return runIn(project, command, ...args)
}

function runIn(cwd: string, command: string, ...args: readonly string[]): Ran {
  const env = { ...process.env, LANG: 'C', NODE_ENV: '' }
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env,
  })
  return { status, out: stdout, err: stderr }
}

const chuan = (...args: readonly string[]) => run(join('node_modules/.bin/chuan'), ...args)

beforeAll(() => {
  cpSync('examples/project', project, { recursive: true })
  const packed = execFileSync(
    'npm',
    ['pack', '--ignore-scripts', '--silent', '--pack-destination', home],
    { encoding: 'utf8' },
  )
  const tarball = join(home, packed.trim().split('\n').at(-1) ?? '')
  const quiet = ['--omit=dev', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline']
  const { status, err } = run('npm', 'install', ...quiet, tarball)
  if (status !== 0) throw new Error(err)
  // What the compiler needs is taken from here: the example would take the newest.
  for (const name of ['@types/node', 'undici-types']) {
    const target = join(project, 'node_modules', name)
    rmSync(target, { recursive: true, force: true })
    symlinkSync(join(process.cwd(), 'node_modules', name), target)
  }
}, 300_000)

describe.sequential('the example project', () => {
  test('pulls what it uses, and a second time changes nothing', () => {
    expect(chuan('pull')).toMatchObject({ status: 0, err: '' })
    expect(chuan('pull').out).toContain('nothing changed')
    expect(chuan('pull', '--frozen').status).toBe(0)
  })

  test('generates, compiles and runs', { timeout: 120_000 }, () => {
    expect(chuan('codegen', '--validators')).toMatchObject({ status: 0, err: '' })
    const compiled = run(process.execPath, join(process.cwd(), 'node_modules/.bin/tsc'))
    expect([compiled.status, compiled.out]).toEqual([0, ''])
    const good = run(process.execPath, 'built/index.js', 'messages/good/dossier-sync.json')
    expect([good.status, good.out]).toEqual([0, expect.stringContaining('H56.14-240531-00001')])
    const bad = run(process.execPath, 'built/index.js', 'messages/bad/dossier-sync.json')
    expect([bad.status, bad.err]).toEqual([1, expect.stringMatching(/:\d+:\d+ Ngày tiếp nhận/u)])
  })

  test('judges its messages: good ones pass, bad ones fail', () => {
    expect(chuan('validate')).toMatchObject({ status: 0, err: '' })
    const bad = chuan('validate', 'messages/bad')
    expect([bad.status, bad.out]).toEqual([1, expect.stringContaining('/NgayTiepNhan')])
  })

  test('fails in a pipeline when something has drifted', () => {
    expect(chuan('codegen', '--validators', '--check').status).toBe(0)
    const types = 'src/generated/exchange/dossiers/dossier-sync/2.0.0.ts'
    appendFileSync(join(project, types), '// by hand\n')
    const { status, out } = chuan('codegen', '--validators', '--check')
    expect([status, out]).toEqual([1, expect.stringContaining(`${types}: changed`)])
    expect(chuan('codegen', '--validators').status).toBe(0)
    appendFileSync(join(project, 'schemas/exchange/dossiers/dossier-sync/2.0.0/schema.json'), '\n')
    expect(chuan('pull', '--frozen').status).toBe(1)
  })
})
