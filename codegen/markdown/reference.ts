/**
 * The reference page of a version in Markdown: for repositories, wikis and whoever reads text.
 *
 * In Vietnamese, with the English beside it. It says no more than the schema.
 *
 * @module
 */
import type { Catalogue, CodeListValue, JsonObject, SchemaVersion } from '../../validator/index.ts'
import {
  formatSchemaRef,
  isDatabase,
  member,
  objectMember,
  recordsOfDatabase,
  textMember,
} from '../../validator/index.ts'
import type { Field } from '../schema-view.ts'
import { evidenceOf, formatProvision, legalBasisOf, numberOf, wordsOf } from '../schema-view.ts'
import { allFields, shapeOf } from '../shape.ts'
import { markdownTable } from './table.ts'

/** More are at the list's own address. */
const VALUES_MAX = 1_000

export function emitMarkdown(version: SchemaVersion, catalogue: Catalogue): string {
  const { document, ref } = version
  const [vi, en] = [wordsOf(document, 'vi'), wordsOf(document, 'en')]
  const title = vi.title ?? ref.path
  const parts = [
    `# ${escapeText(title)}\n`,
    ...(en.title === undefined ? [] : [`*${escapeText(en.title)}*\n`]),
    ...paragraphs(vi.description, en.description),
    factTable(version),
    ...fieldSections(version, catalogue),
    ...codeSection(version),
    ...recordSection(version, catalogue),
  ]
  return `${parts.join('\n').trim()}\n`
}

function paragraphs(...texts: readonly (string | undefined)[]): readonly string[] {
  return texts.flatMap((text) => (text === undefined ? [] : [`${escapeText(text)}\n`]))
}

function factTable({ ref, id, document }: SchemaVersion): string {
  const owner = objectMember(document, 'x-owner')
  const evidence = evidenceOf(document)
  const rows = [
    ['Tên · name', formatSchemaRef(ref)],
    ['Địa chỉ · address', id],
    ['Trạng thái · status', textMember(document, 'x-status')],
    ['Cơ quan chủ quản · owner', owner && textMember(owner, 'name')],
    ['Căn cứ · legal basis', basisOf(document)],
    ['Bằng chứng · evidence', [evidence?.level, evidence?.source].filter(Boolean).join(', ')],
    ['Hiệu lực từ · in force from', textMember(document, 'x-inForceFrom')],
    ['Thay bằng · successor', textMember(document, 'x-successor')],
  ] as const
  const stated = rows.filter(([, text]) => text !== undefined && text !== '')
  return markdownTable(
    [
      { head: '', cell: ([name]) => name },
      { head: '', cell: ([, text]) => text ?? '' },
    ],
    stated,
  )
}

/** The fields of the structure, then those of each object inside it. */
function fieldSections({ document }: SchemaVersion, catalogue: Catalogue): readonly string[] {
  if (shapeOf(document, catalogue) !== 'object') return []
  return sectionsOf(document, '', catalogue)
}

function sectionsOf(schema: JsonObject, at: string, catalogue: Catalogue): readonly string[] {
  const fields = allFields(schema, catalogue)
  if (fields.length === 0) return []
  const heading = at === '' ? 'Các trường · fields' : `\`${at}\``
  const inside = fields.flatMap(({ name, schema: field }) => {
    const items = objectMember(field, 'items')
    const object = items ?? field
    const isOwn = objectMember(object, 'properties') !== undefined
    const path = `${at}/${name}${items === undefined ? '' : '/*'}`
    return isOwn ? sectionsOf(object, path, catalogue) : []
  })
  return [`## ${heading}\n`, fieldTable(fields, catalogue), ...inside]
}

