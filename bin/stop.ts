/**
 * What is done before a signal ends the process, so that no half-written file is left behind.
 *
 * Signals are listened to only while there is something to do: whoever listens keeps a signal
 * waiting until the thread is free, and what only reads is to stop at once.
 *
 * @module
 */
import process from 'node:process'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Io } from './io.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Does `clean` when the process is told to stop; returns how that is forgotten again. */
export type OnStop = (clean: () => void) => () => Promise<void>

export interface Stop {
  readonly onStop: OnStop
  /** Ends the process in good order: what it was asked for is no longer wanted. */
  readonly leave: () => void
}

export function listenForStop(): Stop {
  const cleaners = new Set<() => void>()
  function cleanAll(): void {
    for (const clean of cleaners) clean()
    cleaners.clear()
    unlisten()
  }
  function stop(signal: NodeJS.Signals): void {
    cleanAll()
    // As if nobody had listened: a shell then says 130 or 143, and ends its script as well.
    process.kill(process.pid, signal)
  }
  function unlisten(): void {
    for (const signal of SIGNALS) process.off(signal, stop)
  }
  const onStop: OnStop = (clean) => {
    if (cleaners.size === 0) for (const signal of SIGNALS) process.on(signal, stop)
    const own = () => clean()
    cleaners.add(own)
    return async () => {
      // What came meanwhile is heard before nobody listens.
      await breathe()
      cleaners.delete(own)
      if (cleaners.size === 0) unlisten()
    }
  }
  function leave(): void {
    cleanAll()
    process.exit()
  }
  return { onStop, leave }
}

/**
 * A signal waits until the file under way is whole. Only for what writes each file without a pause:
 * `writeFiles`, a trust list, a kept verdict.
 */
export async function withWholeFiles<Result>(
  { onStop }: Pick<Io, 'onStop'>,
  act: () => Promise<Result>,
): Promise<Result> {
  const forget = onStop(() => {})
  try {
    return await act()
  } finally {
    await forget()
  }
}
