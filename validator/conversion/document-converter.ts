/**
 * Converts documents from the structure they claim to another, and judges the result.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import { vietnamDay } from '../date.ts'
import type { ExchangeContext } from '../exchange/context.ts'
import { toVerdict } from '../exchange/to-verdict.ts'
import { createIssue } from '../issues/issue.ts'
import { issueKinds } from '../issues/kinds.ts'
import type { JsonValue } from '../json-value.ts'
import { member, textMember } from '../json-value.ts'
import { DOCUMENT_BYTES_MAX } from '../limits.ts'
import { Problem } from '../problem.ts'
import { documentTooLarge } from '../problems.ts'
import type { SchemaRef } from '../schema-ref.ts'
import { formatSchemaRef } from '../schema-ref.ts'
import { currentTrust, type TrustStore } from '../signature/trust-store.ts'
import { findAsOf } from '../structure/as-of.ts'
import type { StructureChecker } from '../structure/checker.ts'
import type { Issue, SignatureReport, Verdict } from '../verdict.ts'
import type { TagNames } from '../xml/tag-names.ts'
import type { ConversionStep } from './convert.ts'
import { convertStep } from './convert.ts'
import type { OpenedRecord } from './open.ts'
import { openRecords } from './open.ts'
import { conversionMap } from './plan.ts'

export interface ConvertRequest {
  /** Absent: the version the document is of; only its form may change. */
  readonly to?: SchemaRef
  /** Absent: the version the document claims. */
  readonly from?: SchemaRef
  /** YYYY-MM-DD on which the codes of the document are read; absent: what it states, else today. */
  readonly asOf?: string
}

export interface ConversionReport {
  readonly from: string
  readonly to: string
  /** True when every step says all that its source said. */
  readonly lossless: boolean
  /** The signatures on the source; they do not cover the result. */
  readonly signatures: readonly SignatureReport[]
  /** What reading cost, before the first step. */
  readonly issues: readonly Issue[]
  readonly steps: readonly ConversionStep[]
  /** How the result is judged by the structure it was converted to. */
  readonly verdict: Verdict
}

export interface ConvertedRecord {
  readonly value: JsonValue
  readonly version: SchemaVersion
  readonly report: ConversionReport
}

export interface DocumentConverterOptions {
  readonly catalogue: Catalogue
  /** Asked for each document. */
  readonly trust: () => TrustStore
  readonly checker: StructureChecker
  readonly names: TagNames
  readonly now: () => Date
}

export interface DocumentConverter {
  /** One for each record; throws Problem `conversion-unknown` or `document-unconvertible`. */
  readonly convert: (
    document: Uint8Array,
    request: ConvertRequest,
  ) => Promise<readonly ConvertedRecord[]>
}

interface Converting {
  readonly catalogue: Catalogue
  readonly checker: StructureChecker
  readonly target: SchemaVersion | undefined
  readonly asOf: string | undefined
  readonly today: string
}

export function createDocumentConverter(options: DocumentConverterOptions): DocumentConverter {
  const { catalogue, trust, checker, names } = options
  return {
    async convert(document, { to, from, asOf }) {
      assertSize(document)
      const at = options.now()
      const today = vietnamDay(at)
      const target = to === undefined ? undefined : catalogue.get(to)
      const request = { ...(from && { schema: from }), ...(asOf && { asOf }) }
      const context: ExchangeContext = {
        ...{ catalogue, checker, names, trust: currentTrust(trust(), at), at, today, request },
        signaturesOnly: false,
        decryptionKeys: [],
      }
      const records = await openRecords(document, context)
      return records.map((record) =>
        convertRecord(record, { catalogue, checker, target, asOf, today }),
      )
    },
  }
}

function assertSize(document: Uint8Array): void {
  if (document.byteLength <= DOCUMENT_BYTES_MAX) return
  throw new Problem(documentTooLarge, `At most ${DOCUMENT_BYTES_MAX} bytes`, {
    extensions: { bytesMax: DOCUMENT_BYTES_MAX },
  })
}

function convertRecord(record: OpenedRecord, converting: Converting): ConvertedRecord {
  const { catalogue, target = record.version } = converting
  const legs = conversionMap(catalogue).plan(record.version, target)
  const findCodeList = (id: string) => catalogue.findById(id)?.codeList
  const steps: ConversionStep[] = []
  let value = record.value
  let version = record.version
  for (const { conversion, direction } of legs) {
    const next = direction === 'forward' ? conversion.to : conversion.from
    const days = daysOf(value, version, next, converting)
    const result = convertStep(value, conversion, direction, days, findCodeList)
    steps.push(result.step)
    value = result.value
    version = next
  }
  const { signatures } = record
  const issues = [...record.issues, ...(signatures.length > 0 ? [unsigned()] : [])]
  const isLossless = issues.length === 0 && steps.every(({ lossless }) => lossless)
  const from = formatSchemaRef(record.version.ref)
  const verdict = judge(value, record.format, target, converting)
  const to = formatSchemaRef(target.ref)
  const report = { from, to, lossless: isLossless, signatures, issues, steps, verdict }
  return { value, version: target, report }
}

/**
 * A structure that states its own day keeps it: its codes are read on that day before and
 * after. One that states none is read on the day asked for and is written for today.
 */
function daysOf(
  value: JsonValue,
  from: SchemaVersion,
  to: SchemaVersion,
  { asOf, today }: Converting,
): Parameters<typeof convertStep>[3] {
  const stated = findAsOf(from.document, value, { today, ...(asOf === undefined ? {} : { asOf }) })
  const keepsDay = member(to.document, 'x-asOf') !== undefined
  return { sourceDay: stated.at, ...(keepsDay ? {} : { targetDay: today }) }
}

function unsigned(): Issue {
  return createIssue(issueKinds['conversion-signature-lost'], { instanceLocation: '' })
}

function judge(
  value: JsonValue,
  format: 'json' | 'xml',
  target: SchemaVersion,
  { checker, target: asked, today, asOf: day }: Converting,
): Verdict {
  // The codes of a record that stays what it is hold on the day they are read on.
  const given = asked === undefined && day !== undefined ? { asOf: day } : {}
  const { issues, asOf } = checker.check(target, value, { today, ...given })
  const status = textMember(target.document, 'x-status') ?? 'Incomplete'
  const { ref, id } = target
  const schema = { ref: formatSchemaRef(ref), id, status, chosenBy: 'request' as const }
  return toVerdict({ format, schema, asOf, issues }, undefined)
}
