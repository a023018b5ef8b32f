/**
 * Judges an XML document: its signatures, then the records in what they cover.
 *
 * @module
 */

import type { XmlDocument, XmlElement } from 'libxml2-wasm'
import { openXmlSignatures } from '../signature/xmldsig/open.ts'
import type { Issue } from '../verdict.ts'
import { parseXml } from '../xml/parse.ts'
import { locateElements, xpathOf } from '../xml/positions.ts'
import type { FoundRecord } from '../xml/record.ts'
import { findContent, findRecords, openBody } from '../xml/record.ts'
import { toInstance } from '../xml/to-instance.ts'
import type { ChosenSchema } from './choose-schema.ts'
import { chooseByRequest, schemaUsed, undetermined } from './choose-schema.ts'
import type { ExchangeContext } from './context.ts'
import type { Judgement } from './judgement.ts'
import { inDocumentOrder, merge } from './judgement.ts'

export function judgeXml(bytes: Uint8Array, context: ExchangeContext): Judgement {
  const { document, text = '', issues } = parseXml(bytes)
  if (document === undefined) return { format: 'xml', issues }
  try {
    if (issues.length > 0) return { format: 'xml', issues }
    return judgeDocument(document, text, context)
  } finally {
    document.dispose()
  }
}

function judgeDocument(document: XmlDocument, text: string, context: ExchangeContext): Judgement {
  const opened = openXmlSignatures({ document, text }, context.trust, context.at)
  const envelope: Judgement = {
    format: 'xml',
    issues: opened.issues,
    signatures: opened.reports,
  }
  const isSigned = opened.reports.length > 0
  const content = isSigned ? opened.content : findContent(document)
  if (content === undefined || context.signaturesOnly) return envelope
  return merge(envelope, judgeContent(openBody(content), text, context))
}

function judgeContent(content: XmlElement, text: string, context: ExchangeContext): Judgement {
  const asked = chooseByRequest(context)
  const found = findRecords(content, context.catalogue)
  if (asked === undefined && found.length === 0) throw undetermined()
  const records = found.length > 0 ? found : [{ element: content, versions: [] }]
  const judged = records.map((record) => judgeRecord(record, asked, text, context))
  return judged.reduce(merge)
}

function judgeRecord(
  { element, versions }: FoundRecord,
  asked: ChosenSchema | undefined,
  text: string,
  context: ExchangeContext,
): Judgement {
  const [newest] = versions
  const claimed =
    newest === undefined ? undefined : { version: newest, chosenBy: 'namespace' as const }
  const chosen: ChosenSchema | undefined = asked ?? claimed
  if (chosen === undefined) throw undetermined()
  const instance = toInstance(element, chosen.version, context.catalogue)
  const checked = context.checker.check(chosen.version, instance.value, {
    ...context.request,
    today: context.today,
  })
  const issues = [...instance.issues, ...checked.issues]
  return {
    format: 'xml',
    schema: schemaUsed(chosen),
    asOf: checked.asOf,
    issues: withPositions(issues, instance.elementAt, text),
  }
}

/** Positions are looked for only when there is something to report. */
function withPositions(
  issues: readonly Issue[],
  elementAt: (pointer: string) => XmlElement,
  text: string,
): readonly Issue[] {
  if (issues.length === 0) return issues
  const elements = issues.map(({ instanceLocation }) => elementAt(instanceLocation))
  const positions = locateElements(text, elements)
  return inDocumentOrder(
    issues.map((issue, index) => {
      const element = elements[index]
      if (element === undefined) return issue
      return { ...issue, xpath: xpathOf(element), ...positions[index] }
    }),
  )
}
