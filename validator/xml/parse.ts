/**
 * XML bytes to the one tree that every later stage works on.
 *
 * Nothing is fetched and nothing is expanded: a DOCTYPE is refused before
 * libxml2 sees the document, and again on the tree.
 *
 * @module
 */
import { ParseOption, XmlDocument, XmlLibError } from 'libxml2-wasm'
import { decodeUtf8 } from '../decode.ts'
import { createIssue } from '../issues/issue.ts'
import type { IssueCode } from '../issues/kinds.ts'
import { issueKinds } from '../issues/kinds.ts'
import { NESTING_DEPTH_MAX } from '../limits.ts'
import type { Issue } from '../verdict.ts'
import { parseReason } from './parse-reason.ts'
import { scanXml } from './scan.ts'

export interface ParsedXml {
  /** Absent when there is an issue; to be disposed by whoever got it. */
  readonly document?: XmlDocument
  /** The document as text, for positions. */
  readonly text?: string
  readonly issues: readonly Issue[]
}

const OPTIONS =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_BIG_LINES

export function parseXml(bytes: Uint8Array): ParsedXml {
  if (isSixteenBit(bytes)) return refuse('xml-encoding-refused')
  const { text, issues } = decodeUtf8(bytes)
  if (text === undefined) return { issues }
  if (!declaresUtf8(text)) return refuse('xml-encoding-refused')
  const { hasDoctype, depth, piInside } = scanXml(text)
  if (hasDoctype) return refuse('xml-dtd-refused')
  if (depth > NESTING_DEPTH_MAX) return refuse('nesting-too-deep', { max: NESTING_DEPTH_MAX })
  const parsed = parseTree(text)
  if (parsed.document === undefined || piInside === undefined) return parsed
  parsed.document.dispose()
  return refuse('processing-instruction-refused', {}, piInside)
}

function parseTree(text: string): ParsedXml {
  try {
    const document = XmlDocument.fromString(text, { option: OPTIONS })
    if (document.dtd === null) return { document, text, issues: [] }
    document.dispose()
    return refuse('xml-dtd-refused')
  } catch (thrown) {
    if (!(thrown instanceof XmlLibError)) throw thrown
    const [detail] = thrown.details
    return refuse(
      'xml-malformed',
      { reason: parseReason(detail?.message ?? '') },
      { line: detail?.line ?? 1, column: Math.max(detail?.col ?? 1, 1) },
    )
  }
}

/** UTF-16 and UTF-32 put a zero beside every ASCII character, or begin with their mark. */
function isSixteenBit([first, second]: Uint8Array): boolean {
  return (
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (first === 0x3c && second === 0) ||
    first === 0
  )
}

const ENCODING = /^<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/u

function declaresUtf8(text: string): boolean {
  const declared = ENCODING.exec(text)?.[1]
  return declared === undefined || /^(?:utf-?8|us-ascii)$/iu.test(declared)
}

function refuse(
  code: IssueCode,
  params: Readonly<Record<string, unknown>> = {},
  position: { readonly line?: number; readonly column?: number } = {},
): ParsedXml {
  return { issues: [createIssue(issueKinds[code], { instanceLocation: '', ...position }, params)] }
}
