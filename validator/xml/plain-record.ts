/**
 * Reads an element as an instance where it is seen at a glance that the mapping would read it
 * the same, with nothing to say of it; everything else is left to the parser and to `toInstance`.
 *
 * Plain is what programs write: the elements of the schema in its order, each with text or
 * elements in it, one prefix or none, no attribute, comment, CDATA or other reference than the
 * five that XML has. That is well-formed XML 1.0, so no parser need look at it.
 *
 * @module
 */
import type { JsonValue } from '../json-value.ts'
import { NESTING_DEPTH_MAX } from '../limits.ts'
import { readDecimal } from './decimal.ts'
import type { Shape } from './schema-shape.ts'

/** UTF-8 of some records, and how far it was read. */
export interface PlainSource {
  readonly bytes: Buffer
  /** The same, with one character for each byte: names are compared and texts cut here. */
  readonly text: string
  /** Texts that were decoded, by a few of their bytes: names and addresses come again and again. */
  readonly decoded: (Decoded | undefined)[]
  at: number
}

interface Decoded {
  readonly bytes: string
  readonly text: string
}

/** What stands behind a start tag, up to its end tag; undefined: a closer look is needed. */
export type PlainReader = (source: PlainSource, depth: number) => JsonValue | undefined

/** The bytes are known to be UTF-8. */
export function plainSource(bytes: Buffer): PlainSource {
  return { bytes, text: bytes.toString('latin1'), decoded: [], at: 0 }
}

/** Shapes live as long as the catalogue does. */
const readers = new WeakMap<Shape, Map<string, PlainReader>>()
/** Of one shape: whoever writes the document chooses them. */
const PREFIXES_MAX = 16

/** `prefix` is that of every element, with its colon. */
export function plainReader(shape: Shape, prefix: string): PlainReader {
  const known = readers.get(shape) ?? new Map<string, PlainReader>()
  readers.set(shape, known)
  const reader = known.get(prefix) ?? readerOf(shape, prefix, new Map())
  if (known.size < PREFIXES_MAX) known.set(prefix, reader)
  return reader
}

function readerOf(shape: Shape, prefix: string, known: Map<Shape, PlainReader>): PlainReader {
  const seen = known.get(shape)
  if (seen !== undefined) return seen
  if (shape.kind === 'array') return () => undefined
  if (shape.kind !== 'object') return scalarReader(shape.kind)
  let read: PlainReader | undefined
  const later: PlainReader = (source, depth) => read?.(source, depth)
  known.set(shape, later)
  read = objectReader(fieldsOf(shape.fields, prefix, known))
  known.set(shape, read)
  return read
}

interface Field {
  readonly name: string
  /** With its prefix. */
  readonly tag: string
  readonly close: string
  readonly isList: boolean
  readonly read: PlainReader
}

function fieldsOf(
  fields: ReadonlyMap<string, Shape>,
  prefix: string,
  known: Map<Shape, PlainReader>,
): readonly Field[] {
  return [...fields].flatMap(([name, shape]) => {
    if (shape.attribute !== undefined || !isElementName(name)) return []
    const isList = shape.kind === 'array'
    const read = readerOf(isList ? shape.items : shape, prefix, known)
    const tag = asBytes(`${prefix}${name}`)
    return [{ name, tag, close: `</${tag}>`, isList, read }]
  })
}

/** Those of XML, but for rare letters; `__proto__` would be no member of its own. */
function isElementName(name: string): boolean {
  return name !== '__proto__' && ELEMENT_NAME.test(name)
}

const LETTERS = String.raw`A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u1e00-\u1eff`
const ELEMENT_NAME = new RegExp(
  String.raw`^[${LETTERS}][${LETTERS}0-9.\u00b7\u0300-\u036f-]*$`,
  'u',
)

function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1')
}

const [LESS, SLASH, GREATER] = [0x3c, 0x2f, 0x3e]

function objectReader(fields: readonly Field[]): PlainReader {
  return (source, depth) => {
    if (depth >= NESTING_DEPTH_MAX) return undefined
    const value: Record<string, JsonValue> = {}
    let rank = 0
    while (rank >= 0) {
      source.at = passSpace(source.bytes, source.at)
      if (source.bytes[source.at] !== LESS) return undefined
      if (source.bytes[source.at + 1] === SLASH) return value
      rank = readChild(fields, rank, source, depth + 1, value)
    }
    return undefined
  }
}

/** The rank of the field that may come next; negative when the child is not plain. */
function readChild(
  fields: readonly Field[],
  from: number,
  source: PlainSource,
  depth: number,
  value: Record<string, JsonValue>,
): number {
  const rank = rankFrom(from, fields, source, source.at + 1)
  const field = fields[rank]
  const item = field && readField(field, source, source.at + 1, depth)
  if (field === undefined || item === undefined) return -1
  if (!field.isList) {
    value[field.name] = item
    return rank + 1
  }
  addItem(value, field.name, item)
  return rank
}

