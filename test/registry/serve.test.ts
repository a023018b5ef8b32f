/** The service as a process: first start, second start, stop, and starts that cannot be. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressInUse, databaseLocked, settingMalformed } from '../../registry/problems.ts'
import { fetchCatalogue } from '../../sources/index.ts'
import { temporaryFolder } from './setup.ts'

interface Started {
  readonly child: ChildProcess
  readonly url: string
  readonly printed: () => string
}

const folder = temporaryFolder()
const running: ChildProcess[] = []

function launch(env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, ['dist/bin/chuan.js', 'serve'], {
    env: { ...process.env, CHUAN_PORT: '0', CHUAN_LOG: 'off', LANG: 'C', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  return child
}

function start(database: string): Promise<Started> {
  const child = launch({ CHUAN_DATABASE: database })
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      const url = /ready: (http:\/\/\S+)/u.exec(text)?.[1]
      if (url !== undefined) resolve({ child, url, printed: () => text })
    })
    child.on('exit', (code) => reject(new Error(`ended with ${code}`)))
  })
}

function ended(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly err: string }> {
  let err = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    err += chunk
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, err })))
}

const hasXmllint = spawnSync('xmllint', ['--version']).status === 0

/** A record in an envelope of others (SOAP, a list) is not what the XSD is of. */
function isEnveloped(file: string, xsd: string): boolean {
  const root = /<(?:\w+:)?(\w+)[\s/>]/u.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
  return !readFileSync(xsd, 'utf8').includes(`<xs:element name="${root}">`)
}

let first: Started

beforeAll(async () => {
  first = await start(join(folder.path, 'chuan.db'))
})

afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  folder.remove()
})

describe('the service', () => {
  test('publishes the catalogue on its first start, and says what to open and try', async () => {
    expect(first.printed()).toMatch(/publishing 1\/\d+/u)
    expect(first.printed()).toContain(`Open ${first.url}`)
    const response = await fetch(`${first.url}/schemas/national/population/citizen/2.0.0`)
    expect(response.status).toBe(200)
  })

  test('gives its whole catalogue to whoever works without it', async () => {
    const catalogue = await fetchCatalogue(first.url)
    expect(catalogue.versions.length).toBeGreaterThan(60)
  })

  test.skipIf(!hasXmllint)('serves the XSD of every XML example (needs xmllint)', async () => {
    const examples = readdirSync('schemas', { recursive: true, encoding: 'utf8' }).filter((file) =>
      /examples\/valid\/.*\.xml$/u.test(file),
    )
    expect(examples.length).toBeGreaterThan(50)
    for (const example of examples) {
      const version = example.slice(0, example.indexOf('/examples/'))
      const served = await fetch(`${first.url}/schemas/${version}/schema.xsd`)
      const xsd = join(folder.path, 'served.xsd')
      writeFileSync(xsd, await served.text())
      const file = join('schemas', example)
      if (isEnveloped(file, xsd)) continue
      const argv = ['--noout', '--nonet', '--schema', xsd, file]
      const { status, stderr } = spawnSync('xmllint', argv, { encoding: 'utf8' })
      expect([example, status === 0 ? '' : stderr]).toEqual([example, ''])
    }
  })

  test('is not started twice on one database', async () => {
    const { code, err } = await ended(launch({ CHUAN_DATABASE: join(folder.path, 'chuan.db') }))
    expect([code, err.includes(`[${databaseLocked.code}]`)]).toEqual([2, true])
  })

  test('is not started on an address in use', async () => {
    const env = {
      CHUAN_DATABASE: join(folder.path, 'other.db'),
      CHUAN_PORT: new URL(first.url).port,
    }
    const { code, err } = await ended(launch(env))
    expect([code, err.includes(`[${addressInUse.code}]`)]).toEqual([2, true])
    // The whole catalogue is published before.
  }, 120_000)

  test('is not started with a bad setting', async () => {
    const { code, err } = await ended(launch({ CHUAN_PORT: 'http' }))
    expect([code, err.includes(`[${settingMalformed.code}]`)]).toEqual([2, true])
    expect(err).not.toMatch(/\n\s+at /u)
  })

  test('stops when it is asked to, and starts again without publishing', async () => {
    const end = ended(first.child)
    first.child.kill('SIGTERM')
    expect((await end).code).toBe(0)
    const second = await start(join(folder.path, 'chuan.db'))
    expect(second.printed()).not.toContain('publishing')
    expect((await fetch(`${second.url}/health/ready`)).status).toBe(200)
  })
})
