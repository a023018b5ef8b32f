/**
 * From starting the process to the first answer, on a first and on later starts.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './load.ts'

const LATER_STARTS = 5

export async function benchStart(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chuan-bench-'))
  try {
    const first = await startToAnswerMs(join(folder, 'chuan.db'))
    const later: number[] = []
    for (let round = 0; round < LATER_STARTS; round += 1) {
      later.push(await startToAnswerMs(join(folder, 'chuan.db')))
    }
    console.log(`first start to answer  ${first.toFixed(0)} ms, publishing the whole catalogue`)
    console.log(`later start to answer  ${median(later).toFixed(0)} ms`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startToAnswerMs(database: string): Promise<number> {
  const begin = performance.now()
  const child = spawn(process.execPath, ['dist/bin/chuan.js', 'serve'], {
    env: { ...process.env, CHUAN_PORT: '0', CHUAN_DATABASE: database, CHUAN_LOG: 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (chunk: string) => {
      text += chunk
      const found = /http:\/\/127\.0\.0\.1:\d+/u.exec(text)?.[0]
      if (found !== undefined) resolve(found)
    })
    child.on('exit', (code) => reject(new Error(`ended with ${code}`)))
  })
  const response = await fetch(`${url}/schemas/national/population/citizen/2.0.0`)
  await response.arrayBuffer()
  const elapsed = performance.now() - begin
  const ended = new Promise((resolve) => child.on('exit', resolve))
  child.kill('SIGTERM')
  await ended
  if (!response.ok) throw new Error(`answered ${response.status}`)
  return elapsed
}
