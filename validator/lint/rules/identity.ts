/**
 * Rules about what a version is: its name, kind, owner and status.
 *
 * @module
 */
import { appendPointer } from '../../json/pointer.ts'
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { member, objectMember, textMember } from '../../json-value.ts'
import type { LintedVersion } from '../linted-version.ts'
import { isVocabulary, listMember } from '../linted-version.ts'
import type { LintPlace, LintRule } from '../rule.ts'
import { lintRule } from '../rule.ts'

export const IDENTITY_RULES: readonly LintRule[] = [
  lintRule(
    'keeps-profile',
    'error',
    [
      'Hồ sơ lược đồ của danh mục không cho phép điều này (từ khóa {keyword}): {name}.',
      'The schema profile of the catalogue does not allow this (keyword {keyword}): {name}.',
    ],
    keepsProfile,
  ),
  lintRule(
    'id-matches-path',
    'error',
    ['$id khác đường dẫn của thư mục; phải là {id}.', '$id is not that of its folder: {id}.'],
    idMatchesPath,
  ),
  lintRule(
    'kind-matches-path',
    'error',
    [
      'x-kind không khớp đường dẫn: dưới {folder}/ chỉ có {kind}.',
      'x-kind does not fit the path: what is below {folder}/ is a {kind}.',
    ],
    kindMatchesPath,
  ),
  lintRule(
    'owner-stated',
    'error',
    ['Chưa nêu cơ quan chủ quản (x-owner).', 'No owner is stated (x-owner).'],
    ({ document }) =>
      (textMember(objectMember(document, 'x-owner') ?? {}, 'name') ?? '') === ''
        ? [{ at: 'x-owner' in document ? '/x-owner' : '' }]
        : [],
  ),
  lintRule(
    'in-force-ordered',
    'error',
    ['x-inForceTo đứng trước x-inForceFrom.', 'x-inForceTo is before x-inForceFrom.'],
    inForceOrdered,
  ),
  lintRule(
    'jsonld-type-absolute',
    'error',
    ['x-jsonld-type phải là IRI tuyệt đối.', 'x-jsonld-type is to be of absolute IRIs.'],
    jsonldTypeAbsolute,
  ),
  lintRule(
    'database-without-structure',
    'error',
    [
      'Mục của cơ sở dữ liệu không mang cấu trúc ({keyword}); các bản ghi bên dưới mới mang.',
      'The entry of a database bears no structure ({keyword}); its records below do.',
    ],
    databaseWithoutStructure,
  ),
  lintRule(
    'exchange-kind-stated',
    'warning',
    [
      'Thông điệp chưa nêu thuộc loại dữ liệu nào của thông tư (x-exchangeKinds).',
      'The message does not say which kind of data of the circular it carries (x-exchangeKinds).',
    ],
    ({ document, kind }) =>
      kind === 'message' && listMember(document, 'x-exchangeKinds').length === 0
        ? [{ at: '' }]
        : [],
  ),
  lintRule(
    'exchange-kind-known',
    'error',
    [
      'Loại dữ liệu không có trong danh mục codelists/exchange-kinds.',
      'The kind of data is not in codelists/exchange-kinds.',
    ],
    exchangeKindKnown,
  ),
]

/** Members whose absence has a rule of its own, with a sentence that says more. */
const OWN_RULES = new Set(['$id', 'title', 'description', 'x-en', 'x-owner', 'x-evidence'])

function keepsProfile(version: LintedVersion): readonly LintPlace[] {
  if (isVocabulary(version)) return []
  return version
    .profileErrors(version.document)
    .filter(({ keyword, name }) => !(keyword === 'required' && OWN_RULES.has(name)))
    .map(({ at, keyword, name }) => ({ at, params: { keyword, name: name === '' ? at : name } }))
}

function idMatchesPath({ document, id }: LintedVersion): readonly LintPlace[] {
  const stated = textMember(document, '$id') ?? ''
  if (stated === id) return []
  return [
    {
      at: '$id' in document ? '/$id' : '',
      params: { id },
      fix: [{ kind: 'set', at: '/$id', value: id }],
    },
  ]
}

/** Folders that hold one kind only; everything else is records, messages and databases. */
const FOLDER_KINDS: Readonly<Record<string, string>> = {
  codelists: 'codelist',
  elements: 'element',
  vocabulary: 'vocabulary',
  api: 'api',
}

function kindMatchesPath({ entry, kind }: LintedVersion): readonly LintPlace[] {
  const [folder = ''] = entry.ref.path.split('/')
  const wanted = Object.hasOwn(FOLDER_KINDS, folder) ? FOLDER_KINDS[folder] : undefined
  if (wanted === undefined || kind === '' || kind === wanted) return []
  return [{ at: '/x-kind', params: { folder, kind: wanted } }]
}

function inForceOrdered({ document }: LintedVersion): readonly LintPlace[] {
  const from = textMember(document, 'x-inForceFrom')
  const to = textMember(document, 'x-inForceTo')
  return from !== undefined && to !== undefined && to < from ? [{ at: '/x-inForceTo' }] : []
}

const ABSOLUTE_IRI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/u

function jsonldTypeAbsolute({ nodes }: LintedVersion): readonly LintPlace[] {
  return nodes
    .filter(({ schema }) => !saidTypes(schema).every(isAbsoluteIri))
    .map(({ pointer }) => ({ at: appendPointer(pointer, 'x-jsonld-type') }))
}

function saidTypes(schema: JsonObject): readonly JsonValue[] {
  const said = member(schema, 'x-jsonld-type') ?? []
  return Array.isArray(said) ? said : [said]
}

function isAbsoluteIri(value: JsonValue): boolean {
  return typeof value === 'string' && ABSOLUTE_IRI.test(value)
}

const STRUCTURE = ['type', 'properties', 'items', '$ref', 'anyOf', 'oneOf', 'allOf', 'enum']

function databaseWithoutStructure({ document, kind }: LintedVersion): readonly LintPlace[] {
  if (kind !== 'database') return []
  return STRUCTURE.filter((keyword) => member(document, keyword) !== undefined).map((keyword) => ({
    at: appendPointer('', keyword),
    params: { keyword },
    fix: [],
  }))
}

function exchangeKindKnown({ document, findNewest }: LintedVersion): readonly LintPlace[] {
  const list = findNewest('codelists/exchange-kinds')
  if (list === undefined) return []
  const known = new Set((list.values ?? []).map(({ code }) => code))
  return stated(document).flatMap((code, index) =>
    known.has(code) ? [] : [{ at: `/x-exchangeKinds/${index}` }],
  )
}

function stated(document: JsonObject): readonly string[] {
  return listMember(document, 'x-exchangeKinds').map(String)
}
