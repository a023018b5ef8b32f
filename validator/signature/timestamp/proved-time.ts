/**
 * The time that several timestamps prove together: the earliest that passed.
 *
 * @module
 */
import type { ProvedTime, TimestampFact } from '../../verdict.ts'

export function earliestPassed(timestamps: readonly TimestampFact[]): ProvedTime | undefined {
  const [time] = timestamps
    .filter(({ indication }) => indication === 'TOTAL_PASSED')
    .flatMap((fact) => fact.time ?? [])
    .sort()
  return time === undefined ? undefined : { time, by: 'timestamp' }
}
