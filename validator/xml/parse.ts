/**
 * XML bytes to the one tree that every later stage works on.
 *
 * Nothing is fetched and nothing is expanded: a DOCTYPE is refused before
 * libxml2 sees the document, and again on the tree.
 *
 * @module
 */
import { ParseOption, XmlDocument, XmlLibError } from 'libxml2-wasm'
import { bomLength, decodeAsBytes, decodeUtf8 } from '../decode.ts'
import { createIssue } from '../issues/issue.ts'
import type { IssueCode } from '../issues/kinds.ts'
import { issueKinds } from '../issues/kinds.ts'
import type { TextPosition } from '../json/text-position.ts'
import { positionsAt } from '../json/text-position.ts'
import { ATTRIBUTE_COUNT_MAX, NESTING_DEPTH_MAX } from '../limits.ts'
import type { Issue } from '../verdict.ts'
import { CUT_SHORT, OTHER_XML_VERSION, parseReason } from './parse-reason.ts'
import { scanXml } from './scan.ts'

export interface ParsedXml {
  /** Absent when there is an issue; to be disposed by whoever got it. */
  readonly document?: XmlDocument
  readonly issues: readonly Issue[]
}

const OPTIONS =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_BIG_LINES

export function parseXml(bytes: Uint8Array): ParsedXml {
  if (isSixteenBit(bytes)) return refuse('xml-encoding-refused')
  const { text, issues } = decodeAsBytes(bytes)
  if (text === undefined) return { issues }
  if (!/^utf-?8$/iu.test(declared(text, ENCODING) ?? 'UTF-8')) return refuse('xml-encoding-refused')
  // XML 1.1 has other characters and line ends, and Canonical XML is defined on 1.0 only.
  if ((declared(text, VERSION) ?? '1.0') !== '1.0') {
    return refuse('xml-malformed', { reason: OTHER_XML_VERSION }, { line: 1, column: 1 })
  }
  const { hasDoctype, depth, attributeCount, piInside } = scanXml(text)
  if (hasDoctype) return refuse('xml-dtd-refused')
  if (depth > NESTING_DEPTH_MAX) return refuse('nesting-too-deep', { max: NESTING_DEPTH_MAX })
  if (attributeCount > ATTRIBUTE_COUNT_MAX) {
    return refuse('attributes-too-many', { max: ATTRIBUTE_COUNT_MAX })
  }
  const parsed = parseTree(bytes)
  if (parsed.document === undefined || piInside === undefined) return parsed
  parsed.document.dispose()
  return refuse('processing-instruction-refused', {}, positionOfByte(bytes, piInside))
}

function parseTree(bytes: Uint8Array): ParsedXml {
  try {
    const document = XmlDocument.fromBuffer(bytes, { option: OPTIONS })
    if (document.dtd === null) return { document, issues: [] }
    document.dispose()
    return refuse('xml-dtd-refused')
  } catch (thrown) {
    if (!(thrown instanceof XmlLibError)) throw thrown
    return explainFault(decodeUtf8(bytes).text ?? '', thrown)
  }
}

const WARNING = 1

function explainFault(text: string, { details }: XmlLibError): ParsedXml {
  const fault = details.find(({ level }) => level > WARNING) ?? details[0]
  const stopped = offsetOf(text, fault?.line ?? 1, fault?.col ?? 1)
  const { reason, mark } = parseReason(fault?.message ?? '')
  const offset = mark === undefined ? stopped : text.lastIndexOf(mark, stopped - 1)
  const isAtEnd = mark === undefined && stopped > 0 && text.slice(stopped).trim() === ''
  return refuse(
    'xml-malformed',
    { reason: isAtEnd ? CUT_SHORT : reason },
    positionAt(text, offset < 0 ? stopped : offset),
  )
}

/** libxml2 counts characters, an editor UTF-16 code units. */
function offsetOf(text: string, line: number, column: number): number {
  let offset = 0
  for (let at = 1; at < line; at += 1) offset = text.indexOf('\n', offset) + 1
  for (let at = 1; at < column && offset < text.length; at += 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1
  }
  return offset
}

/** `offset` in bytes, after a byte order mark. */
function positionOfByte(bytes: Uint8Array, offset: number): TextPosition {
  const before = decodeUtf8(bytes.subarray(0, bomLength(bytes) + offset)).text ?? ''
  return positionAt(before, before.length)
}

function positionAt(text: string, offset: number): TextPosition {
  return positionsAt(text, [offset]).get(offset) ?? { line: 1, column: 1 }
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

const ENCODING = /\sencoding\s*=\s*["']([^"']*)["']/u
const VERSION = /\sversion\s*=\s*["']([^"']*)["']/u

function declared(text: string, member: RegExp): string | undefined {
  const declaration = /^<\?xml\s[^>]*>/u.exec(text)?.[0] ?? ''
  return member.exec(declaration)?.[1]
}

function refuse(
  code: IssueCode,
  params: Readonly<Record<string, unknown>> = {},
  position: Partial<TextPosition> = {},
): ParsedXml {
  return { issues: [createIssue(issueKinds[code], { instanceLocation: '', ...position }, params)] }
}
