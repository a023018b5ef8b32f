/**
 * A bounded cache of what messages bring, in which strangers cannot push out what is in use.
 *
 * Whatever passes by goes in the order it came; what was guarded has room of its own.
 *
 * @module
 */
import { RecentMap } from './recent-map.ts'

export class GuardedCache<Value> {
  readonly #guarded: RecentMap<Value>
  readonly #passing: RecentMap<Value>

  /** @param countMax of each of the two, twice at most. */
  constructor(countMax: number) {
    this.#guarded = new RecentMap(countMax)
    this.#passing = new RecentMap(countMax)
  }

  get(key: string): Value | undefined {
    return this.#guarded.get(key) ?? this.#passing.get(key)
  }

  add(key: string, value: Value): void {
    this.#passing.set(key, value)
  }

  guard(key: string, value: Value): void {
    this.#guarded.set(key, value)
  }
}
