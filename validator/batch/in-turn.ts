/**
 * Several things under way at once, told in the order they came.
 *
 * @module
 */

/** `width` is how many may be under way: what waits is held in memory. */
export async function* inTurn<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  width: number,
  start: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void> {
  const running: Promise<Result>[] = []
  try {
    for await (const item of items) {
      const started = start(item)
      // It is heard when its turn comes; until then its failure is nobody's surprise.
      started.catch(() => {})
      running.push(started)
      const [first] = running
      if (running.length < width || first === undefined) continue
      yield await first
      running.shift()
    }
    for (let first = running[0]; first !== undefined; first = running[0]) {
      yield await first
      running.shift()
    }
  } finally {
    // Whoever stops early must not leave failures that nobody hears.
    await Promise.allSettled(running)
  }
}
