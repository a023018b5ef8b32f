/**
 * One module for one code list: its codes as a type, its labels as a constant.
 *
 * A list of few codes is a union of them. A longer one is a string, because a union of thousands
 * makes compilers slow and messages unreadable; beyond VALUES_MAX its labels are packed as well.
 *
 * @module
 */
import type { CodeList, CodeListValue } from '../../validator/index.ts'
import { ENUM_VALUES_MAX } from '../../validator/index.ts'
import { toCamelCase } from '../type-names.ts'
import { commentOf, formatComment } from './comment.ts'
import type { Module, ModuleContext } from './module.ts'
import { packCodes } from './packed-codes.ts'
import type { Value } from './value.ts'
import { quote, quoteKey } from './value.ts'

/** Values whose labels are members of a constant: about 600 kB of text. */
export const VALUES_MAX = 5_000

export function codeListModule({ version, name }: ModuleContext, list: CodeList): Module {
  const comment = formatComment(commentOf(version.document, version.id))
  const codes = codeType(version.document['type'], list.values)
  const type = `${comment}export type ${name} =${codes}\n`
  const module = { types: [name], used: [], values: [], shared: [] }
  const constant = constantName(name)
  if (list.values.length > VALUES_MAX) return { ...module, ...packed(type, constant, list) }
  return {
    ...module,
    declarations: type,
    values: [labels(name, constant, list), lookUp(constant, constant, list)],
    shared: [{ from: 'code-value', types: ['CodeStatus', 'CodeValue'], values: ['codeAsOf'] }],
  }
}

/** A list may be called after a word of the language: ECMA-262 §12.7.2. */
const RESERVED = new Set([
  ...['await', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete'],
  ...['do', 'else', 'enum', 'export', 'extends', 'false', 'finally', 'for', 'function', 'if'],
  ...['implements', 'import', 'in', 'instanceof', 'interface', 'let', 'new', 'null', 'package'],
  ...['private', 'protected', 'public', 'return', 'static', 'super', 'switch', 'this', 'throw'],
  ...['true', 'try', 'typeof', 'var', 'void', 'while', 'with', 'yield', 'arguments', 'eval'],
])

function constantName(name: string): string {
  const constant = toCamelCase(name)
  return RESERVED.has(constant) ? `${constant}Codes` : constant
}

/** With the space or the line before it. */
function codeType(type: unknown, values: readonly CodeListValue[]): string {
  const isNumber = type === 'integer' || type === 'number'
  const codes = [...new Set(values.map(({ code }) => code))]
  if (codes.length === 0 || codes.length > ENUM_VALUES_MAX) return isNumber ? ' number' : ' string'
  const literals = codes.map((code) => (isNumber ? String(Number(code)) : quote(code)))
  const line = literals.join(' | ')
  return line.length <= 80 ? ` ${line}` : literals.map((literal) => `\n  | ${literal}`).join('')
}

/** A code that changed its meaning has all of them, oldest first; then every code has a list. */
function labels(name: string, constant: string, list: CodeList): Value {
  const codes = [...new Set(list.values.map(({ code }) => code))]
  const byCode = codes.map((code) => [code, list.valuesOf(code)] as const)
  const changed = byCode.some(([, meanings]) => meanings.length > 1)
  const value = changed ? 'readonly CodeValue[]' : 'CodeValue'
  const lines = byCode.map(([code, meanings]) => {
    const printed = meanings.map(printValue)
    return `  ${quoteKey(code)}: ${changed ? `[${printed.join(', ')}]` : printed.join('')},`
  })
  return {
    kind: 'constant',
    name: constant,
    comment: `/** What each code of {@link ${name}} means, and on which days. */\n`,
    type: `Readonly<Record<${name}, ${value}>>`,
    expression: ['{', ...lines, '}'].join('\n'),
  }
}

function lookUp(constant: string, table: string, { coverageFrom }: CodeList): Value {
  const from = coverageFrom === undefined ? 'undefined' : quote(coverageFrom)
  return {
    kind: 'function',
    name: `${constant}AsOf`,
    comment: '/** What a code of this list means on a day, YYYY-MM-DD. */\n',
    params: [
      ['code', 'string | number'],
      ['day', 'string'],
    ],
    result: 'CodeStatus',
    body: [`return codeAsOf(${table}, code, day, ${from})`],
  }
}

function printValue({ vi, en, validFrom, validTo }: CodeListValue): string {
  const members = Object.entries({ vi, en, validFrom, validTo }).flatMap(([member, text]) =>
    text === undefined ? [] : [`${member}: ${quote(text)}`],
  )
  return `{ ${members.join(', ')} }`
}

function packed(
  type: string,
  constant: string,
  list: CodeList,
): Pick<Module, 'declarations' | 'values' | 'shared'> {
  const table: Value = {
    kind: 'constant',
    name: `${constant}Table`,
    comment: '/** The codes of this list with all their meanings; read when first called. */\n',
    type: '() => CodeTable',
    expression: `/* @__PURE__ */ readLater(${packCodes(list.values)})`,
  }
  const values = ['codeAsOf', 'readLater']
  return {
    declarations: type,
    values: [table, lookUp(constant, `${table.name}()`, list)],
    shared: [{ from: 'code-value', types: ['CodeStatus', 'CodeTable'], values }],
  }
}
