/**
 * Where in an XML document the issues of its records are.
 *
 * @module
 */
import { decodeUtf8 } from '../decode.ts'
import type { Issue } from '../verdict.ts'
import { locatePlaces, pathTo } from '../xml/positions.ts'
import type { PlacedIssue } from '../xml/to-instance.ts'
import { inDocumentOrder } from './to-verdict.ts'

/** Positions, and the text they are in, are looked for only when there is something to report. */
export function withXmlPositions(
  placed: readonly PlacedIssue[],
  bytes: Uint8Array,
): readonly Issue[] {
  if (placed.length === 0) return []
  const positions = locatePlaces(
    decodeUtf8(bytes).text ?? '',
    placed.map(({ place }) => place),
  )
  return inDocumentOrder(
    placed.map(({ issue, place }, index) => ({
      ...issue,
      xpath: pathTo(place),
      ...positions[index],
    })),
  )
}
