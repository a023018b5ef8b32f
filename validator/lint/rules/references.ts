/**
 * Rules about what a version names: exact versions that are there and fit to be named.
 *
 * @module
 */
import { appendPointer, pointerSteps, valueAt } from '../../json/pointer.ts'
import type { JsonObject } from '../../json-value.ts'
import { isJsonObject, member, textMember } from '../../json-value.ts'
import type { LintedVersion } from '../linted-version.ts'
import { isObserved, isVocabulary, objectsIn } from '../linted-version.ts'
import type { LintPlace, LintRule } from '../rule.ts'
import { lintRule } from '../rule.ts'

export const REFERENCE_RULES: readonly LintRule[] = [
  lintRule(
    'reference-exact',
    'error',
    [
      '{keyword} phải nêu đúng một phiên bản có trong danh mục: /schemas/đường-dẫn/1.2.3.',
      '{keyword} is to name one version that is in the catalogue: /schemas/path/1.2.3.',
    ],
    referenceExact,
  ),
  lintRule(
    'reference-inside-exact',
    'error',
    [
      '$ref dẫn tới một chỗ không có trong lược đồ: {pointer}.',
      '$ref leads to a place that is not in the schema: {pointer}.',
    ],
    referenceInsideExact,
  ),
  lintRule(
    'definition-used',
    'warning',
    ['Định nghĩa {name} không được dùng ở đâu.', 'The definition {name} is used nowhere.'],
    definitionUsed,
  ),
  lintRule(
    'reference-status',
    'warning',
    [
      'Phiên bản {own} dựa vào phiên bản mới là {status}.',
      'A version that is {own} rests on one that is only {status}.',
    ],
    referenceStatus,
  ),
  lintRule(
    'reference-current',
    'warning',
    [
      'Dựa vào phiên bản đã {status}; có bản thay thế thì dùng bản thay thế.',
      'Rests on a version that is {status}; use what replaced it.',
    ],
    referenceCurrent,
  ),
  lintRule(
    'incomplete-list-binding',
    'error',
    [
      'Danh mục chưa đầy đủ không ràng buộc trường nào: mã mà nó thiếu vẫn có thể đúng.',
      'An incomplete code list binds no field: a code it lacks may be right.',
    ],
    incompleteListBinding,
  ),
  lintRule(
    'code-list-has-values',
    'error',
    ['x-codeList phải nêu một danh mục có mã.', 'x-codeList is to name a list that has codes.'],
    codeListHasValues,
  ),
  lintRule(
    'enum-in-code-list',
    'error',
    ['enum có mã không thuộc danh mục đã nêu.', 'The enum has a code that is not in the list.'],
    enumInCodeList,
  ),
  lintRule(
    'successor-stated',
    'warning',
    [
      'Phiên bản đã bị thay thế, nhưng chưa nêu bản thay thế (x-successor) hay lý do (note).',
      'Superseded, and neither its successor (x-successor) nor the reason (note) is stated.',
    ],
    successorStated,
  ),
  lintRule(
    'source-differs',
    'error',
    ['{keyword} nêu chính phiên bản này.', '{keyword} names this very version.'],
    sourceDiffers,
  ),
]

export interface Reference {
  readonly at: string
  readonly keyword: string
  readonly id: string
  /** The document judges by it, rather than only mentions it. */
  readonly isBinding: boolean
}

const KEYWORDS = ['$ref', 'x-codeList', 'x-source', 'x-successor']
const BINDING = new Set(['$ref', 'x-codeList'])

/** Every version a document names; references into its own `$defs` are not among them. */
export function referencesIn({ nodes }: Pick<LintedVersion, 'nodes'>): readonly Reference[] {
  return nodes.flatMap(({ schema, pointer }) => [
    ...namedIn(schema, pointer),
    ...objectsIn(schema, 'x-rules').flatMap((rule, index) =>
      namedIn(rule, `${pointer}/x-rules/${index}`),
    ),
  ])
}

function namedIn(object: JsonObject, pointer: string): readonly Reference[] {
  return KEYWORDS.flatMap((keyword) => {
    const named = textMember(object, keyword)
    if (named === undefined || named.startsWith('#')) return []
    const at = appendPointer(pointer, keyword)
    return [{ at, keyword, id: named.split('#')[0] ?? '', isBinding: BINDING.has(keyword) }]
  })
}

