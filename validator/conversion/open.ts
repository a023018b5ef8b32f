/**
 * Reads a document as far as conversion needs it: the records in it, as values.
 *
 * Of a signed document only what was signed is taken, as in a judgement.
 *
 * @module
 */
import type { SchemaVersion } from '../catalogue.ts'
import { decodeUtf8 } from '../decode.ts'
import { looksLikeJwe } from '../encryption/jwe/looks-like-jwe.ts'
import { openJwe } from '../encryption/jwe/open.ts'
import { openEncryptedXml } from '../encryption/xmlenc/open.ts'
import { chooseByRequest, chooseForJson, withoutSchemaMember } from '../exchange/choose-schema.ts'
import type { ExchangeContext } from '../exchange/context.ts'
import { readRecord } from '../exchange/read-record.ts'
import { sniffFormat } from '../exchange/sniff-format.ts'
import { parseJson } from '../json/parse.ts'
import type { JsonValue } from '../json-value.ts'
import { Problem } from '../problem.ts'
import { documentUnconvertible } from '../problems.ts'
import { looksLikeJws } from '../signature/jws/looks-like-jws.ts'
import { openJws } from '../signature/jws/open.ts'
import { openXmlSignatures } from '../signature/xmldsig/open.ts'
import type { Issue, SignatureReport } from '../verdict.ts'
import { parseXml } from '../xml/parse.ts'
import { placeOf } from '../xml/positions.ts'
import { findContent, findRecordsOf, openBody } from '../xml/record.ts'

export interface OpenedRecord {
  readonly value: JsonValue
  readonly version: SchemaVersion
  readonly format: 'json' | 'xml'
  /** What is known of the signatures on it, believed or not; none on a document without. */
  readonly signatures: readonly SignatureReport[]
  /** What the mapping from XML could not take over. */
  readonly issues: readonly Issue[]
}

/** Throws Problem `document-unconvertible`, `schema-not-found` or `schema-undetermined`. */
export async function openRecords(
  document: Uint8Array,
  context: ExchangeContext,
): Promise<readonly OpenedRecord[]> {
  if (sniffFormat(document) === 'xml') return openXml(document, context)
  const text = textOf(document)
  if (looksLikeJwe(text)) throw unconvertible((await openJwe(text, [])).issues)
  if (!looksLikeJws(text)) return openJson(text, context)
  const { payload, reports, issues } = openJws(text, context.trust, context.at)
  if (payload === undefined) throw unconvertible(issues)
  const records =
    sniffFormat(payload) === 'xml' ? openXml(payload, context) : openJson(textOf(payload), context)
  return records.map((record) => ({ ...record, signatures: [...reports, ...record.signatures] }))
}

function textOf(document: Uint8Array): string {
  const { text, issues } = decodeUtf8(document)
  if (text === undefined) throw unconvertible(issues)
  return text
}

function openJson(text: string, context: ExchangeContext): readonly OpenedRecord[] {
  const { value, issues } = parseJson(text)
  if (value === undefined || issues.length > 0) throw unconvertible(issues)
  const { version } = chooseForJson(value, context)
  const instance = withoutSchemaMember(value, version)
  return [{ value: instance, version, format: 'json', signatures: [], issues: [] }]
}

/** What is encrypted stays closed: a conversion gives out all that it reads. */
function openXml(bytes: Uint8Array, context: ExchangeContext): readonly OpenedRecord[] {
  const encrypted = openEncryptedXml(bytes, [])
  if (encrypted !== undefined) throw unconvertible(encrypted.issues)
  const { document, issues } = parseXml(bytes)
  if (document === undefined) throw unconvertible(issues)
  try {
    if (issues.length > 0) throw unconvertible(issues)
    const opened = openXmlSignatures(
      { document, bytes, mayLoseSignature: true },
      context.trust,
      context.at,
    )
    const signatures = opened.reports
    const isSigned = signatures.length > 0
    const contents = isSigned ? opened.contents.map(openBody) : [findContent(document)]
    if (contents.length === 0) throw unconvertible(opened.issues)
    const asked = chooseByRequest(context)
    const { records } = findRecordsOf(contents, context.catalogue)
    const found =
      records.length > 0
        ? records
        : contents.map((each) => ({ place: placeOf(each), versions: [] }))
    return found.map((record) => {
      const { chosen, instance } = readRecord(record, asked, context)
      const mapped = instance.issues.map(({ issue }) => issue)
      const { version } = chosen
      return { value: instance.value, version, format: 'xml', signatures, issues: mapped }
    })
  } finally {
    document.dispose()
  }
}

function unconvertible(issues: readonly Issue[]): Problem {
  const codes = [...new Set(issues.map(({ code }) => code))]
  return new Problem(documentUnconvertible, `See chuan validate: ${codes.join(', ')}`, {
    extensions: { issues },
  })
}
