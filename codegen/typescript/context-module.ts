/**
 * The JSON-LD context of a structure as a constant in a module of its own.
 *
 * Who does not import it does not carry it.
 *
 * @module
 */
import type { Catalogue, JsonValue, SchemaVersion } from '../../validator/index.ts'
import { isJsonObject } from '../../validator/index.ts'
import { emitJsonLdContext } from '../jsonld/emit.ts'
import { representationsOf } from '../representations.ts'
import { shapeOf } from '../shape.ts'
import { toCamelCase } from '../type-names.ts'
import type { Module } from './module.ts'
import { quote, quoteKey } from './value.ts'

/** A text or a code has no properties, and so no terms. */
export function hasContext(version: SchemaVersion, catalogue: Catalogue): boolean {
  return (
    shapeOf(version.document, catalogue) === 'object' &&
    representationsOf(version).some(({ file }) => file === 'context.jsonld')
  )
}

export function contextModule(version: SchemaVersion, name: string, catalogue: Catalogue): Module {
  const context = emitJsonLdContext(version, catalogue)
  return {
    declarations: '',
    types: [],
    used: [],
    shared: [],
    values: [
      {
        kind: 'constant',
        name: `${toCamelCase(name)}Context`,
        comment: '/** The JSON-LD context: what each property means, as an IRI. */\n',
        type: print(context, '', 'type'),
        expression: print(context, '', 'value'),
        literal: true,
      },
    ],
  }
}

/** The type of a constant is written as the constant is, with `readonly` before its parts. */
function print(value: JsonValue, margin: string, as: 'type' | 'value'): string {
  const mark = as === 'type' ? 'readonly ' : ''
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) {
    return `${mark}[${value.map((item: JsonValue) => print(item, margin, as)).join(', ')}]`
  }
  if (!isJsonObject(value)) return String(value)
  const members = Object.entries(value).map(
    ([name, inside]) =>
      `${margin}  ${mark}${quoteKey(name)}: ${print(inside, `${margin}  `, as)},\n`,
  )
  return members.length === 0 ? '{}' : `{\n${members.join('')}${margin}}`
}