function referenceExact(version: LintedVersion): readonly LintPlace[] {
  return referencesIn(version)
    .filter(({ id }) => version.find(id) === undefined)
    .map(({ at, keyword }) => ({ at, params: { keyword } }))
}

/** The fragment of every `$ref`, with the document it is a place in, when that is there. */
function referenceInsideExact(version: LintedVersion): readonly LintPlace[] {
  return version.nodes.flatMap(({ schema, pointer }) => {
    const [id = '', fragment = ''] = (textMember(schema, '$ref') ?? '').split('#')
    const target = id === '' ? version.document : version.find(id)?.document
    const isThere =
      fragment === '' ||
      target === undefined ||
      isJsonObject(valueAt(target, pointerSteps(decodeURIComponent(fragment))))
    return isThere ? [] : [{ at: `${pointer}/$ref`, params: { pointer: fragment } }]
  })
}

function definitionUsed(version: LintedVersion): readonly LintPlace[] {
  // Others may build on what the vocabulary defines.
  if (isVocabulary(version)) return []
  const used = new Set(version.nodes.map(({ schema }) => textMember(schema, '$ref')))
  return version.nodes
    .filter(({ part, pointer }) => part === 'definition' && !used.has(`#${encodeURI(pointer)}`))
    .map(({ pointer, name }) => ({ at: pointer, params: { name } }))
}

const ORDER = ['Incomplete', 'Candidate', 'Recorded', 'Qualified', 'Standard']
const GONE = ['Superseded', 'Retired']

interface Resolved extends Reference {
  readonly status: string
}

/** What a version is judged by, itself not counted, with its status. */
function bindingOf(version: LintedVersion): readonly Resolved[] {
  return referencesIn(version)
    .filter(({ id, isBinding }) => isBinding && id !== version.id)
    .flatMap((reference) => {
      const target = version.find(reference.id)?.document
      const status = target === undefined ? undefined : textMember(target, 'x-status')
      return status === undefined ? [] : [{ ...reference, status }]
    })
}

function referenceStatus(version: LintedVersion): readonly LintPlace[] {
  const { status: own } = version
  if (own !== 'Qualified' && own !== 'Standard') return []
  return bindingOf(version)
    .filter(({ status }) => ['Incomplete', 'Candidate'].includes(status))
    .map(({ at, status }) => ({ at, params: { own, status } }))
}

function referenceCurrent(version: LintedVersion): readonly LintPlace[] {
  if (!ORDER.includes(version.status)) return []
  return bindingOf(version)
    .filter(({ at, status }) => GONE.includes(status) && !isObserved(version, at))
    .map(({ at, status }) => ({ at, params: { status } }))
}

function incompleteListBinding(version: LintedVersion): readonly LintPlace[] {
  return bindingOf(version)
    .filter(({ id, status }) => id.startsWith('/schemas/codelists/') && status === 'Incomplete')
    .map(({ at }) => ({ at }))
}

function codeListHasValues(version: LintedVersion): readonly LintPlace[] {
  return referencesIn(version)
    .filter(({ keyword, id }) => keyword === 'x-codeList' && version.find(id) !== undefined)
    .filter(({ id }) => (version.find(id)?.values ?? []).length === 0)
    .map(({ at }) => ({ at }))
}

function enumInCodeList({ nodes, find }: LintedVersion): readonly LintPlace[] {
  return nodes.flatMap(({ schema, pointer }) => {
    const list = find(textMember(schema, 'x-codeList') ?? textMember(schema, '$ref') ?? '')
    const codes = member(schema, 'enum')
    if (list?.values === undefined || !Array.isArray(codes)) return []
    const known = new Set(list.values.map(({ code }) => code))
    return codes.flatMap((code: unknown, index: number) =>
      known.has(String(code)) ? [] : [{ at: `${pointer}/enum/${index}` }],
    )
  })
}

function successorStated({ document, status }: LintedVersion): readonly LintPlace[] {
  if (status !== 'Superseded' || 'x-successor' in document) return []
  const evidence = document['x-evidence']
  const hasNote = typeof evidence === 'object' && evidence !== null && 'note' in evidence
  return hasNote ? [] : [{ at: '/x-status' }]
}

function sourceDiffers(version: LintedVersion): readonly LintPlace[] {
  return referencesIn(version)
    .filter(({ id, isBinding }) => !isBinding && id === version.id)
    .map(({ at, keyword }) => ({ at, params: { keyword }, fix: [{ kind: 'remove', at }] }))
}
