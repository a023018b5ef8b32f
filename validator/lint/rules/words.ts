/**
 * Rules about the words of a schema: titles and descriptions, in Vietnamese and English.
 *
 * @module
 */
import { appendPointer } from '../../json/pointer.ts'
import type { JsonObject } from '../../json-value.ts'
import { objectMember, textMember } from '../../json-value.ts'
import type { LintedVersion } from '../linted-version.ts'
import { describedNodes } from '../linted-version.ts'
import type { LintPlace, LintRule } from '../rule.ts'
import { lintRule } from '../rule.ts'
import type { SchemaNode } from '../schema-node.ts'

export const WORD_RULES: readonly LintRule[] = [
  lintRule(
    'vietnamese-names',
    'error',
    ['Thiếu {name} tiếng Việt.', 'The {name} in Vietnamese is missing.'],
    (version) => missingWords(version, (schema) => schema, ''),
  ),
  lintRule(
    'english-names',
    'error',
    ['Thiếu {name} tiếng Anh (x-en).', 'The {name} in English is missing (x-en).'],
    (version) => missingWords(version, (schema) => objectMember(schema, 'x-en') ?? {}, 'x-en'),
  ),
  lintRule(
    'title-without-full-stop',
    'warning',
    ['Tên là một cụm từ, không kết thúc bằng dấu chấm.', 'A title does not end in a full stop.'],
    titleWithoutFullStop,
  ),
  lintRule(
    'description-full-stop',
    'warning',
    ['Mô tả là câu, kết thúc bằng dấu chấm.', 'A description ends in a full stop.'],
    descriptionFullStop,
  ),
  lintRule(
    'words-trimmed',
    'warning',
    [
      'Có khoảng trắng thừa ở đầu, cuối hoặc giữa các từ.',
      'There is superfluous white space around or between the words.',
    ],
    wordsTrimmed,
  ),
  lintRule(
    'words-composed',
    'error',
    [
      'Chữ tiếng Việt phải ở dạng dựng sẵn (Unicode NFC).',
      'Vietnamese letters are to be precomposed (Unicode NFC).',
    ],
    wordsComposed,
  ),
  lintRule(
    'english-differs',
    'warning',
    ['Tên tiếng Anh chép lại tên tiếng Việt.', 'The English title repeats the Vietnamese one.'],
    englishDiffers,
  ),
  lintRule(
    'description-says-more',
    'info',
    ['Mô tả chỉ chép lại tên.', 'The description only repeats the title.'],
    descriptionSaysMore,
  ),
]

interface Word {
  readonly at: string
  readonly name: 'title' | 'description'
  readonly text: string
}

/** All titles and descriptions of a version, in both languages. */
function wordsOf({ nodes }: LintedVersion): readonly Word[] {
  return nodes.flatMap(({ schema, pointer }) => [
    ...wordsIn(schema, pointer),
    ...wordsIn(objectMember(schema, 'x-en') ?? {}, appendPointer(pointer, 'x-en')),
  ])
}

function wordsIn(names: JsonObject, pointer: string): readonly Word[] {
  return (['title', 'description'] as const).flatMap((name) => {
    const text = textMember(names, name)
    return text === undefined ? [] : [{ at: appendPointer(pointer, name), name, text }]
  })
}

function missingWords(
  version: LintedVersion,
  namesOf: (schema: JsonObject) => JsonObject,
  keyword: string,
): readonly LintPlace[] {
  return describedNodes(version).flatMap(({ schema, pointer }) => {
    const names = namesOf(schema)
    const isThere = keyword !== '' && objectMember(schema, keyword) !== undefined
    return ['title', 'description']
      .filter((name) => (textMember(names, name) ?? '') === '')
      .map((name) => ({
        at: isThere ? appendPointer(pointer, keyword) : pointer,
        params: { name },
      }))
  })
}

function titleWithoutFullStop(version: LintedVersion): readonly LintPlace[] {
  return wordsOf(version)
    .filter(({ name, text }) => name === 'title' && /[^.][.]$/u.test(text))
    .map(({ at, text }) => rewritten(at, text.slice(0, -1)))
}

function descriptionFullStop(version: LintedVersion): readonly LintPlace[] {
  return wordsOf(version)
    .filter(({ name, text }) => name === 'description' && !/[.!?…][)”"’]?$/u.test(text.trim()))
    .filter(({ text }) => text.trim() !== '')
    .map(({ at, text }) => rewritten(at, `${text.trim()}.`))
}

function wordsTrimmed(version: LintedVersion): readonly LintPlace[] {
  return wordsOf(version)
    .map((word) => ({ ...word, better: word.text.trim().replaceAll(/[ \t\u00a0]{2,}/gu, ' ') }))
    .filter(({ text, better }) => text !== better)
    .map(({ at, better }) => rewritten(at, better))
}

function wordsComposed(version: LintedVersion): readonly LintPlace[] {
  return wordsOf(version)
    .filter(({ text }) => text !== text.normalize('NFC'))
    .map(({ at, text }) => rewritten(at, text.normalize('NFC')))
}

function rewritten(at: string, value: string): LintPlace {
  return { at, fix: [{ kind: 'set', at, value }] }
}

/** A word without Vietnamese letters, such as `Email`, may be the same in both languages. */
const VIETNAMESE = /[^\p{ASCII}\p{P}]/u

function englishDiffers({ nodes }: LintedVersion): readonly LintPlace[] {
  return nodes
    .filter(({ schema }) => {
      const title = textMember(schema, 'title') ?? ''
      return VIETNAMESE.test(title) && englishTitle(schema) === title
    })
    .map(({ pointer }) => ({ at: `${pointer}/x-en/title` }))
}

function englishTitle(schema: JsonObject): string | undefined {
  return textMember(objectMember(schema, 'x-en') ?? {}, 'title')
}

function descriptionSaysMore(version: LintedVersion): readonly LintPlace[] {
  return describedNodes(version)
    .filter(repeatsTitle)
    .map(({ pointer }) => ({
      at: appendPointer(pointer, 'description'),
    }))
}

function repeatsTitle({ schema }: SchemaNode): boolean {
  const description = textMember(schema, 'description')
  return description !== undefined && description.replace(/[.]$/u, '') === schema['title']
}
