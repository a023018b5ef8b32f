/**
 * A bounded cache of what messages bring, in which strangers cannot push out what is in use.
 *
 * Whatever comes first goes first; what was guarded has room of its own, where the one that was
 * not asked for the longest goes first.
 *
 * @module
 */
export class GuardedCache<Value> {
  readonly #passing = new Map<string, Value>()
  readonly #guarded = new Map<string, Value>()
  readonly #countMax: number

  /** @param countMax of those that pass by, and of the guarded ones as well. */
  constructor(countMax: number) {
    this.#countMax = countMax
  }

  get(key: string): Value | undefined {
    const guarded = this.#guarded.get(key)
    if (guarded === undefined) return this.#passing.get(key)
    this.guard(key, guarded)
    return guarded
  }

  add(key: string, value: Value): void {
    this.#put(this.#passing, key, value)
  }

  guard(key: string, value: Value): void {
    this.#passing.delete(key)
    this.#guarded.delete(key)
    this.#put(this.#guarded, key, value)
  }

  #put(values: Map<string, Value>, key: string, value: Value): void {
    values.set(key, value)
    const [oldest] = values.keys()
    if (values.size > this.#countMax && oldest !== undefined) values.delete(oldest)
  }
}
