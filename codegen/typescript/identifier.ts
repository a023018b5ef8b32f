/**
 * Identifiers as branded types, each with the functions that make one of a text.
 *
 * An identifier is an element that is a text with a pattern or a check rule of its own. The type
 * is assignable to string; a string becomes one only by being checked.
 *
 * @module
 */
import type { JsonObject, SchemaVersion } from '../../validator/index.ts'
import { formatSchemaRef, member, textMember } from '../../validator/index.ts'
import { numberOf, textsOf, wordsOf } from '../schema-view.ts'
import { checkFunctions } from './check-functions.ts'
import { commentOf, formatComment } from './comment.ts'
import type { Module, ModuleContext } from './module.ts'
import type { Value } from './value.ts'
import { quote } from './value.ts'

/** Keywords that would need more than a look at the text. */
const BEYOND = ['enum', 'const', 'format', '$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'x-codeList']

export function isIdentifier({ document }: SchemaVersion): boolean {
  const has = (keyword: string) => member(document, keyword) !== undefined
  return (
    textMember(document, 'x-kind') === 'element' &&
    textMember(document, 'type') === 'string' &&
    (has('pattern') || has('x-check')) &&
    !BEYOND.some(has)
  )
}

export function identifierModule({ version, name }: ModuleContext): Module {
  const { document } = version
  const comment = formatComment(commentOf(document, version.id))
  const kind = quote(formatSchemaRef(version.ref))
  const checks = checkFunctions(checksOf(document))
  return {
    declarations: `${comment}export type ${name} = Branded<${kind}>\n`,
    types: [name],
    used: [],
    values: [guard(name, document, checks), parser(name, version)],
    shared: [{ from: 'identifier', types: ['Branded'], values: [...new Set(checks)] }],
  }
}

function guard(name: string, document: JsonObject, checks: readonly string[]): Value {
  const [first = 'true', ...more] = ["typeof value === 'string'", ...conditions(document, checks)]
  return {
    kind: 'function',
    name: `is${name}`,
    comment: '/** True for a text that has the form and keeps the check rules. */\n',
    params: [['value', 'unknown']],
    result: `value is ${name}`,
    body: ['return (', ...[first, ...more.map((each) => `&& ${each}`)].map((l) => `  ${l}`), ')'],
  }
}

function parser(name: string, { ref, document }: SchemaVersion): Value {
  const vi = wordsOf(document, 'vi').title ?? name
  const en = wordsOf(document, 'en').title ?? name
  const message = `Không phải / Not: ${vi} / ${en} (${formatSchemaRef(ref)})`
  return {
    kind: 'function',
    name: `parse${name}`,
    comment: '/** Throws TypeError, which does not repeat the text: it may be personal data. */\n',
    params: [['text', 'string']],
    result: name,
    body: [`if (is${name}(text)) return text`, `throw new TypeError(${quote(message)})`],
  }
}

/** A length is counted in characters of Unicode, and check rules leave empty texts alone. */
function conditions(document: JsonObject, checks: readonly string[]): readonly string[] {
  const pattern = textMember(document, 'pattern')
  const min = numberOf(document, 'minLength')
  const max = numberOf(document, 'maxLength')
  return [
    ...(pattern === undefined ? [] : [`/${new RegExp(pattern, 'u').source}/u.test(value)`]),
    ...(min === undefined ? [] : [`[...value].length >= ${min}`]),
    ...(max === undefined ? [] : [`[...value].length <= ${max}`]),
    ...checks.map((check) => `(value === '' || ${check}(value))`),
  ]
}

function checksOf(document: JsonObject): readonly string[] {
  const one = textMember(document, 'x-check')
  return one === undefined ? textsOf(document, 'x-check') : [one]
}
