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
import { parseXml } from './parse.ts'
import type { CollectionRoot } from './plain-elements.ts'
import { onOneLine } from './plain-elements.ts'
import { DECLARATION, type Markup, nameInTag, readMarkup, SPACE } from './scan.ts'

export interface XmlBatch {
  /** A document of its own. */
  readonly bytes: Uint8Array
  /** The children alone; absent where what is cut is not well-formed. */
  readonly children?: Uint8Array
  readonly root: CollectionRoot
  /** Where the first child stands in the stream, from 1. */
  readonly line: number
  readonly column: number
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
    if (reading.isOver) return
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
  /** Nothing was read yet. */
  isStart: boolean
  depth: number
  declaration: string
  rootTag: string
  rootName: string
  /** The start tag of the first child. */
  first: string
  /** Where the content of the batch begins; -1 outside of the root. */
  start: number
  /** Of the first character of the text. */
  line: number
  column: number
  before: ReadonlyMap<string, number>
  inside: string[]
  /** Nothing that follows is read. */
  isOver: boolean
}

function startReading(bytesMin: number): Reading {
  return {
    bytesMin,
    ...{ text: '', at: 0, isStart: true, depth: 0, declaration: '', rootTag: '', rootName: '' },
    ...{ first: '', start: -1, line: 1, column: 1, before: new Map(), inside: [], isOver: false },
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
    if (isRefused(reading, kind, at, end)) {
      yield refuse(reading, kind === 'doctype' ? at : reading.at, end)
      return
    }
    reading.at = end
    reading.isStart = false
    yield* take(reading, kind, at)
  }
}

/** Neither a DOCTYPE nor a second root is passed over, nor what may not stand around a root. */
function isRefused(reading: Reading, kind: Markup, at: number, end: number): boolean {
  const { depth, rootTag, text } = reading
  if (kind === 'doctype' || depth > 0) return kind === 'doctype'
  const isTag = kind === 'start' || kind === 'empty' || kind === 'end'
  if (isTag && rootTag !== '') return true
  return !mayStandOutside(text.slice(reading.at, isTag ? at : end), reading)
}

/** Before a root, or behind one. */
function mayStandOutside(text: string, reading: Reading): boolean {
  if (text === '') return true
  const { document } = parseXml(Buffer.from(`${passed(reading)}${text}<a/>`, 'latin1'))
  document?.dispose()
  return document !== undefined
}

/** Only at the start of a document there may be a declaration or a byte order mark. */
function passed({ isStart }: Reading): string {
  return isStart ? '' : '<!---->'
}

function* take(reading: Reading, kind: Markup, at: number): Generator<XmlBatch, void, undefined> {
  if (kind === 'pi' && reading.rootTag === '') {
    const declaration = DECLARED.exec(reading.text.slice(at, reading.at))?.[0]
    reading.declaration ||= declaration ?? ''
  }
  if (kind === 'start' || kind === 'empty') {
    const { depth, inside, start, bytesMin } = reading
    const isFull = depth === 1 && inside.length > 0 && at - start >= bytesMin
    if (isFull) yield takeBatch(reading, at)
    open(reading, isFull ? 0 : at)
  }
  if (kind !== 'end' && kind !== 'empty') return
  reading.depth -= 1
  if (reading.depth > 0) return
  yield takeBatch(reading, at, kind === 'end' ? reading.text.slice(at, reading.at) : undefined)
}

const DECLARED = new RegExp(`^${DECLARATION}$`, 'u')

function open(reading: Reading, at: number): void {
  const tag = reading.text.slice(at, reading.at)
  const name = nameInTag(tag)
  if (reading.depth === 0) {
    reading.rootName = name
    reading.rootTag = onOneLine(tag).replace(/ *\/?>$/u, '>')
    reading.start = reading.at
  } else if (reading.depth === 1) {
    reading.first ||= tag
    reading.inside.push(name)
  }
  reading.depth += 1
}

/** All since the last one, up to a child of the root or to its end. */
function takeBatch(reading: Reading, end: number, endTag?: string): XmlBatch {
  const { rootName, depth } = reading
  const last = Math.max(end, reading.start)
  const start = Math.min(passSpace(reading.text, reading.start), last)
  const size = last - start
  moveTo(reading, start)
  const close = endTag ?? `</${rootName}>`
  const whole = toBatch(reading, `${reading.text.slice(0, size)}${close}`)
  const { bytes, root, recordCount } = whole
  const children = bytes.subarray(root.open.length, bytes.byteLength - close.length)
  const before = new Map(reading.before)
  for (const name of reading.inside) before.set(name, (before.get(name) ?? 0) + 1)
  moveTo(reading, size)
  Object.assign(reading, { before, inside: [], start: depth === 0 ? -1 : 0 })
  const isClosed = END_TAG.exec(close)?.[1] === rootName
  return isClosed && recordCount > 0 ? { ...whole, children } : whole
}

const END_TAG = new RegExp(`^</([^ \\t\\r\\n>]+)${SPACE}*>$`, 'u')

function passSpace(text: string, from: number): number {
  PAST_SPACE.lastIndex = from
  return from + (PAST_SPACE.exec(text)?.[0].length ?? 0)
}

const PAST_SPACE = new RegExp(`${SPACE}*`, 'uy')

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
}

/** What the parser says of it within as little as can be. */
function refuse(reading: Reading, start: number, end: number): XmlBatch {
  const refused = reading.text.slice(start, end)
  moveTo(reading, start)
  reading.isOver = true
  const { rootTag, rootName, depth } = reading
  if (depth > 0 || rootTag === '') {
    return toBatch({ ...reading, rootTag: passed(reading) }, `${refused}<a/>`)
  }
  return toBatch({ ...reading, rootTag: `${rootTag}</${rootName}>` }, refused)
}

/** What has no end, or is no root at all: the parser says what is wrong with it. */
function* leftOver(reading: Reading): Generator<XmlBatch, void, undefined> {
  const { depth, rootTag, text, at, start } = reading
  if (depth > 0 || rootTag === '') {
    moveTo(reading, start < 0 ? at : start)
    yield toBatch(reading, reading.text)
  } else if (!mayStandOutside(text.slice(at), reading)) yield refuse(reading, at, text.length)
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
