/**
 * What files say, as they are now: read again when one of them has changed.
 *
 * Names, sizes and times of change are looked at, every few seconds, so that it works on any
 * file system. What cannot be read changes nothing: what was read before still holds.
 *
 * @module
 */

export interface Watched<Value> {
  readonly current: () => Value
  /** Looks now; true when it was read anew. */
  readonly refresh: () => Promise<boolean>
  readonly close: () => void
}

export interface WatchOptions {
  readonly everyMs?: number
  /** After each reading anew; with what went wrong, where it did. */
  readonly told?: (failure?: unknown) => void
}

interface Source<Value> {
  /** Another text whenever something has changed. */
  readonly stateOf: () => Promise<string>
  readonly read: () => Promise<Value>
}

const EVERY_MS = 10_000

/** Throws what `read` throws, the first time. */
export async function watch<Value>(
  { stateOf, read }: Source<Value>,
  { everyMs = EVERY_MS, told = () => undefined }: WatchOptions,
): Promise<Watched<Value>> {
  // What cannot be looked at is told by what reads it.
  let state = await stateOf().catch(() => '')
  let failed = ''
  let value = await read()

  async function refresh(): Promise<boolean> {
    const seen = await stateOf().catch(() => 'unreadable')
    if (seen === state) return false
    try {
      value = await read()
      state = seen
      told()
      return true
    } catch (thrown) {
      // Tried again each time, and told once.
      if (failed !== seen) told(thrown)
      failed = seen
      return false
    }
  }

  const timer = setInterval(refresh, everyMs)
  // Nobody waits for it: a process that has nothing else to do may end.
  timer.unref()
  return { current: () => value, refresh, close: () => clearInterval(timer) }
}
