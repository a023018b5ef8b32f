/**
 * Cuts a stream of XML into documents of a few records each.
 *
 * A collection of records is a root with a child for each. Every document that comes out has the
 * root's own start tag and as many children as fit, with all that stands between them, so that
 * what is said of a place can be said of the place in the stream. Whether the pieces are
 * well-formed is for the parser to say; here only mark-up is counted.
 *
 * @module
 */
import { BATCH_BYTES, DOCUMENT_BYTES_MAX } from '../limits.ts'
import { Problem } from '../problem.ts'
import { documentTooLarge } from '../problems.ts'
import { charactersIn } from './moved-issue.ts'
import type { CollectionRoot } from './plain-elements.ts'
import { onOneLine } from './plain-elements.ts'
import { type Markup, readMarkup } from './scan.ts'

export interface XmlBatch {
  /** A document of its own. */
  readonly bytes: Uint8Array
  /** The children alone; absent where what is cut is not well-formed. */
  readonly children?: Uint8Array
  readonly root: CollectionRoot
  /** Where the first child stands in the stream, from 1. */
  readonly line: number
  readonly column: number
  /** Characters before the first child, all on the first line. */
  readonly prefixLength: number
  /** How many children of each qualified name came before. */
  readonly before: ReadonlyMap<string, number>
  readonly recordCount: number
}

/**
 * Batches of about so many bytes, or of one child each where it is larger.
 *
 * Throws Problem `document-too-large` when one child has over `DOCUMENT_BYTES_MAX`.
 */
export async function* batchRecords(
  chunks: AsyncIterable<Uint8Array>,
  bytesMin: number = BATCH_BYTES,
): AsyncGenerator<XmlBatch, void, undefined> {
  const reading = startReading(bytesMin)
  for await (const chunk of chunks) {
    const { buffer, byteOffset, byteLength } = chunk
    moveTo(reading, reading.start < 0 ? reading.at : reading.start)
    reading.text += Buffer.from(buffer, byteOffset, byteLength).toString('latin1')
    if (reading.text.length > DOCUMENT_BYTES_MAX + byteLength) throw tooLarge()
    yield* readOn(reading, false)
  }
  yield* readOn(reading, true)
  if (!reading.isOver) yield* leftOver(reading)
}

/** The text has one character for each byte: all mark-up is ASCII, and no byte is lost. */
interface Reading {
  readonly bytesMin: number
  text: string
  /** Read up to here. */
  at: number
  depth: number
  declaration: string
  rootTag: string
  rootName: string
  /** The start tag of the first child. */
  first: string
  /** Where the children of the batch begin and end; -1 before the first. */
  start: number
  end: number
  /** Of the first character of the text. */
  line: number
  column: number
  before: ReadonlyMap<string, number>
  inside: string[]
  hasBatch: boolean
  /** Nothing that follows is read. */
  isOver: boolean
}

function startReading(bytesMin: number): Reading {
  return {
    bytesMin,
    ...{ text: '', at: 0, depth: 0, declaration: '', rootTag: '', rootName: '', first: '' },
    ...{ start: -1, end: -1, line: 1, column: 1, before: new Map(), inside: [] },
    ...{ hasBatch: false, isOver: false },
  }
}

/** `<![CDATA[` and `<!DOCTYPE`: mark-up is known by so much of it. */
const MARKUP_START_LENGTH = 9

function* readOn(reading: Reading, isLast: boolean): Generator<XmlBatch, void, undefined> {
  while (!reading.isOver) {
    const at = reading.text.indexOf('<', reading.at)
    const isCut = !isLast && at + MARKUP_START_LENGTH > reading.text.length
    if (at < 0 || isCut) return
    const [kind, end] = readMarkup(reading.text, at)
    if (end < 0) return
    reading.at = end
    if (isRefused(kind, reading)) yield refuse(reading, kind, at)
    else yield* take(reading, kind, at)
  }
}

/** Neither a DOCTYPE nor a second root is passed over. */
function isRefused(kind: Markup, { depth, rootTag }: Reading): boolean {
  const isTag = kind === 'start' || kind === 'empty' || kind === 'end'
  return kind === 'doctype' || (isTag && depth === 0 && rootTag !== '')
}

