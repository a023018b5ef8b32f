/**
 * Writes an instance as XML in other ways than ours: other prefixes, CDATA,
 * comments, references, white space. All of them say the same.
 *
 * It reads the order of fields from the schemas by itself, so it is also a second
 * opinion on the canonical mapping.
 *
 * @module
 */
import fc from 'fast-check'
import type { Catalogue, JsonObject, JsonValue, SchemaVersion } from '../../validator/index.ts'
import { isJsonObject, recordNamespace, rootElementName } from '../../validator/index.ts'
import { writeDecimal } from '../../validator/xml/decimal.ts'
import type { Spot } from './spots.ts'
import { allWays, attributeNamespace, fieldsOf, itemsOf } from './spots.ts'
import { spotsOf } from './valid-instance.ts'

export interface Style {
  readonly prefix: string
  /** How text is kept from being markup. */
  readonly text: 'escaped' | 'cdata' | 'references' | 'commented'
  /** What stands between elements, and around numbers and truth values. */
  readonly space: string
  readonly byteOrderMark: boolean
  readonly hints: boolean
}

export const styles: fc.Arbitrary<Style> = fc.record({
  prefix: fc.constantFrom('', 'a', 'ns0', 'Hồ'),
  text: fc.constantFrom('escaped', 'cdata', 'references', 'commented'),
  space: fc.constantFrom('', ' ', '\n\t', '\r\n', '<!-- - -->', '\n<!-- <a> -->\n'),
  byteOrderMark: fc.boolean(),
  hints: fc.boolean(),
})

interface Writer {
  readonly style: Style
  readonly catalogue: Catalogue
}

export function writeXml(
  value: JsonValue,
  version: SchemaVersion,
  catalogue: Catalogue,
  style: Style,
): string {
  const namespace = recordNamespace(version, catalogue.base)
  const xmlns = style.prefix === '' ? 'xmlns' : `xmlns:${style.prefix}`
  const hints = style.hints ? HINTS : ''
  const attributes = ` ${xmlns}='${namespace.replaceAll('&', '&amp;')}'${hints}`
  const spots = spotsOf(version, catalogue)
  const name = rootElementName(version)
  const text = element(name, value, spots, attributes, { style, catalogue })
  const space = style.space.trim() === '' ? '' : style.space
  return `${style.byteOrderMark ? '\uFEFF' : ''}<?xml version='1.0'?>${space}${text}${space}`
}

const HINTS =
  ' Id="r1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' +
  ' xsi:schemaLocation="urn:a b.xsd" xml:id="r2" xmlns:unused="urn:unused"'

function element(
  name: string,
  value: JsonValue,
  spots: readonly Spot[],
  attributes: string,
  writer: Writer,
): string {
  const { prefix, space } = writer.style
  const tag = prefix === '' ? name : `${prefix}:${name}`
  if (!isJsonObject(value)) {
    return `<${tag}${attributes}>${scalar(value, writer.style)}</${tag}\n>`
  }
  const { inTag, inside } = members(value, spots, writer)
  // XML Schema Part 1 §3.4.4: what can have no elements may not even hold white space.
  if (inside.length === 0) return `<${tag}${attributes}${inTag.join('')}></${tag}>`
  return `<${tag}${attributes}${inTag.join('')}>${space}${inside.join(space)}${space}</${tag} >`
}

interface Members {
  readonly inTag: readonly string[]
  readonly inside: readonly string[]
}

function members(value: JsonObject, spots: readonly Spot[], writer: Writer): Members {
  const all = allWays(spots, writer.catalogue)
  const inTag: string[] = []
  const inside: string[] = []
  for (const { name, spots: of } of fieldsOf(all, writer.catalogue)) {
    const field = Object.hasOwn(value, name) ? value[name] : undefined
    const namespace = attributeNamespace(of)
    if (field === undefined) continue
    if (namespace !== undefined) inTag.push(attribute(name, namespace, String(field)))
    else if (!Array.isArray(field)) inside.push(element(name, field, of, '', writer))
    else {
      const items = itemsOf(of, writer.catalogue)
      inside.push(...field.map((item: JsonValue) => element(name, item, items, '', writer)))
    }
  }
  return { inTag, inside }
}

function attribute(name: string, namespace: string, text: string): string {
  const written = references(text)
  return namespace === ''
    ? ` ${name}="${written}"`
    : ` xmlns:at-${name}="${namespace}" at-${name}:${name}="${written}"`
}

function scalar(value: JsonValue, { text, space }: Style): string {
  if (typeof value === 'number') return `${space}${writeDecimal(value)}${space}`
  if (typeof value !== 'string') return `${space}${String(value)}${space}`
  switch (text) {
    case 'cdata':
      return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`.replaceAll(
        '\r',
        ']]>&#13;<![CDATA[',
      )
    case 'references':
      return references(value)
    case 'commented':
      return [...value].map(escaped).join('<!---->')
    case 'escaped':
      return escaped(value)
    default:
      return text satisfies never
  }
}

function references(text: string): string {
  return [...text].map((letter) => `&#x${(letter.codePointAt(0) ?? 0).toString(16)};`).join('')
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;')
}
