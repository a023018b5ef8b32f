/** Ready-made pipelines: their files are YAML, and their steps run with the command as built. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const home = mkdtempSync(join(tmpdir(), 'chuan-pipelines-'))
const bin = join(home, 'bin')
afterAll(() => rmSync(home, { recursive: true, force: true }))

beforeAll(() => {
  mkdirSync(bin)
  // `npx --yes chuan@VERSION …` brings the published package; here it is what was built.
  const built = join(process.cwd(), 'dist/bin/chuan.js')
  writeFileSync(
    join(bin, 'npx'),
    `#!/bin/sh\n[ "$1" = --yes ] || exit 9\nshift 2\nexec '${process.execPath}' '${built}' "$@"\n`,
  )
  chmodSync(join(bin, 'npx'), 0o755)
  mkdirSync(join(home, 'messages'))
  copyFileSync('examples/dossier.json', join(home, 'messages/good.json'))
  writeFileSync(join(home, 'bad.json'), '{"service":"DongBoHoSoMC","data":[{"NoiNopHoSo":"2"}]}')
})

function shell(script: string, env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--norc', '-eo', 'pipefail', '-c', script],
    {
      cwd: home,
      encoding: 'utf8',
      env: { PATH: `${bin}:${process.env['PATH']}`, LANG: 'C', CHUAN_VERSION: 'latest', ...env },
    },
  )
  return { status, out: stdout, err: stderr }
}

/** The text of a literal block (`run: |`) with its indentation taken away. */
function blockOf(file: string, key: string): string {
  const [, rest = ''] = readFileSync(file, 'utf8').split(`${key}: |\n`)
  const lines = rest.split('\n')
  const indent = /^ */u.exec(lines[0] ?? '')?.[0].length ?? 0
  const inside = lines.findIndex((line) => line !== '' && !line.startsWith(' '.repeat(indent)))
  return lines
    .slice(0, inside < 0 ? lines.length : inside)
    .map((line) => line.slice(indent))
    .join('\n')
}

const hasYaml = spawnSync('python3', ['-c', 'import yaml']).status === 0

test
  .skipIf(!hasYaml)
  .for(['action.yml', 'templates/chuan.gitlab-ci.yml', '.pre-commit-hooks.yaml'])(
  '%s is YAML (needs python3 with yaml)',
  (file) => {
    const read = 'import sys, yaml; yaml.safe_load(open(sys.argv[1], encoding="utf-8"))'
    expect(spawnSync('python3', ['-c', read, file], { encoding: 'utf8' }).stderr).toBe('')
  },
)

describe('the action of GitHub', () => {
  const script = blockOf('action.yml', 'run')
  const env = { CHUAN_FILES: '', CHUAN_SCHEMA: '', CHUAN_TRUST: '', CHUAN_SARIF: '' }

  test('annotates what is wrong, writes a SARIF log and fails', () => {
    const more = { CHUAN_FILES: 'messages\nbad.json\n', CHUAN_SARIF: 'chuan.sarif' }
    const { status, out } = shell(script, { ...env, ...more })
    expect([status, out]).toEqual([1, expect.stringContaining('::error file=bad.json,line=1')])
    expect(JSON.parse(readFileSync(join(home, 'chuan.sarif'), 'utf8')).version).toBe('2.1.0')
  })

  test('passes when all is right', () => {
    expect(shell(script, { ...env, CHUAN_FILES: 'messages' })).toMatchObject({ status: 0 })
  })

  test('says what to do when it is given nothing', () => {
    const { status, err } = shell(script, env)
    expect([status, err]).toEqual([2, expect.stringContaining('Which file?')])
  })
})

test('the template of GitLab writes its reports, and fails for what is wrong', () => {
  const text = readFileSync('templates/chuan.gitlab-ci.yml', 'utf8')
  const steps = [...text.matchAll(/^ {4}- (.+)$/gmu)].map(([, step = '']) => step)
  expect(steps).toHaveLength(2)
  const env = { CHUAN_FILES: 'messages bad.json', CHUAN_SCHEMA: '' }
  expect(shell(steps.join('\n'), env).status).toBe(1)
  const report = JSON.parse(readFileSync(join(home, 'gl-code-quality-report.json'), 'utf8'))
  expect(report[0].location.path).toBe('bad.json')
  expect(readFileSync(join(home, 'chuan-junit.xml'), 'utf8')).toContain('</testsuites>')
})

test('the hooks of pre-commit are commands that there are', () => {
  const text = readFileSync('.pre-commit-hooks.yaml', 'utf8')
  const entries = [...text.matchAll(/^ {2}entry: chuan (.+)$/gmu)].map(([, entry = '']) => entry)
  expect(entries).toEqual(['validate', 'codegen --check'])
  for (const entry of entries) {
    const [command = ''] = entry.split(' ')
    expect(shell(`npx --yes chuan@latest ${command} --help`).status).toBe(0)
  }
})
