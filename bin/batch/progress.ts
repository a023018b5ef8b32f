/**
 * How far a long run is, on a terminal only: share, rate and time left.
 *
 * @module
 */
import { sizeOf } from '../../sources/index.ts'
import type { Io } from '../io.ts'

export interface Progress {
  readonly add: (bytes: number) => void
  /** Before something else is written. */
  readonly clear: () => void
}

const QUIET: Progress = { add: () => {}, clear: () => {} }
/** What is over in a second needs no bar. */
const PATIENCE_MS = 1_000
const EVERY_MS = 200
const BAR_WIDTH = 24
const MEGABYTE = 1_000_000

/** `total` in bytes; undefined where it cannot be known. */
export function startProgress(io: Io, total: number | undefined): Progress {
  const { showProgress } = io
  if (showProgress === undefined) return QUIET
  const startedAt = io.now().getTime()
  let shownAt = startedAt + PATIENCE_MS - EVERY_MS
  let isShown = false
  let done = 0
  return {
    add(bytes) {
      done += bytes
      const at = io.now().getTime()
      if (at - shownAt < EVERY_MS) return
      shownAt = at
      isShown = true
      showProgress(formatProgress(done, total, at - startedAt))
    },
    clear() {
      if (isShown) showProgress('')
      isShown = false
    },
  }
}

/** Compressed files say little of how much is in them: then only the rate is told. */
export function formatProgress(done: number, total: number | undefined, elapsedMs: number): string {
  const rate = elapsedMs === 0 ? 0 : (done / elapsedMs) * 1_000
  const speed = `${(done / MEGABYTE).toFixed(1)} MB  ${(rate / MEGABYTE).toFixed(1)} MB/s`
  if (total === undefined || total < done || rate === 0) return speed
  const share = done / total
  const full = Math.round(share * BAR_WIDTH)
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}`
  return `${bar} ${Math.floor(share * 100)} %  ${speed}  ${formatLeft((total - done) / rate)}`
}

function formatLeft(seconds: number): string {
  const whole = Math.ceil(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

export async function totalBytes(files: readonly string[]): Promise<number | undefined> {
  if (files.some((file) => file === '-' || /\.(?:gz|zst)$/u.test(file))) return undefined
  const sizes = await Promise.all(files.map(sizeOf))
  return sizes.reduce((total, size) => total + size, 0)
}
