/** Runs the command in process, with streams that are kept. */
import type { Io } from '../../bin/io.ts'
import { run } from '../../bin/run.ts'

/** So much goes by on the clock of a test each time somebody looks at it. */
const ASKED_EVERY_MS = 250

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

export async function runChuan(
  argv: readonly string[],
  options: {
    readonly env?: Io['env']
    readonly input?: Uint8Array
    readonly now?: Date
    readonly ask?: NonNullable<Io['ask']>
    readonly columns?: number
  } = {},
  hasColour = false,
): Promise<Ran> {
  const written = { out: '', err: '' }
  let elapsed = 0
  const code = await run(argv, {
    out: (text) => {
      written.out += text
    },
    err: (text) => {
      written.err += text
    },
    readInput: async () => options.input ?? new Uint8Array(),
    async *openInput() {
      yield options.input ?? new Uint8Array()
    },
    env: options.env ?? {},
    now: () => options.now ?? new Date('2026-11-23T05:00:00Z'),
    elapsed: () => {
      elapsed += ASKED_EVERY_MS
      return elapsed
    },
    ...(options.ask && { ask: options.ask }),
    hasColour,
    ...(options.columns === undefined ? {} : { columns: options.columns }),
    onStop: () => async () => {},
    stopRequested: async () => {},
  })
  return { code, ...written }
}