/** Elements stand in the order of the fields, so none is tried twice. */
function rankFrom(from: number, fields: readonly Field[], source: PlainSource, at: number): number {
  let rank = from
  for (let field = fields[rank]; field !== undefined; field = fields[rank]) {
    if (opens(field, source, at)) return rank
    rank += 1
  }
  return rank
}

function addItem(value: Record<string, JsonValue>, name: string, item: JsonValue): void {
  const items = value[name]
  if (Array.isArray(items)) items.push(item)
  else value[name] = [item]
}

function opens({ tag }: Field, { text, bytes }: PlainSource, at: number): boolean {
  if (!text.startsWith(tag, at)) return false
  const end = at + tag.length
  return bytes[end] === GREATER || (bytes[end] === SLASH && bytes[end + 1] === GREATER)
}

const EMPTY_CONTENT = plainSource(Buffer.from('</'))

function readField(
  { tag, close, read }: Field,
  source: PlainSource,
  at: number,
  depth: number,
): JsonValue | undefined {
  const end = at + tag.length
  if (source.bytes[end] === SLASH) {
    source.at = end + 2
    EMPTY_CONTENT.at = 0
    return read(EMPTY_CONTENT, depth)
  }
  source.at = end + 1
  const item = read(source, depth)
  if (item === undefined || !source.text.startsWith(close, source.at)) return undefined
  source.at += close.length
  return item
}

export function passSpace(bytes: Uint8Array, from: number): number {
  let at = from
  let byte = bytes[at]
  while (byte === SPACE || byte === LINE_FEED || byte === TAB || byte === RETURN) {
    at += 1
    byte = bytes[at]
  }
  return at
}

const [TAB, LINE_FEED, RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20]

/** What a byte of text may be, beside itself. */
const [MANY_BYTES, REFERENCE, BRACKET, ENDING, REFUSED] = [1, 2, 4, 8, 16]
const KINDS = new Uint8Array(256)
KINDS.fill(REFUSED, 0, SPACE)
KINDS.set([0, 0], TAB)
KINDS.fill(MANY_BYTES, 0x80)
for (const [character, kind] of [
  ['<', ENDING],
  ['&', REFERENCE],
  [']', BRACKET],
  // So begin the two that are no characters of XML, and few others.
  ['\xef', REFUSED],
] as const) {
  KINDS[character.charCodeAt(0)] = kind
}

/** Undefined where a character is none of XML's, or may not stand in text. */
function readText(source: PlainSource): string | undefined {
  const { text, bytes, at } = source
  let [end, seen] = [at, 0]
  for (;;) {
    const kind = KINDS[bytes[end] ?? 0] ?? REFUSED
    if (kind === ENDING) break
    if (kind === REFUSED || (kind === BRACKET && text.startsWith(']]>', end))) return undefined
    seen |= kind
    end += 1
  }
  source.at = end
  const isAscii = (seen & MANY_BYTES) === 0
  const content = isAscii ? text.slice(at, end) : decode(source, at, end)
  return (seen & REFERENCE) === 0 ? content : resolve(content)
}

/** Longer ones hardly come twice. */
const DECODED_LENGTH_MAX = 64
const SLOT_MASK = 0x3ff

function decode({ bytes, text, decoded }: PlainSource, at: number, end: number): string {
  const length = end - at
  if (length > DECODED_LENGTH_MAX) return bytes.toString('utf8', at, end)
  const slot = slotOf(bytes, at, end)
  const known = decoded[slot]
  if (known?.bytes.length === length && text.startsWith(known.bytes, at)) return known.text
  const found = { bytes: text.slice(at, end), text: bytes.toString('utf8', at, end) }
  decoded[slot] = found
  return found.text
}

function slotOf(bytes: Buffer, at: number, end: number): number {
  const [second = 0, middle = 0, last = 0] = [bytes[at + 1], bytes[(at + end) >> 1], bytes[end - 1]]
  return (31 * second + 7 * middle + 131 * last + end - at) & SLOT_MASK
}

const REFERENCES = /&(?:(amp|lt|gt|quot|apos);)?/gu
const CHARACTERS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

/** Undefined for a reference of another name or by number. */
function resolve(content: string): string | undefined {
  let isKnown = true
  const resolved = content.replaceAll(REFERENCES, (_, name: string | undefined) => {
    isKnown &&= name !== undefined
    return CHARACTERS[name ?? ''] ?? ''
  })
  return isKnown ? resolved : undefined
}

const SPACE_AROUND = /^[ \t\n]+|[ \t\n]+$/gu
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
])

/** What is not of the type is read by the mapping, which says what is to be said of it. */
function scalarReader(kind: 'text' | 'number' | 'boolean' | 'unknown'): PlainReader {
  if (kind === 'number') return (source) => readDecimal(tokenOf(source))
  if (kind === 'boolean') return (source) => BOOLEANS.get(tokenOf(source))
  return readText
}

function tokenOf(source: PlainSource): string {
  return (readText(source) ?? '').replaceAll(SPACE_AROUND, '')
}
