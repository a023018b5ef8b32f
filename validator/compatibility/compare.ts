/**
 * What a newer version of a structure changes, whom that breaks, and the version step it needs.
 *
 * Sound before it is sharp: what cannot be decided is called breaking, so that no document that
 * was valid is refused by a version that was called compatible.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import { textMember } from '../json-value.ts'
import type { SchemaRef } from '../schema-ref.ts'
import { createSchemaIndex } from '../structure/schema-index.ts'
import type { Difference } from './difference.ts'
import { breaksBackward, breaksForward, differenceOf } from './difference.ts'
import type { Documents } from './place.ts'
import { rootPlace } from './place.ts'
import type { Step } from './step.ts'
import { isStepEnough, stepFor } from './step.ts'
import { createCompare } from './walk.ts'

export interface Comparison {
  readonly older: SchemaRef
  readonly newer: SchemaRef
  readonly differences: readonly Difference[]
  /** Every document that was valid is valid by the newer version. */
  readonly isBackwardCompatible: boolean
  /** Every document that is valid by the newer version was valid. */
  readonly isForwardCompatible: boolean
  /** The smallest step of the version that the differences need. */
  readonly stepNeeded: Step
  /** Whether the step from the one to the other is at least that. */
  readonly isStepEnough: boolean
}

/** Both versions, and all they refer to, are in the catalogue. */
export function compareStructures(
  older: SchemaVersion,
  newer: SchemaVersion,
  catalogue: Catalogue,
): Comparison {
  const differences = findDifferences(older, newer, catalogue)
  const stepNeeded = stepFor(differences)
  return {
    older: older.ref,
    newer: newer.ref,
    differences,
    isBackwardCompatible: !differences.some(breaksBackward),
    isForwardCompatible: !differences.some(breaksForward),
    stepNeeded,
    isStepEnough: isStepEnough(older.ref, newer.ref, stepNeeded),
  }
}

const WHOLE = { instancePath: '', field: { vi: '', en: '' } }

function findDifferences(
  older: SchemaVersion,
  newer: SchemaVersion,
  catalogue: Catalogue,
): readonly Difference[] {
  const index = createSchemaIndex(catalogue)
  const documents: Documents = {
    find(id) {
      const version = catalogue.findById(id)
      return version && { version, document: index.documentOf(version) }
    },
  }
  const from = rootPlace(older, index.documentOf(older))
  const to = rootPlace(newer, index.documentOf(newer))
  const namespace =
    older.ref.major !== newer.ref.major && textMember(newer.document, 'x-namespace') === undefined
      ? [differenceOf('namespace-of-major', 'none', { place: to, site: WHOLE })]
      : []
  if (isSameText(older, newer)) return namespace
  const compare = createCompare({ catalogue, documents })
  return [...namespace, ...compare([from], [to], WHOLE, to)]
}

/** Texts that differ in their own name only mean the same; the order of fields is that of XML. */
function isSameText(older: SchemaVersion, newer: SchemaVersion): boolean {
  if (older.codeList !== undefined || newer.codeList !== undefined) return false
  const [before, after] = [older, newer].map(({ document }) => {
    const { $id: _name, ...rest } = document
    return JSON.stringify(rest)
  })
  return before === after
}