function* take(reading: Reading, kind: Markup, at: number): Generator<XmlBatch, void, undefined> {
  if (kind === 'pi' && reading.rootTag === '') {
    reading.declaration ||= reading.text.slice(at, reading.at)
  }
  if (kind === 'start' || kind === 'empty') open(reading, at)
  if (kind !== 'end' && kind !== 'empty') return
  reading.depth -= 1
  if (reading.depth === 1) reading.end = reading.at
  const isFull = reading.depth === 1 && reading.end - reading.start >= reading.bytesMin
  if (reading.start >= 0 && (isFull || reading.depth === 0)) yield takeBatch(reading)
}

const TAG_NAME = /^<([^\s/>]+)/u

function open(reading: Reading, at: number): void {
  const tag = reading.text.slice(at, reading.at)
  const name = TAG_NAME.exec(tag)?.[1] ?? ''
  if (reading.depth === 0) {
    reading.rootName = name
    reading.rootTag = onOneLine(tag).replace(/\s*\/?>$/u, '>')
  } else if (reading.depth === 1) {
    if (reading.start < 0) reading.start = at
    reading.first ||= tag
    reading.inside.push(name)
  }
  reading.depth += 1
}

function takeBatch(reading: Reading): XmlBatch {
  moveTo(reading, reading.start)
  const close = `</${reading.rootName}>`
  const whole = toBatch(reading, `${reading.text.slice(0, reading.end)}${close}`)
  const { bytes, root } = whole
  const children = bytes.subarray(root.open.length, bytes.byteLength - close.length)
  const batch = { ...whole, children }
  const before = new Map(reading.before)
  for (const name of reading.inside) before.set(name, (before.get(name) ?? 0) + 1)
  moveTo(reading, reading.end)
  Object.assign(reading, { before, inside: [], start: -1, end: -1, hasBatch: true })
  return batch
}

/** Drops what came before, and counts its lines. */
function moveTo(reading: Reading, offset: number): void {
  let lineStart = 0
  for (let at = reading.text.indexOf('\n'); at >= 0 && at < offset; ) {
    lineStart = at + 1
    reading.line += 1
    at = reading.text.indexOf('\n', lineStart)
  }
  const passed = charactersIn(reading.text.slice(lineStart, offset))
  reading.column = lineStart > 0 ? passed + 1 : reading.column + passed
  reading.text = reading.text.slice(offset)
  reading.at -= offset
  reading.start = reading.start < 0 ? -1 : reading.start - offset
  reading.end = reading.end < 0 ? -1 : reading.end - offset
}

function refuse(reading: Reading, kind: Markup, at: number): XmlBatch {
  const refused = reading.text.slice(at, reading.at)
  moveTo(reading, at)
  reading.isOver = true
  if (kind !== 'doctype') return toBatch(reading, `</${reading.rootName}>${refused}`)
  return toBatch({ ...reading, rootTag: '' }, `${refused}<a/>`)
}

/** What is no child of a root, or no root at all: the parser says what is wrong with it. */
function* leftOver(reading: Reading): Generator<XmlBatch, void, undefined> {
  const isOpen = reading.depth > 0 || reading.rootTag === ''
  if (isOpen) {
    moveTo(reading, reading.start < 0 ? reading.at : reading.start)
    yield toBatch(reading, reading.text)
  } else if (!reading.hasBatch) yield toBatch(reading, `</${reading.rootName}>`)
}

function toBatch(reading: Reading, content: string): XmlBatch {
  const { line, column, before, inside, rootTag, rootName, first } = reading
  const prefix = `${onOneLine(reading.declaration)}${rootTag}`
  const bytes = Buffer.from(`${prefix}${content}`, 'latin1')
  return {
    bytes,
    root: { open: prefix, close: `</${rootName}>`, first },
    line,
    column,
    prefixLength: charactersIn(prefix),
    before,
    recordCount: inside.length,
  }
}

function tooLarge(): Problem {
  return new Problem(
    documentTooLarge,
    `One record has over ${DOCUMENT_BYTES_MAX} bytes, or the document is no collection of records`,
    { extensions: { bytesMax: DOCUMENT_BYTES_MAX } },
  )
}