function fieldTable(fields: readonly Field[], catalogue: Catalogue): string {
  return markdownTable(
    [
      { head: 'Trường · field', cell: ({ name }) => `\`${name}\`` },
      { head: 'Nghĩa · meaning', cell: ({ schema }) => meaningOf(schema) },
      { head: 'Kiểu · type', cell: ({ schema }) => typeOf(schema, catalogue) },
      { head: 'Bắt buộc · required', cell: ({ required }) => (required ? '✓' : '') },
      { head: 'Căn cứ · legal basis', cell: ({ schema }) => basisOf(schema) },
    ],
    fields,
  )
}

function meaningOf(schema: JsonObject): string {
  const [vi, en] = [wordsOf(schema, 'vi'), wordsOf(schema, 'en')]
  const vietnamese = [vi.title, vi.description].filter(Boolean).join('. ')
  return [vietnamese, en.title].filter(Boolean).join(' · ')
}

const BOUNDS: readonly (readonly [keyword: string, sign: string])[] = [
  ['minLength', 'dài ≥'],
  ['maxLength', 'dài ≤'],
  ['minimum', '≥'],
  ['maximum', '≤'],
  ['minItems', 'số phần tử ≥'],
  ['maxItems', 'số phần tử ≤'],
]

function typeOf(schema: JsonObject, catalogue: Catalogue): string {
  const items = objectMember(schema, 'items')
  const ref = textMember(schema, '$ref')
  const list = textMember(schema, 'x-codeList')
  const type = member(schema, 'type')
  const name = Array.isArray(type) ? type.join(' | ') : String(type ?? '')
  const parts = [
    ref === undefined ? name : linkTo(ref, catalogue),
    items === undefined ? '' : `của · of ${typeOf(items, catalogue)}`,
    list === undefined ? '' : linkTo(list, catalogue),
    textMember(schema, 'format') ?? '',
    ...BOUNDS.map(([keyword, sign]) => boundOf(schema, keyword, sign)),
    patternOf(schema),
  ]
  return parts.filter((part) => part !== '').join(', ')
}

function boundOf(schema: JsonObject, keyword: string, sign: string): string {
  const bound = numberOf(schema, keyword)
  return bound === undefined ? '' : `${sign} ${bound}`
}

function patternOf(schema: JsonObject): string {
  const pattern = textMember(schema, 'pattern')
  return pattern === undefined ? '' : `\`${pattern}\``
}

function linkTo(id: string, catalogue: Catalogue): string {
  const version = catalogue.findById(id)
  return version === undefined ? `\`${id}\`` : `[${formatSchemaRef(version.ref)}](${version.id})`
}

function basisOf(schema: JsonObject): string {
  return legalBasisOf(schema).map(formatProvision).join('; ')
}

function codeSection({ codeList, id }: SchemaVersion): readonly string[] {
  if (codeList === undefined) return []
  const { values } = codeList
  const more = values.length - VALUES_MAX
  const table = markdownTable<CodeListValue>(
    [
      { head: 'Mã · code', cell: ({ code }) => `\`${code}\`` },
      { head: 'Tên · label', cell: ({ vi, en }) => [vi, en].filter(Boolean).join(' · ') },
      { head: 'Từ · from', cell: ({ validFrom }) => validFrom ?? '' },
      { head: 'Đến · to', cell: ({ validTo }) => validTo ?? '' },
    ],
    values.slice(0, VALUES_MAX),
  )
  const rest = more > 0 ? [`${more} mã nữa · more: ${id}/values.json\n`] : []
  return ['## Các mã · codes\n', table, ...rest]
}

function recordSection(version: SchemaVersion, catalogue: Catalogue): readonly string[] {
  if (!isDatabase(version)) return []
  const records = recordsOfDatabase(version, catalogue)
  const lines = records.map(({ id }) => `- ${linkTo(id, catalogue)}`)
  return records.length === 0 ? [] : ['## Các bản ghi · records\n', `${lines.join('\n')}\n`]
}

/** In running text what begins mark-up or HTML is no mark-up. */
function escapeText(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#|]/gu, (mark) => `\\${mark}`).replaceAll(/\s+/gu, ' ')
}
