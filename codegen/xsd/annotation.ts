/**
 * The words of a schema as `xs:documentation`, in both languages.
 *
 * @module
 */
import type { JsonObject } from '../../validator/index.ts'
import type { Words } from '../schema-view.ts'
import { formatProvision, formatWords, legalBasisOf, wordsOf } from '../schema-view.ts'
import type { XsdNode } from './node.ts'
import { node } from './node.ts'

/** An `xs:annotation`, or nothing when the schema says nothing. */
export function annotate(schema: JsonObject): readonly XsdNode[] {
  const basis = legalBasisOf(schema).map(formatProvision).join('; ')
  return annotation([
    ['vi', sentence(wordsOf(schema, 'vi'), basis === '' ? '' : `Căn cứ: ${basis}.`)],
    ['en', sentence(wordsOf(schema, 'en'), '')],
  ])
}

export function annotation(texts: readonly (readonly [string, string])[]): readonly XsdNode[] {
  const documentation = texts
    .filter(([, text]) => text !== '')
    .map(([language, text]) => ({
      name: 'xs:documentation',
      attributes: { 'xml:lang': language },
      text,
    }))
  return documentation.length === 0 ? [] : [node('xs:annotation', {}, documentation)]
}

function sentence(words: Words, basis: string): string {
  return [formatWords(words), basis]
    .filter((part) => part !== '')
    .join(' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}
