/**
 * Programs run as processes of their own, start included, turn by turn.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Contender {
  readonly name: string
  readonly argv: readonly string[]
}

export interface Run {
  readonly seconds: number
  /** Of all its threads; undefined for a program that is none of Node's. */
  readonly cpuSeconds?: number
  readonly megabytes?: number
}

let running: ChildProcess | undefined

/** A folder for what is generated, gone afterwards, also when the run is interrupted. */
export async function inTemporaryFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chuan-bench-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const stop = () => {
    running?.kill('SIGKILL')
    remove()
    process.exit(130)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.once(signal, stop)
  try {
    await use(folder)
  } finally {
    for (const signal of signals) process.off(signal, stop)
    remove()
  }
}

/** Each as often as there are rounds. */
export async function takeTurns(
  contenders: readonly Contender[],
  rounds: number,
  folder: string,
): Promise<readonly (readonly Run[])[]> {
  const runs = contenders.map((): Run[] => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      runs[index]?.push(await run(contender, folder))
    }
  }
  return runs
}

const TELLING = new URL('tell-memory.mjs', import.meta.url).href

async function run({ name, argv: [command = '', ...args] }: Contender, folder: string) {
  const told = join(folder, 'told.json')
  writeFileSync(told, '{}')
  const env = { ...process.env, CHUAN_BENCH_TOLD: told, NODE_OPTIONS: `--import=${TELLING}` }
  const begin = performance.now()
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  running = child
  const watching = watchMemory(child.pid ?? 0)
  const code = await new Promise((resolve, reject) => {
    child.on('close', resolve)
    child.on('error', reject)
  })
  const seconds = (performance.now() - begin) / 1_000
  running = undefined
  const seen = watching.stop()
  if (code !== 0) throw new Error(`${name}: exit code ${code}`)
  const { kilobytes = seen, cpuSeconds } = JSON.parse(readFileSync(told, 'utf8')) as Told
  return {
    seconds,
    ...(cpuSeconds === undefined ? {} : { cpuSeconds }),
    ...(kilobytes === undefined ? {} : { megabytes: kilobytes / 1_024 }),
  }
}

interface Told {
  readonly kilobytes?: number
  readonly cpuSeconds?: number
}

const EVERY_MS = 100

/** The most memory of a program that does not tell it, where the system does (Linux). */
function watchMemory(pid: number): { readonly stop: () => number | undefined } {
  let most: number | undefined
  const look = () => {
    const status = readStatus(pid)
    const peak = /^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1]
    if (peak !== undefined) most = Number(peak)
  }
  const timer = setInterval(look, EVERY_MS)
  return {
    stop() {
      clearInterval(timer)
      return most
    },
  }
}

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}
