/**
 * The time a signer is judged at, and how far around it the judgement is the same.
 *
 * A judgement sees the time only through the questions here, and each answer narrows the span
 * to the times that have the same one. At any of them the judgement takes the same steps to the
 * same end, so the span is exact, whatever was compared and in whatever order.
 *
 * @module
 */
import { vietnamDay } from '../date.ts'

/** First and last instant, in milliseconds. */
export interface TimeSpan {
  readonly first: number
  readonly last: number
}

export class JudgedTime {
  readonly #at: number
  #first = Number.NEGATIVE_INFINITY
  #last = Number.POSITIVE_INFINITY

  constructor(at: Date) {
    this.#at = at.getTime()
  }

  isBefore(limit: Date): boolean {
    const edge = limit.getTime()
    const isBefore = this.#at < edge
    if (isBefore) this.#last = Math.min(this.#last, edge - 1)
    else this.#first = Math.max(this.#first, edge)
    return isBefore
  }

  isAfter(limit: Date): boolean {
    const edge = limit.getTime()
    const isAfter = this.#at > edge
    if (isAfter) this.#first = Math.max(this.#first, edge + 1)
    else this.#last = Math.min(this.#last, edge)
    return isAfter
  }

  /** The day in Vietnam, YYYY-MM-DD. */
  day(): string {
    const day = vietnamDay(new Date(this.#at))
    const midnight = Date.parse(`${day}T00:00:00+07:00`)
    this.#first = Math.max(this.#first, midnight)
    this.#last = Math.min(this.#last, midnight + DAY_MS - 1)
    return day
  }

  /** Holds no time at all when something was compared with what is no time. */
  span(): TimeSpan {
    return { first: this.#first, last: this.#last }
  }
}

const DAY_MS = 24 * 60 * 60 * 1_000
