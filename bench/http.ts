/**
 * GET of a schema and POST of a message against a bare Hono app doing the same, in one run.
 *
 * Rounds alternate, so that a slow minute of the machine hits both; the medians are compared.
 *
 * @module
 */
import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Shot } from './load.ts'
import { measure, median } from './load.ts'

const ROUNDS = 5
const ROUND_MS = 2_000
const REF = { path: 'national/population/citizen', version: '2.0.0' }
const EXAMPLE = `schemas/${REF.path}/${REF.version}/examples/valid/full.json`

interface Running {
  readonly port: number
  readonly process: ChildProcess
}

export async function benchHttp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chuan-bench-'))
  const ref = `${REF.path}@${REF.version}`
  const bare = await start(['--import', 'tsx', 'bench/bare-server.ts', ref, ref], {})
  const chuan = await start(['dist/bin/chuan.js', 'serve'], {
    CHUAN_PORT: '0',
    CHUAN_DATABASE: join(folder, 'chuan.db'),
    CHUAN_LOG: 'off',
  })
  try {
    const url = `/schemas/${REF.path}/${REF.version}`
    await compare('GET  schema  ', chuan, { method: 'GET', path: url }, bare, {
      method: 'GET',
      path: '/schema',
    })
    const body = readFileSync(EXAMPLE)
    const headers = { 'content-type': 'application/json' }
    const post = { method: 'POST', headers, body } as const
    const path = `/v1/schemas/${REF.path}/${REF.version}/validate`
    await compare('POST validate', chuan, { ...post, path }, bare, { ...post, path: '/validate' })
  } finally {
    bare.process.kill('SIGTERM')
    chuan.process.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compare(
  name: string,
  chuan: Running,
  chuanShot: Shot,
  bare: Running,
  bareShot: Shot,
): Promise<void> {
  const rates: { readonly chuan: number[]; readonly bare: number[] } = { chuan: [], bare: [] }
  await measure(chuan.port, chuanShot, ROUND_MS / 2)
  await measure(bare.port, bareShot, ROUND_MS / 2)
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.chuan.push(await measure(chuan.port, chuanShot, ROUND_MS))
    rates.bare.push(await measure(bare.port, bareShot, ROUND_MS))
  }
  const [ours, theirs] = [median(rates.chuan), median(rates.bare)]
  const ratio = (ours / theirs).toFixed(2)
  console.log(`${name}  chuan ${ours.toFixed(0)}/s  bare ${theirs.toFixed(0)}/s  ratio ${ratio}`)
}

/** Starts a server and waits until it says where it listens. */
function start(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Running> {
  const child = spawn(process.execPath, [...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (chunk: string) => {
      text += chunk
      const port = /(?:listening |127\.0\.0\.1:)(\d+)/u.exec(text)?.[1]
      if (port !== undefined) resolve({ port: Number(port), process: child })
    })
    child.on('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}`)))
  })
}
