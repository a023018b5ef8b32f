/**
 * What a command may see of the world: streams, environment, clock.
 *
 * Commands get it as a value, so that tests run them in process.
 *
 * @module
 */
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import process from 'node:process'
import type { Bilingual } from '../validator/index.ts'
import type { OnStop } from './stop.ts'
import { listenForStop } from './stop.ts'

export interface Io {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Resolves once standard output takes more; absent where it always does. */
  readonly drained?: () => Promise<void>
  /** All of standard input, at most `bytesMax` bytes and one more. */
  readonly readInput: (bytesMax: number) => Promise<Uint8Array>
  /** Standard input in pieces, for what is not to be in memory at once. */
  readonly openInput: () => AsyncIterable<Uint8Array>
  /** Writes over the line of progress; absent where nobody watches. */
  readonly showProgress?: (text: string) => void
  /** Asks a person; absent where there is none. */
  readonly ask?: (question: string) => Promise<string>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => Date
  /** Milliseconds of a clock that nobody sets, to measure by. */
  readonly elapsed: () => number
  /** True when standard output may carry colours. */
  readonly hasColour: boolean
  /** How wide the terminal is now; absent where standard output is none. */
  readonly columns?: number
  readonly onStop: OnStop
  /** Resolves when the process is asked to stop. */
  readonly stopRequested: () => Promise<void>
}

export function processIo(): Io {
  const { onStop, leave } = listenForStop()
  // `chuan … | head` closes the pipe: whoever read has had enough, and that is no fault.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== 'EPIPE') throw thrown
      leave()
    })
  }
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    drained: untilDrained,
    readInput: readStandardInput,
    openInput: () => process.stdin as AsyncIterable<Uint8Array>,
    ...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
    ...(process.stderr.isTTY ? { showProgress: writeProgress } : {}),
    env: process.env,
    now: () => new Date(),
    elapsed: () => performance.now(),
    hasColour: hasColour(process.env, process.stdout.isTTY),
    ...(process.stdout.isTTY ? { columns: process.stdout.columns } : {}),
    onStop,
    stopRequested: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
      }),
  }
}

async function untilDrained(): Promise<void> {
  if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  const reader = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await reader.question(question)
  } finally {
    reader.close()
  }
}

function writeProgress(text: string): void {
  process.stderr.write(`\r\u001B[K${text}`)
}

/** https://no-color.org: any non-empty value turns colours off. */
function hasColour(env: Io['env'], isTerminal: boolean): boolean {
  return isTerminal && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb'
}

async function readStandardInput(bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    chunks.push(chunk)
    bytes += chunk.byteLength
    if (bytes > bytesMax) break
  }
  return Buffer.concat(chunks)
}

/** `--lang`, else the locale of the environment, else English: the terminal's own convention. */
export function languageOf(option: string | undefined, env: Io['env']): keyof Bilingual {
  const locale = option ?? env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? ''
  return /^vi(?:[^a-z]|$)/iu.test(locale) ? 'vi' : 'en'
}
