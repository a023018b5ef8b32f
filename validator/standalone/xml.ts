/**
 * What generated readers of XML need at run time: the mapping from XML to an instance, and
 * the same judgement.
 *
 * A file of its own, because it needs libxml2-wasm, the one package that has to be
 * installed for it. Signatures are not verified here, so a signed document is never valid.
 *
 * @module
 */
import { schemaUsed } from '../exchange/choose-schema.ts'
import { toVerdict } from '../exchange/to-verdict.ts'
import { withXmlPositions } from '../exchange/xml-positions.ts'
import { createIssue } from '../issues/issue.ts'
import { issueKinds } from '../issues/kinds.ts'
import type { JsonValue } from '../json-value.ts'
import type { Verdict } from '../verdict.ts'
import type { ParsedXml } from '../xml/parse.ts'
import { parseXml } from '../xml/parse.ts'
import type { Place } from '../xml/positions.ts'
import { placeOf } from '../xml/positions.ts'
import { findContent } from '../xml/record.ts'
import type { PlacedIssue } from '../xml/to-instance.ts'
import { toInstance } from '../xml/to-instance.ts'
import type { Part } from './part.ts'
import { catalogueOfPart } from './part.ts'
import type { StandaloneOptions } from './runtime.ts'
import { assertSize, createCheck } from './runtime.ts'

export interface ReadXml {
  /** Absent when the document cannot be read as the structure. */
  readonly value?: JsonValue
  readonly verdict: Verdict
}

/** Reads one record: the root element, or what a SOAP Body holds. */
export function createXmlReader(
  part: Part,
): (document: Uint8Array | string, options?: StandaloneOptions) => ReadXml {
  const check = createCheck(part)
  const catalogue = catalogueOfPart(part)
  const used = schemaUsed({ version: part.version, chosenBy: 'request' })
  return (document, options = {}) => {
    const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document
    assertSize(bytes)
    const parsed = parseXml(bytes)
    if (parsed.document === undefined) {
      return { verdict: toVerdict({ format: 'xml', issues: parsed.issues }, options.document) }
    }
    try {
      const place = placeOf(findContent(parsed.document))
      const instance = toInstance(place, part.version, catalogue)
      const { issues, asOf } = check(instance.value, options)
      const placed = issues.map((issue) => ({
        issue,
        place: instance.placeAt(issue.instanceLocation),
      }))
      const all = [...unverified(parsed.document, place), ...instance.issues, ...placed]
      const judged = withXmlPositions(all, bytes)
      const verdict = toVerdict(
        { format: 'xml', schema: used, asOf, issues: judged },
        options.document,
      )
      return { value: instance.value, verdict }
    } finally {
      parsed.document.dispose()
    }
  }
}

type ParsedDocument = NonNullable<ParsedXml['document']>

const SIGNATURE =
  "//*[local-name()='Signature' and namespace-uri()='http://www.w3.org/2000/09/xmldsig#']"

/** Whoever trusts what is signed has it verified first: by the service or by the command. */
function unverified(document: ParsedDocument, place: Place): readonly PlacedIssue[] {
  if (document.get(SIGNATURE) === null) return []
  const issue = createIssue(issueKinds['signature-unverified'], { instanceLocation: '' })
  return [{ issue, place }]
}
