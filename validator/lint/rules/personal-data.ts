/**
 * Rules about the class of personal data of a field: Decree 356/2025/NĐ-CP, Articles 3 and 4.
 *
 * @module
 */
import { appendPointer } from '../../json/pointer.ts'
import type { JsonObject } from '../../json-value.ts'
import { textMember } from '../../json-value.ts'
import type { LintedVersion } from '../linted-version.ts'
import { describesFields } from '../linted-version.ts'
import type { LintPlace, LintRule } from '../rule.ts'
import { lintRule } from '../rule.ts'
import type { SchemaNode } from '../schema-node.ts'

export const PERSONAL_DATA_RULES: readonly LintRule[] = [
  lintRule(
    'personal-data-class',
    'error',
    [
      'Trường chưa nêu nhóm dữ liệu cá nhân (x-personalData).',
      'The field does not state its class of personal data (x-personalData).',
    ],
    (version) =>
      describesFields(version)
        ? version.fields.filter(({ schema }) => rankOf(schema) < 0).map(atNode)
        : [],
  ),
  lintRule(
    'sensitive-stated',
    'error',
    [
      'Dân tộc, tôn giáo, sức khỏe là dữ liệu cá nhân nhạy cảm; trường này phải là sensitive.',
      'Ethnicity, religion and health are sensitive personal data; this field is to be sensitive.',
    ],
    sensitiveStated,
  ),
  lintRule(
    'sensitive-suspected',
    'warning',
    [
      'Theo tên, trường có thể là dữ liệu cá nhân nhạy cảm, nhưng được nêu là {class}.',
      'By its name the field may be sensitive personal data, and is stated to be {class}.',
    ],
    sensitiveSuspected,
  ),
  lintRule(
    'class-not-weaker',
    'error',
    [
      'Trường dùng một cấu trúc nhạy cảm; trường cũng phải là {class}.',
      'The field uses a structure that is sensitive; so is the field to be {class}.',
    ],
    classNotWeaker,
  ),
  lintRule(
    'class-covers-parts',
    'warning',
    [
      'Trường có nhóm thấp hơn một trường bên trong nó ({class}).',
      'The field is of a lower class than a field inside it ({class}).',
    ],
    classCoversParts,
  ),
  lintRule(
    'source-stated',
    'info',
    [
      'Dữ liệu cá nhân có bản gốc ở nơi khác, nhưng chưa nêu ở đâu (x-source).',
      'Personal data whose original is elsewhere, and nothing says where (x-source).',
    ],
    sourceStated,
  ),
]

const CLASSES = ['public', 'basic', 'sensitive']
const SENSITIVE_RANK = 2

function rankOf(schema: JsonObject): number {
  return CLASSES.indexOf(textMember(schema, 'x-personalData') ?? '')
}

function atNode({ pointer }: SchemaNode): LintPlace {
  return { at: pointer }
}

function atClass({ pointer }: SchemaNode, fix?: string): LintPlace {
  const at = appendPointer(pointer, 'x-personalData')
  return fix === undefined
    ? { at, params: {} }
    : { at, params: { class: fix }, fix: [{ kind: 'set', at, value: fix }] }
}

/** What says something sensitive of a person. */
const SENSITIVE = [
  'codelists/ethnic-groups-',
  'codelists/religions/',
  'codelists/blood-groups/',
  'elements/ethnicity/',
  'elements/religion/',
].map((path) => `/schemas/${path}`)

function isSensitive(id: string): boolean {
  return SENSITIVE.some((start) => id.startsWith(start))
}

/** Names of what Article 4 lists; they circulate as plain text, with no list to tell them by. */
const SENSITIVE_NAMES = new RegExp(
  '(?:^|\\P{L})(?:dân tộc|tôn giáo|tín ngưỡng|nhóm máu|sinh trắc|vân tay|mống mắt|' +
    'ADN|án tích|tiền án)(?:\\P{L}|$)',
  'iu',
)

/** A name is only a hint: there is a committee of that name too. */
function sensitiveSuspected(version: LintedVersion): readonly LintPlace[] {
  return version.fields
    .filter(({ schema }) => rankOf(schema) >= 0 && rankOf(schema) < SENSITIVE_RANK)
    .filter(({ schema }) => SENSITIVE_NAMES.test(textMember(schema, 'title') ?? ''))
    .filter((field) => !madeOf(field, version).some(isSensitive))
    .map((field) => ({
      at: appendPointer(field.pointer, 'x-personalData'),
      params: { class: textMember(field.schema, 'x-personalData') ?? '' },
    }))
}

/** What a field is made of: its own reference or list, or that of its items. */
function madeOf({ schema, pointer }: SchemaNode, { nodes }: LintedVersion): readonly string[] {
  const items = nodes.find((node) => node.pointer === `${pointer}/items`)
  return [schema, items?.schema ?? {}]
    .flatMap((part) => [textMember(part, '$ref'), textMember(part, 'x-codeList')])
    .filter((id) => id !== undefined)
}

function sensitiveStated(version: LintedVersion): readonly LintPlace[] {
  return version.fields
    .filter((field) => rankOf(field.schema) >= 0 && rankOf(field.schema) < SENSITIVE_RANK)
    .filter((field) => madeOf(field, version).some(isSensitive))
    .map((field) => atClass(field, 'sensitive'))
}

/**
 * What is sensitive stays so wherever it is used; what is basic does not: the address of a
 * company is written as that of a person is, and is no personal data.
 */
function classNotWeaker(version: LintedVersion): readonly LintPlace[] {
  return version.fields
    .filter(({ schema }) => rankOf(schema) >= 0 && rankOf(schema) < SENSITIVE_RANK)
    .filter((field) =>
      madeOf(field, version)
        .filter((id) => !isSensitive(id))
        .some((id) => rankOf(version.find(id)?.document ?? {}) === SENSITIVE_RANK),
    )
    .map((field) => atClass(field, 'sensitive'))
}

function classCoversParts({ fields }: LintedVersion): readonly LintPlace[] {
  return fields.flatMap((field) => {
    const own = rankOf(field.schema)
    const inside = fields.filter(({ pointer }) => pointer.startsWith(`${field.pointer}/`))
    const wanted = Math.max(...inside.map(({ schema }) => rankOf(schema)), -1)
    return own >= 0 && own < wanted ? [atClass(field, CLASSES[wanted])] : []
  })
}

const PERSONAL_ID = '/schemas/elements/personal-id/'

/** The population database itself is the source of what it holds. */
function sourceStated({ fields, entry }: LintedVersion): readonly LintPlace[] {
  if (entry.ref.path.startsWith('national/population/')) return []
  return fields
    .filter(({ schema }) => (textMember(schema, '$ref') ?? '').startsWith(PERSONAL_ID))
    .filter(({ schema }) => schema['x-personalData'] === 'basic' && !('x-source' in schema))
    .map(atNode)
}
