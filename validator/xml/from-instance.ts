/**
 * The canonical mapping from an instance to XML: the same instance always gives
 * the same text.
 *
 * Members follow the order of the schema's properties, then those the schema
 * does not know. Lines are indented by two spaces; an element with text has no
 * white space added to it.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'
import { Problem } from '../problem.ts'
import { instanceUnmappable } from '../problems.ts'
import { writeDecimal } from './decimal.ts'
import { recordNamespace, rootElementName } from './root-name.ts'
import { type Shape, shapeOf } from './schema-shape.ts'

/** Throws Problem `instance-unmappable` for null, empty or nested arrays and unfit names. */
export function toXml(value: JsonValue, version: SchemaVersion, catalogue: Catalogue): string {
  const namespace = escapeText(recordNamespace(version, catalogue.base)).replaceAll('"', '&quot;')
  const name = rootElementName(version)
  const lines = writeElement(name, value, shapeOf(version, catalogue), '')
  const first = (lines[0] ?? '').replace(`<${name}`, `<${name} xmlns="${namespace}"`)
  return ['<?xml version="1.0" encoding="UTF-8"?>', first, ...lines.slice(1), ''].join('\n')
}

function writeElement(
  name: string,
  value: JsonValue,
  shape: Shape | undefined,
  indent: string,
): readonly string[] {
  if (isJsonObject(value)) {
    const fields = shape?.kind === 'object' ? shape.fields : new Map<string, Shape>()
    const names = orderedNames(value, fields)
    const isAttribute = (field: string) => fields.get(field)?.attribute !== undefined
    const start = `<${name}${writeAttributes(names.filter(isAttribute), value, fields)}`
    const inside = names
      .filter((field) => !isAttribute(field))
      .flatMap((field) =>
        writeMember(field, value[field] ?? null, fields.get(field), `${indent}  `),
      )
    if (inside.length === 0) return [`${indent}${start}/>`]
    return [`${indent}${start}>`, ...inside, `${indent}</${name}>`]
  }
  if (value === null || Array.isArray(value)) throw unmappable('null or an array')
  const text = typeof value === 'number' ? writeDecimal(value) : escapeText(String(value))
  return [text === '' ? `${indent}<${name}/>` : `${indent}<${name}>${text}</${name}>`]
}

/** An attribute of a namespace brings its declaration along: no other prefix is needed. */
function writeAttributes(
  names: readonly string[],
  value: JsonObject,
  fields: ReadonlyMap<string, Shape>,
): string {
  return names
    .map((name, index) => {
      const namespace = fields.get(name)?.attribute ?? ''
      const text = quoted(scalarText(value[name] ?? null))
      if (namespace === '') return ` ${name}=${text}`
      const prefix = `a${index + 1}`
      return ` xmlns:${prefix}=${quoted(namespace)} ${prefix}:${name}=${text}`
    })
    .join('')
}

function scalarText(value: JsonValue): string {
  if (value === null || typeof value === 'object') throw unmappable('no single value')
  return typeof value === 'number' ? writeDecimal(value) : String(value)
}

/** XML 1.0 §3.3.3: white space in an attribute is kept only as character references. */
function quoted(text: string): string {
  const escaped = escapeText(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;')
  return `"${escaped}"`
}

function writeMember(
  name: string,
  value: JsonValue,
  shape: Shape | undefined,
  indent: string,
): readonly string[] {
  if (!NAME.test(name)) throw unmappable('a member name that is no XML name')
  if (!Array.isArray(value)) return writeElement(name, value, shape, indent)
  if (value.length === 0) throw unmappable('an empty array')
  const items = shape?.kind === 'array' ? shape.items : undefined
  return value.flatMap((item: JsonValue) => writeElement(name, item, items, indent))
}

const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/u

function orderedNames(value: JsonObject, fields: ReadonlyMap<string, Shape>): readonly string[] {
  const known = [...fields.keys()].filter((name) => Object.hasOwn(value, name))
  return [...known, ...Object.keys(value).filter((name) => !fields.has(name))]
}

// XML 1.0 §2.2 Char: anything else cannot be written, not even as a character reference.
const ALLOWED = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u

function escapeText(text: string): string {
  if (!ALLOWED.test(text)) throw unmappable('a character that XML does not allow')
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
}

function unmappable(what: string): Problem {
  return new Problem(instanceUnmappable, `The instance holds ${what}, which XML cannot show`)
}
