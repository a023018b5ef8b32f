/**
 * A map of bounded size that keeps what was used of late.
 *
 * In two generations: whatever is found in the older one moves to the newer, and when that is
 * full it becomes the older one and the older one is gone. What is in use costs one look-up.
 *
 * @module
 */
export class RecentMap<Value> {
  #newer = new Map<string, Value>()
  #older: ReadonlyMap<string, Value> = new Map()
  readonly #countMax: number

  /** @param countMax of each generation. */
  constructor(countMax: number) {
    this.#countMax = countMax
  }

  get(key: string): Value | undefined {
    const found = this.#newer.get(key)
    if (found !== undefined) return found
    const old = this.#older.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  set(key: string, value: Value): void {
    if (this.#newer.size >= this.#countMax && !this.#newer.has(key)) {
      this.#older = this.#newer
      this.#newer = new Map()
    }
    this.#newer.set(key, value)
  }
}
