/**
 * Judges an XML document: its signatures, then the records in what they cover.
 *
 * @module
 */
import type { XmlElement } from 'libxml2-wasm'
import { bothValid } from '../batch/tally.ts'
import { shownName } from '../field-name.ts'
import { createIssue } from '../issues/issue.ts'
import { issueKinds } from '../issues/kinds.ts'
import { ISSUE_COUNT_MAX } from '../limits.ts'
import { claimsOfXml } from '../signature/policy/claims.ts'
import { openXmlSignatures } from '../signature/xmldsig/open.ts'
import type { SignedDocument } from '../signature/xmldsig/references.ts'
import { parseXml } from '../xml/parse.ts'
import type { Place } from '../xml/positions.ts'
import { placeOf } from '../xml/positions.ts'
import type { FoundRecord, FoundRecords } from '../xml/record.ts'
import { findContent, findRecordsOf, openBody } from '../xml/record.ts'
import type { PlacedIssue } from '../xml/to-instance.ts'
import type { ChosenSchema } from './choose-schema.ts'
import { chooseByRequest, schemaUsed, undetermined } from './choose-schema.ts'
import type { ExchangeContext } from './context.ts'
import type { Judgement } from './judgement.ts'
import { merge } from './judgement.ts'
import { readRecord } from './read-record.ts'
import { judgeRight } from './right-elements.ts'
import { withXsd } from './with-xsd.ts'
import { withXmlPositions } from './xml-positions.ts'

export function judgeXml(bytes: Uint8Array, context: ExchangeContext): Judgement {
  return judgeRight(bytes, context) ?? judgeTree(bytes, context)
}

function judgeTree(bytes: Uint8Array, context: ExchangeContext): Judgement {
  const { document, issues } = parseXml(bytes)
  if (document === undefined) return { format: 'xml', issues }
  try {
    if (issues.length > 0) return { format: 'xml', issues }
    return judgeDocument({ document, bytes, mayLoseSignature: true }, context)
  } finally {
    document.dispose()
  }
}

function judgeDocument(source: SignedDocument, context: ExchangeContext): Judgement {
  const opened = openXmlSignatures(source, context.trust, context.at)
  const envelope: Judgement = {
    format: 'xml',
    issues: opened.issues,
    signatures: opened.reports,
  }
  const isSigned = opened.reports.length > 0
  const contents = isSigned ? opened.contents.map(openBody) : [findContent(source.document)]
  if (contents.length === 0) return envelope
  const isAsked = isSigned || context.policy !== undefined
  const claims = isAsked ? { claims: claimsOfXml(contents, source.bytes) } : {}
  const claiming = { ...envelope, ...claims }
  return context.signaturesOnly
    ? claiming
    : merge(claiming, judgeContents(contents, source.bytes, context))
}

function judgeContents(
  contents: readonly XmlElement[],
  bytes: Uint8Array,
  context: ExchangeContext,
): Judgement {
  const asked = chooseByRequest(context)
  const { records, strangers } = recordsOf(contents, asked, context)
  const placed = strangers.slice(0, ISSUE_COUNT_MAX + 1).map(unjudged)
  let first: JudgedRecord | undefined
  let hasError = false
  let xsdValid: boolean | undefined
  const structures = new Set<string>()
  for (const record of records) {
    const judged = judgeRecord(record, asked, context)
    first ??= judged
    structures.add(judged.chosen.version.ref.path)
    xsdValid = bothValid(xsdValid, judged.xsdValid)
    for (const each of judged.issues) {
      const isError = each.issue.severity === 'error'
      hasError ||= isError
      if (isError || placed.length <= ISSUE_COUNT_MAX) placed.push(each)
    }
    // The verdict is invalid and full: further records could not change it.
    if (hasError && placed.length > ISSUE_COUNT_MAX) break
  }
  return {
    format: 'xml',
    ...(first && { schema: schemaUsed(first.chosen), asOf: first.asOf }),
    ...(structures.size > 1 && { structures: [...structures] }),
    ...(xsdValid === undefined ? {} : { xsdValid }),
    issues: withXmlPositions(placed, bytes),
  }
}

/** Of a part of a collection, its records; else the contents where nothing in them is one. */
function recordsOf(
  contents: readonly XmlElement[],
  asked: ChosenSchema | undefined,
  { catalogue, records }: ExchangeContext,
): FoundRecords {
  const found = findRecordsOf(contents, catalogue, records)
  if (found.records.length > 0 || records !== undefined) return found
  if (asked === undefined) throw undetermined()
  return { ...found, records: contents.map((each) => ({ place: placeOf(each), versions: [] })) }
}

interface JudgedRecord {
  readonly chosen: ChosenSchema
  readonly asOf: string
  readonly issues: readonly PlacedIssue[]
  readonly xsdValid?: boolean
}

function judgeRecord(
  record: FoundRecord,
  asked: ChosenSchema | undefined,
  context: ExchangeContext,
): JudgedRecord {
  const { chosen, instance } = readRecord(record, asked, context)
  const checked = context.checker.check(chosen.version, instance.value, {
    ...context.request,
    today: context.today,
  })
  const placed = checked.issues.map((issue) => ({
    issue,
    place: instance.placeAt(issue.instanceLocation),
  }))
  const issues = [...instance.issues, ...placed]
  const judged = { chosen, asOf: checked.asOf, issues }
  // libxml2 looks at all elements beside each that is refused: where many are, for minutes.
  const refusals = issues.length + instance.passedOver
  if (context.xsd === undefined || refusals > ISSUE_COUNT_MAX) return judged
  const faults = context.xsd.judge(record.place, chosen.version)
  if (faults === undefined) return judged
  return {
    ...judged,
    issues: withXsd(issues, faults, instance),
    xsdValid: faults.length === 0,
  }
}

function unjudged(place: Place): PlacedIssue {
  const params = { name: shownName(place.element.name) }
  const issue = createIssue(issueKinds['element-unjudged'], { instanceLocation: '' }, params)
  return { issue, place }
}
