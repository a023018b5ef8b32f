/** The example projects, as a user has them: the packed package, installed, and every step run. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
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

describe.sequential('the example of a form', () => {
  const browser = join(home, 'browser')
  const bundle = async (entry: string, outfile: string) => {
    const options = { bundle: true, minify: true, format: 'esm', target: 'es2022' } as const
    await build({ ...options, entryPoints: [entry], outfile, logLevel: 'silent' })
    return statSync(outfile).size
  }

  test('generates and bundles what it uses, and nothing else', { timeout: 120_000 }, async () => {
    cpSync('examples/browser', browser, { recursive: true })
    symlinkSync(join(project, 'node_modules'), join(browser, 'node_modules'))
    for (const argv of [['pull'], ['codegen', '--validators']]) {
      const ran = runIn(browser, join('node_modules/.bin/chuan'), ...argv)
      expect(ran).toMatchObject({ status: 0, err: '' })
    }
    const main = join(browser, 'built/main.js')
    const size = await bundle(join(browser, 'src/main.ts'), main)
    const all = join(browser, 'src/all.ts')
    writeFileSync(all, "export * from './generated/validators.js'\n")
    expect(size).toBeLessThan(100_000)
    expect(await bundle(all, join(browser, 'built/all.js'))).toBeGreaterThan(5 * size)
    // An import that is left would be asked of the page's server.
    const text = readFileSync(main, 'utf8')
    expect(text).not.toMatch(/\beval\s*\(|\bFunction\s*\(|\bimport\s*[("']|\bfrom\s*["']/u)
    expect(text).not.toContain('process.')
  })

  test('judges as the command does', async () => {
    const { problemsOf } = await import(pathToFileURL(join(browser, 'built/main.js')).href)
    expect(problemsOf('001099000001')).toEqual([])
    expect(problemsOf('0010990').length).toBeGreaterThan(0)
    expect(problemsOf(7).length).toBeGreaterThan(0)
  })
})
