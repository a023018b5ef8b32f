/** What a signal leaves behind: nothing half-written, and the exit that a shell expects. */
import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const EXAMPLE = 'schemas/national/population/citizen/2.0.0/examples/valid/full.json'
const RECORD = `${JSON.stringify(JSON.parse(readFileSync(EXAMPLE, 'utf8')))}\n`
const CHUAN = [process.execPath, '--import', import.meta.resolve('tsx'), resolve('bin/chuan.ts')]

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chuan-stop-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function start(argv: readonly string[]): ChildProcess {
  const [program = '', ...first] = CHUAN
  const child = spawn(program, [...first, ...argv], { stdio: ['pipe', 'ignore', 'ignore'] })
  // What is stopped takes no more.
  child.stdin?.on('error', () => {})
  return child
}

function names(): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
}

async function until(isSo: () => boolean): Promise<void> {
  for (let count = 0; !isSo() && count < 1_500; count += 1) await sleep(20)
  expect(isSo()).toBe(true)
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown[]> {
  const exit = once(child, 'exit')
  child.kill(signal)
  return exit
}

const isPart = (name: string) => name.endsWith('.part')

describe.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s', (signal) => {
  test('takes away what chuan convert had begun to write', async () => {
    const argv = ['convert', '-', '--from', 'national/population/citizen', '--to', 'jsonld']
    const child = start([...argv, '--out', folder])
    // More than is read in one go, and no end: standard input stays open.
    child.stdin?.write(RECORD.repeat(2_000))
    await until(() => names().some(isPart))
    expect(await stop(child, signal)).toEqual([null, signal])
    expect(names()).toEqual([])
  })
})

test('takes away a report that was begun, and leaves the one of the last run', async () => {
  const report = join(folder, 'report.sarif')
  const argv = ['validate', '-', '--schema', 'national/population/citizen', '--report']
  const whole = start([...argv, `sarif=${report}`])
  whole.stdin?.end(RECORD)
  await once(whole, 'exit')
  const before = readFileSync(report, 'utf8')
  const child = start([...argv, `sarif=${report}`])
  await until(() => names().some(isPart))
  expect(await stop(child, 'SIGINT')).toEqual([null, 'SIGINT'])
  expect([names(), readFileSync(report, 'utf8')]).toEqual([['report.sarif'], before])
})

describe.skipIf(process.platform === 'win32')('what is read no further', () => {
  const quoted = CHUAN.map((word) => `'${word}'`).join(' ')
  const runPiped = (script: string) => {
    const piped = `${quoted} ${script}`
    return spawnSync('bash', ['-c', piped], { encoding: 'utf8', cwd: folder }).stdout
  }

  test('leaves no half of a report', () => {
    const wrong = RECORD.replace(/"SoDinhDanh":"\d+"/u, '"SoDinhDanh":"x"')
    mkdirSync(join(folder, 'in'))
    for (let count = 0; count < 400; count += 1) {
      writeFileSync(join(folder, `in/${count}.json`), wrong)
    }
    const argv = 'validate in --schema national/population/citizen --report sarif=a.sarif'
    expect(runPiped(`${argv} | head -1`)).toContain('✗ invalid')
    expect(names().filter((name) => name.startsWith('a.sarif'))).toEqual([])
  })

  test('is no reason to put a file in the place of a pipe', () => {
    writeFileSync(join(folder, 'in.json'), RECORD)
    const argv = 'validate in.json --schema national/population/citizen --report json=pipe'
    const script = `mkfifo pipe; cat pipe > told & ${quoted} ${argv} > /dev/null; wait; ls -l pipe`
    const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: folder })
    expect(stdout).toMatch(/^p/u)
    const [told = ''] = readFileSync(join(folder, 'told'), 'utf8').split('\n')
    expect(JSON.parse(told)).toMatchObject({ document: 'in.json', valid: true })
  })

  test('leaves no half of what is converted', () => {
    writeFileSync(join(folder, 'in.ndjson'), RECORD.repeat(2_000))
    const argv = 'convert in.ndjson --from national/population/citizen --to jsonld --report json'
    expect(runPiped(`${argv} --out out 2>&1 | head -1`)).toContain('"verdict"')
    expect(names()).not.toContain('out')
  })
})

test('waits for the file that chuan codegen is writing', async () => {
  const child = start(['codegen', '--all', '--out', folder])
  await until(() => names().some((name) => name.endsWith('.ts')))
  await stop(child, 'SIGTERM')
  expect(names().filter(isPart)).toEqual([])
})

test.skipIf(process.platform === 'win32')('is 130 to a shell, whose script ends as well', () => {
  const quoted = CHUAN.map((word) => `'${word}'`).join(' ')
  const report = `--report json='${join(folder, 'r')}'`
  // The command itself gets the signal, from whom a shell would have it.
  const script = `mkfifo '${folder}/in'; ${quoted} validate - ${report} < '${folder}/in' & exec 9> '${folder}/in'
    while [ ! -e '${folder}/r.part' ]; do sleep 0.05; done; kill -INT $!; wait $!; echo $?`
  const { stdout } = spawnSync('bash', ['-m', '-c', script], { encoding: 'utf8' })
  expect(stdout.trim()).toBe('130')
})
