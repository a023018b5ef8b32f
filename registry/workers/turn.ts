/**
 * When a thread took a task: memory that both sides of it share.
 *
 * Only one of them can be first: a thread begins nothing that was given up, and nothing is
 * given up that a thread has begun.
 *
 * @module
 */

/** A time in milliseconds once a thread has begun. */
export type Turn = BigInt64Array<SharedArrayBuffer>

const WAITING = 0n
const GIVEN_UP = -1n

export function createTurn(): Turn {
  return new BigInt64Array(new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT))
}

/** False when nobody waits for it any longer. */
export function begin(turn: Turn): boolean {
  return Atomics.compareExchange(turn, 0, WAITING, BigInt(Date.now())) === WAITING
}

/** When a thread began, in milliseconds; undefined when none had, and none will. */
export function giveUp(turn: Turn): number | undefined {
  const since = Atomics.compareExchange(turn, 0, WAITING, GIVEN_UP)
  return since === WAITING ? undefined : Number(since)
}
