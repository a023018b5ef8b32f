/**
 * The simple types every document shares: what JSON writes, narrower than XML Schema's own.
 *
 * XML Schema allows `+5`, `1` for true and a day with a time zone; the canonical mapping to JSON
 * does not. Only the types a document uses are written into it.
 *
 * @module
 */
import type { XsdNode } from './node.ts'
import { node } from './node.ts'

interface Lexical {
  readonly base: string
  readonly pattern: string
  /** Whether `xs:minLength` and the like may restrict it (XML Schema Part 2 §4.1.5). */
  readonly hasLength: boolean
}

const HEX = '[0-9A-Fa-f]'
const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}'

const LEXICALS: Readonly<Record<string, Lexical>> = {
  integer: { base: 'xs:integer', pattern: '-?(0|[1-9][0-9]*)', hasLength: false },
  number: { base: 'xs:decimal', pattern: '-?(0|[1-9][0-9]*)(\\.[0-9]+)?', hasLength: false },
  boolean: { base: 'xs:boolean', pattern: 'true|false', hasLength: false },
  date: { base: 'xs:date', pattern: DAY, hasLength: false },
  // RFC 3339 §5.6: the offset is required; hour 24 is XML Schema's own.
  'date-time': {
    base: 'xs:dateTime',
    pattern: `${DAY}T([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+\\-][0-9]{2}:[0-9]{2})`,
    hasLength: false,
  },
  // RFC 3986 §3: absolute, so with a scheme.
  uri: { base: 'xs:anyURI', pattern: '[A-Za-z][A-Za-z0-9+.\\-]*:[\\s\\S]*', hasLength: true },
  uuid: {
    base: 'xs:string',
    pattern: `${HEX}{8}-${HEX}{4}-${HEX}{4}-${HEX}{4}-${HEX}{12}`,
    hasLength: true,
  },
}

export function isLexical(name: string): boolean {
  return Object.hasOwn(LEXICALS, name)
}

export function hasLength(name: string): boolean {
  return LEXICALS[name]?.hasLength ?? true
}

/** Named as JSON Schema names the type or the format. */
export function lexicalType(name: string): XsdNode {
  const { base = 'xs:string', pattern = '' } = LEXICALS[name] ?? {}
  return node('xs:simpleType', { name }, [
    node('xs:restriction', { base }, [node('xs:pattern', { value: pattern })]),
  ])
}
