/**
 * Random instances that a version of the catalogue allows: shape, identifiers,
 * codes in force on a day, and rules across fields.
 *
 * @module
 */
import type fc from 'fast-check'
import type {
  Catalogue,
  JsonValue,
  SchemaVersion,
  StructureChecker,
} from '../../validator/index.ts'
import { createStructureChecker, formatSchemaRef, textMember } from '../../validator/index.ts'
import { grow } from './grow.ts'
import { repair } from './repair.ts'
import type { Spot } from './spots.ts'
import { expand } from './spots.ts'

/** The day on which codes are in force, unless a test asks for another. */
export const AS_OF = '2026-11-23'

/** Versions that documents are exchanged by: the rest describe us, not them. */
const EXCHANGED = new Set(['element', 'codelist', 'record', 'message'])

export function isExchanged({ document }: SchemaVersion): boolean {
  return EXCHANGED.has(textMember(document, 'x-kind') ?? '')
}

export function spotsOf({ document }: SchemaVersion, catalogue: Catalogue): readonly Spot[] {
  return expand({ schema: document, document }, catalogue)
}

/** Throws while generating when fewer than a third of what it makes is valid. */
export function validInstance(
  version: SchemaVersion,
  catalogue: Catalogue,
  asOf: string = AS_OF,
): fc.Arbitrary<JsonValue> {
  const checker = checkerOf(catalogue)
  const spots = spotsOf(version, catalogue)
  const day = { catalogue, asOf }
  const tally = { made: 0, valid: 0 }
  return grow(spots, day)
    .map(({ value, complete }) => repair(value, repair(complete, complete, spots, day), spots, day))
    .filter((value) => {
      const { issues } = checker.check(version, value, { asOf, today: asOf })
      const errors = issues.filter(({ severity }) => severity === 'error')
      tally.made += 1
      if (errors.length === 0) tally.valid += 1
      if (tally.made >= ENOUGH && tally.valid * 3 < tally.made) {
        const told = errors.map(({ code, instanceLocation: at }) => `${code} ${at}`)
        throw new Error(`${formatSchemaRef(version.ref)}: hardly a valid instance; ${told.join()}`)
      }
      return errors.length === 0
    })
}

/** So many that chance alone does not make a third out of what is valid half the time. */
const ENOUGH = 120

const checkers = new WeakMap<Catalogue, StructureChecker>()

function checkerOf(catalogue: Catalogue): StructureChecker {
  const known = checkers.get(catalogue)
  if (known !== undefined) return known
  const checker = createStructureChecker(catalogue)
  checkers.set(catalogue, checker)
  return checker
}
