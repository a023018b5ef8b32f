/**
 * An algorithm that is refused, and to a certain day accepted all the same.
 *
 * For partners whose software signs with SHA-1 until it is replaced: Thông tư
 * 15/2025/TT-BKHCN names SHA-2 and SHA-3 alone, so whoever receives takes it on
 * themselves, by name and with an end.
 *
 * @module
 */
import { vietnamDay } from '../date.ts'

export interface AlgorithmException {
  /** XML-DSig URI of a signature or digest algorithm. */
  readonly algorithm: string
  /** Last day in Vietnam, YYYY-MM-DD. */
  readonly until: string
  /** Agency codes; `H56` is for `H56.14` as well. Absent: whoever sends. */
  readonly senders?: readonly string[]
  /** Codes of `codelists/exchange-kinds`. Absent: any kind of data. */
  readonly kinds?: readonly string[]
}

/** By the day of judgement: a signature by a broken algorithm proves no time of its own. */
export function isExcepted(
  algorithm: string,
  exceptions: readonly AlgorithmException[],
  at: Date,
): boolean {
  return exceptionsFor(algorithm, exceptions, at).length > 0
}

export function exceptionsFor(
  algorithm: string,
  exceptions: readonly AlgorithmException[],
  at: Date,
): readonly AlgorithmException[] {
  const day = vietnamDay(at)
  return exceptions.filter((each) => each.algorithm === algorithm && day <= each.until)
}
