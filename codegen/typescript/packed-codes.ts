/**
 * A long code list as one text that is taken apart when a code is first looked up.
 *
 * A line for each value, a tab between code, Vietnamese, English, first and last day. An object
 * literal of the same would be a third larger, and a compiler would have a type for each member.
 *
 * @module
 */
import type { CodeListValue } from '../../validator/index.ts'
import type { Value } from './value.ts'
import { showDirections } from './value.ts'

/** An expression: the values as a template literal. */
export function packCodes(values: readonly CodeListValue[]): string {
  const lines = values.map(({ code, vi, en, validFrom, validTo }) =>
    [code, vi, en, validFrom, validTo].map(writeCell).join('\t').replace(/\t+$/u, ''),
  )
  return `\`${showDirections(lines.join('\n').replaceAll(/[\\`$]/gu, '\\$&'))}\``
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

/** What is absent is nothing, so a text that is empty says that it is one. */
function writeCell(text: string | undefined): string {
  if (text === '') return '\\e'
  return (text ?? '').replaceAll(/[\\\n\r\t]/gu, (character) => ESCAPES[character] ?? '')
}

/** The readers of it, for the module of what all lists share. */
export const PACKED_CODES: readonly Value[] = [
  {
    kind: 'function',
    name: 'readLater',
    comment: '/** Takes a packed list apart when it is first asked for, and keeps it. */\n',
    params: [['packed', 'string']],
    result: '() => CodeTable',
    body: [
      'const kept = new Map()',
      'return () => {',
      "  if (kept.size === 0) kept.set('table', readPacked(packed))",
      "  return kept.get('table')",
      '}',
    ],
  },
  {
    kind: 'function',
    name: 'readPacked',
    comment: '/** A line for each value: code, Vietnamese, English, first and last day. */\n',
    params: [['packed', 'string']],
    result: 'CodeTable',
    body: [
      "const names = ['en', 'validFrom', 'validTo']",
      'const table = Object.create(null)',
      "for (const line of packed.split('\\n')) {",
      "  const [code = '', vi = '', ...others] = line.split('\\t')",
      '  const given = others.map((cell, index) => [names[index], cell])',
      "  const present = given.filter(([, cell]) => cell !== '')",
      "  const cells = present.map(([name, cell]) => [name, readCell(cell ?? '')])",
      '  const value = { vi: readCell(vi), ...Object.fromEntries(cells) }',
      '  const name = readCell(code)',
      '  table[name] = [...(table[name] ?? []), value]',
      '}',
      'return table',
    ],
  },
  {
    kind: 'function',
    name: 'readCell',
    comment: '/** A cell without its escapes. */\n',
    params: [['cell', 'string']],
    result: 'string',
    body: [
      "const meant = new Map([['n', '\\n'], ['r', '\\r'], ['t', '\\t'], ['e', '']])",
      'return cell.replace(/\\\\(.)/g, (_, letter) => meant.get(letter) ?? letter)',
    ],
  },
]
