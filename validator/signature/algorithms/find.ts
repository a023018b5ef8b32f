/**
 * Finds the rows of the table by what an algorithm is called, and the one that a key is of.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import type { Hash } from '../key-binding.ts'
import type { ValueScheme } from '../signature-value.ts'
import type { AlgorithmNames, AlgorithmRow } from './table.ts'
import { ALGORITHMS } from './table.ts'

/** What a name stands for: one scheme and hash, with keys of any of the rows. */
export interface NamedAlgorithm extends ValueScheme {
  readonly hash?: Hash
  readonly rows: readonly AlgorithmRow[]
}

/** Every name of one kind, such as of JOSE. Two rows of one name differ in their keys alone. */
export function namesOf(
  read: (names: AlgorithmNames) => readonly string[],
  rows: readonly AlgorithmRow[] = ALGORITHMS,
): ReadonlyMap<string, NamedAlgorithm> {
  const found = new Map<string, NamedAlgorithm>()
  for (const row of rows) {
    for (const names of row.names) {
      const { hash } = names
      for (const name of read(names)) {
        const others = found.get(name)?.rows ?? []
        found.set(name, { scheme: row.scheme, ...(hash && { hash }), rows: [...others, row] })
      }
    }
  }
  return found
}

const KEY_TYPES: Readonly<Record<ValueScheme['scheme'], readonly string[]>> = {
  pss: ['rsa', 'rsa-pss'],
  pkcs1: ['rsa'],
  ecdsa: ['ec'],
  eddsa: ['ed25519'],
}

export function isOfType({ scheme }: ValueScheme, { asymmetricKeyType }: KeyObject): boolean {
  return KEY_TYPES[scheme].some((type) => type === asymmetricKeyType)
}

/** Absent when the key is of another type or size. */
export function rowOf(rows: readonly AlgorithmRow[], key: KeyObject): AlgorithmRow | undefined {
  return rows.find((row) => isOfType(row, key) && isOfSize(row, key))
}

/** Of the rows, and what they are called in JOSE and XML. */
export const ALGORITHM_NAMES: readonly string[] = ALGORITHMS.flatMap(({ id, names }) => [
  id,
  ...names.flatMap(({ xml, jose = [] }) => [...jose, ...(xml === undefined ? [] : [xml])]),
])

export function findRow(id: string | undefined): AlgorithmRow | undefined {
  return ALGORITHMS.find((row) => row.id === id)
}

function isOfSize({ bits, curves }: AlgorithmRow, { asymmetricKeyDetails = {} }: KeyObject) {
  const { modulusLength = 0, namedCurve = '' } = asymmetricKeyDetails
  const [min, max] = bits ?? [0, 0]
  const isLong = bits === undefined || (modulusLength >= min && modulusLength <= max)
  return isLong && (curves === undefined || curves.includes(namedCurve))
}
