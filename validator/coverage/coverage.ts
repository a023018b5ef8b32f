/**
 * How much of a schema its cases touch, and what none does.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import { decodeUtf8 } from '../decode.ts'
import { withoutSchemaMember } from '../exchange/choose-schema.ts'
import { sniffFormat } from '../exchange/sniff-format.ts'
import { parseJson } from '../json/parse.ts'
import type { JsonValue } from '../json-value.ts'
import type { StructureChecker } from '../structure/checker.ts'
import type { Issue, Verdict } from '../verdict.ts'
import { parseXml } from '../xml/parse.ts'
import { placeOf } from '../xml/positions.ts'
import { findContent, findRecords, openBody } from '../xml/record.ts'
import { toInstance } from '../xml/to-instance.ts'
import type { CoveragePoint } from './points.ts'
import { coveragePoints } from './points.ts'
import { walkInstance } from './walk.ts'

export interface CoverageReport {
  readonly total: number
  readonly touched: number
  /** 0 to 100, rounded down: 100 means everything. */
  readonly percent: number
  readonly untouched: readonly CoveragePoint[]
}

export interface Coverage {
  /** A document and the verdict on it: what it has when it is valid, what it broke. */
  readonly add: (document: Uint8Array, verdict: Verdict) => void
  readonly report: () => CoverageReport
}

export function createCoverage(
  version: SchemaVersion,
  catalogue: Catalogue,
  checker: StructureChecker,
): Coverage {
  const points = coveragePoints(version)
  const touched = new Set<string>()
  const touch = (point: CoveragePoint) => touched.add(keyOf(point))

  function add(document: Uint8Array, { valid, issues, asOf }: Verdict): void {
    for (const issue of issues) refusedBy(issue, version).forEach(touch)
    if (!valid) return
    const day = asOf === undefined ? {} : { asOf }
    for (const value of readInstances(document, version, catalogue)) {
      const accepts = (pointer: string, part: JsonValue) =>
        checker.accepts(version, pointer, part, { ...day, today: asOf ?? '' })
      walkInstance({ version, accepts, touch }, value)
    }
  }

  return {
    add,
    report() {
      const untouched = points.filter((point) => !touched.has(keyOf(point)))
      const share = (points.length - untouched.length) / Math.max(1, points.length)
      return {
        total: points.length,
        touched: points.length - untouched.length,
        percent: points.length === 0 ? 100 : Math.floor(share * 100),
        untouched,
      }
    },
  }
}

function keyOf({ kind, at, name }: CoveragePoint): string {
  return JSON.stringify([kind, at, name])
}

/** Of one that names a part, that part; the constraint as a whole else. */
function refusedBy(issue: Issue, version: SchemaVersion): readonly CoveragePoint[] {
  const [id, fragment] = issue.schemaLocation?.split('#') ?? []
  if (id !== version.id || fragment === undefined) return []
  const at = decodeURI(fragment)
  const { rule, name } = issue.params ?? {}
  const part = at.endsWith('/x-rules') ? rule : at.endsWith('/required') ? name : undefined
  return [{ kind: 'refused', at, ...(typeof part === 'string' ? { name: part } : {}) }]
}

/** Nothing of a document whose content is signed or encrypted: its verdict says enough. */
function readInstances(
  bytes: Uint8Array,
  version: SchemaVersion,
  catalogue: Catalogue,
): readonly JsonValue[] {
  if (sniffFormat(bytes) === 'xml') return readXml(bytes, version, catalogue)
  const { value } = parseJson(decodeUtf8(bytes).text ?? '')
  return value === undefined ? [] : [withoutSchemaMember(value, version)]
}

function readXml(
  bytes: Uint8Array,
  version: SchemaVersion,
  catalogue: Catalogue,
): readonly JsonValue[] {
  const { document } = parseXml(bytes)
  if (document === undefined) return []
  try {
    const content = openBody(findContent(document))
    const { records } = findRecords(content, catalogue)
    const places = records.length > 0 ? records.map(({ place }) => place) : [placeOf(content)]
    return places.map((place) => toInstance(place, version, catalogue).value)
  } finally {
    document.dispose()
  }
}
