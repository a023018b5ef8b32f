/**
 * What a JSDoc comment says of a structure or a field: both languages, the law, the evidence.
 *
 * @module
 */
import type { JsonObject } from '../../validator/index.ts'
import { member, textMember } from '../../validator/index.ts'
import type { Words } from '../schema-view.ts'
import { evidenceOf, formatProvision, formatWords, legalBasisOf, wordsOf } from '../schema-view.ts'
import { showDirections } from './value.ts'

/**
 * Lines without the marks of a comment; empty when the schema says nothing of itself.
 *
 * `address` is where the structure or field has its permanent place; without it nothing is linked.
 */
export function commentOf(schema: JsonObject, address?: string): string {
  const paragraphs = [sentence(wordsOf(schema, 'vi')), sentence(wordsOf(schema, 'en'))]
  const facts = [
    ...legalBasisOf(schema).map((provision) => `- Legal basis: ${formatProvision(provision)}`),
    ...evidenceLine(schema),
    ...labelled('Personal data', textMember(schema, 'x-personalData')),
    ...labelled('Authoritative source', textMember(schema, 'x-source')),
    ...constraintLines(schema),
  ]
  const links = address === undefined ? [] : linksOf(schema, address)
  return [...paragraphs, facts.map(toOneLine).join('\n'), links.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** A comment of its own, for what the engine does not print. */
export function formatComment(text: string): string {
  if (text === '') return ''
  const lines = text.split('\n').map((line) => (line === '' ? ' *' : ` * ${line}`))
  return `/**\n${lines.join('\n')}\n */\n`
}

/**
 * Text from a schema, as one line of a comment that it cannot end.
 *
 * A line that begins with `@` would read as a tag, a back-tick would open code that nothing closes.
 */
export function toOneLine(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim().replaceAll('*/', '*\\/').replace(/^@/u, '\\@')
  return showDirections(line)
}

/** The law first, then what this is in the registry. */
function linksOf(schema: JsonObject, address: string): readonly string[] {
  const urls = legalBasisOf(schema).flatMap(({ url }) => (url === undefined ? [] : [url]))
  return [...new Set([...urls, address])].map((url) => `@see ${toOneLine(url)}`)
}

function sentence(words: Words): string {
  return toOneLine(formatWords(words).replaceAll('`', 'ʼ'))
}

function evidenceLine(schema: JsonObject): readonly string[] {
  const evidence = evidenceOf(schema)
  if (evidence === undefined) return []
  const { level, source, locator, note } = evidence
  const where = [source, locator].filter((part) => part !== undefined).join(', ')
  const line = where === '' ? level : `${level} (${where})`
  return [`- Evidence: ${(note === undefined ? line : `${line}. ${note}`).replaceAll('`', 'ʼ')}`]
}

const CONSTRAINTS: Readonly<Record<string, string>> = {
  format: 'Format',
  pattern: 'Pattern',
  minLength: 'Minimum length',
  maxLength: 'Maximum length',
  minimum: 'Minimum',
  maximum: 'Maximum',
  exclusiveMinimum: 'More than',
  exclusiveMaximum: 'Less than',
  multipleOf: 'Multiple of',
  minItems: 'Minimum items',
  maxItems: 'Maximum items',
}

function constraintLines(schema: JsonObject): readonly string[] {
  return Object.entries(CONSTRAINTS).flatMap(([keyword, label]) => {
    const value = member(schema, keyword)
    return typeof value === 'string' || typeof value === 'number'
      ? [`- ${label}: ${codeSpan(String(value))}`]
      : []
  })
}

/** Markdown: a span that holds a back-tick is fenced by two. */
function codeSpan(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

function labelled(label: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`- ${label}: ${value}`]
}
