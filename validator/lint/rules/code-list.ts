/**
 * Rules about the values of a code list: one meaning for each code on each day.
 *
 * @module
 */
import type { CatalogueEntry } from '../../catalogue.ts'
import type { CodeListValue, CodeMatch } from '../../codelists/code-list.ts'
import { isFullDate } from '../../date.ts'
import { textMember } from '../../json-value.ts'
import { EVIDENCE_LEVELS } from '../evidence-share.ts'
import type { LintedVersion } from '../linted-version.ts'
import type { LintPlace, LintRule } from '../rule.ts'
import { lintRule } from '../rule.ts'
import { compilePattern } from './patterns.ts'

export const CODE_LIST_RULES: readonly LintRule[] = [
  lintRule(
    'code-list-values',
    'error',
    ['Danh mục không có mã nào.', 'The code list has no codes.'],
    ({ kind, values }) => (kind === 'codelist' && values.length === 0 ? [{ at: '' }] : []),
  ),
  lintRule(
    'code-value-shape',
    'error',
    [
      'Giá trị của mã {code} có thành viên lạ hoặc không đúng dạng: {name}.',
      'The value of the code {code} has a member that is unknown or malformed: {name}.',
    ],
    codeValueShape,
  ),
  lintRule(
    'code-periods-apart',
    'error',
    ['Mã {code} có hai nghĩa trong cùng một ngày.', 'The code {code} has two meanings on one day.'],
    codePeriodsApart,
  ),
  lintRule(
    'code-period-ordered',
    'error',
    ['Mã {code} hết hiệu lực trước khi có hiệu lực.', 'The code {code} ends before it begins.'],
    ({ values }) =>
      values.flatMap(({ code, validFrom = '', validTo = '9999' }, index) =>
        validTo < validFrom ? [atValue(index, code, 'validTo')] : [],
      ),
  ),
  lintRule(
    'code-replacement-mutual',
    'error',
    [
      'Mã {code} và mã {other} không cùng nói rằng mã này thay mã kia.',
      'The codes {code} and {other} do not both say that one replaces the other.',
    ],
    codeReplacementMutual,
  ),
  lintRule(
    'code-matches-pattern',
    'error',
    ['Mã {code} không khớp mẫu của danh mục.', 'The code {code} does not match the pattern.'],
    codeMatchesPattern,
  ),
  lintRule(
    'code-parent-exists',
    'error',
    [
      'Mã cấp trên {parent} của mã {code} không có trong danh mục nào.',
      'The parent {parent} of the code {code} is in no code list.',
    ],
    codeParentExists,
  ),
  lintRule(
    'code-match-exists',
    'error',
    [
      'Mã {code} được đối chiếu với mã {other} không có trong danh mục {list}.',
      'The code {code} is matched with {other}, which is not in the list {list}.',
    ],
    codeMatchExists,
  ),
  lintRule(
    'code-named',
    'error',
    ['Mã {code} không có tên tiếng Việt.', 'The code {code} has no Vietnamese name.'],
    ({ values }) =>
      values.flatMap(({ code, vi }, index) =>
        typeof vi === 'string' && vi.trim() !== '' ? [] : [atValue(index, code, 'vi')],
      ),
  ),
  lintRule(
    'code-names-distinct',
    'info',
    [
      'Hai mã cùng cấp trên, cùng hiệu lực, cùng tên với mã {code}.',
      'Another code of the same parent and days has the name of the code {code}.',
    ],
    codeNamesDistinct,
  ),
]

function atValue(
  index: number,
  code: string,
  name: string,
  params: Readonly<Record<string, string>> = {},
): LintPlace {
  return { at: `/values/${index}/${name}`, file: 'values.json', params: { code, ...params } }
}

type IsShaped = (value: unknown) => boolean

const isText: IsShaped = (value) => typeof value === 'string' && value !== ''
const isCodes: IsShaped = (value) => Array.isArray(value) && value.length > 0 && value.every(isText)
const isMatches: IsShaped = (value) =>
  Array.isArray(value) && value.length > 0 && value.every(isMatch)
const isLevel: IsShaped = (value) => EVIDENCE_LEVELS.some((level) => level === value)

const MATCH_MEMBERS = new Set(['list', 'code', 'evidence'])

function isMatch(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const match = value as Partial<CodeMatch>
  const isKnown = Object.keys(match).every((name) => MATCH_MEMBERS.has(name))
  const { list, code, evidence } = match
  return isKnown && isText(list) && isText(code) && (evidence === undefined || isLevel(evidence))
}

/** A list of thousands of values has a handful of days: each is looked at once. */
function createIsDay(): IsShaped {
  const days = new Map<string, boolean>()
  return (value) => {
    if (typeof value !== 'string') return false
    const known = days.get(value) ?? isFullDate(value)
    days.set(value, known)
    return known
  }
}

/** Every member a value may have; an unknown one is a slip that nothing else would notice. */
function createShapes(): ReadonlyMap<string, IsShaped> {
  const isDay = createIsDay()
  return new Map([
    ['code', isText],
    ['vi', isText],
    ['en', isText],
    ['validFrom', isDay],
    ['validTo', isDay],
    ['replaces', isCodes],
    ['replacedBy', isCodes],
    ['parent', isText],
    ['matches', isMatches],
    ['evidence', isLevel],
  ])
}

function codeValueShape({ values }: LintedVersion): readonly LintPlace[] {
  const shapes = createShapes()
  const places: LintPlace[] = []
  for (const [index, value] of values.entries()) {
    for (const name of Object.keys(value)) {
      const content: unknown = value[name as keyof CodeListValue]
      if (shapes.get(name)?.(content) !== true) {
        places.push(atValue(index, value.code, name, { name }))
      }
    }
  }
  return places
}

interface Placed extends CodeListValue {
  readonly index: number
}

function byCode(values: readonly CodeListValue[]): ReadonlyMap<string, readonly Placed[]> {
  const groups = new Map<string, Placed[]>()
  for (const [index, value] of values.entries()) {
    const group = groups.get(value.code)
    if (group === undefined) groups.set(value.code, [{ ...value, index }])
    else group.push({ ...value, index })
  }
  return groups
}

/** Full-dates compare as text; an open end is before or after them all. */
function overlap(a: CodeListValue, b: CodeListValue): boolean {
  return (
    (a.validFrom ?? '') <= (b.validTo ?? '9999') && (b.validFrom ?? '') <= (a.validTo ?? '9999')
  )
}

function codePeriodsApart({ values }: LintedVersion): readonly LintPlace[] {
  return [...byCode(values).values()].flatMap((group) =>
    group
      .filter((value, place) => group.slice(0, place).some((before) => overlap(before, value)))
      .map(({ index, code }) => atValue(index, code, 'code')),
  )
}

function codeReplacementMutual({ values }: LintedVersion): readonly LintPlace[] {
  const groups = byCode(values)
  const names = (code: string, member: 'replaces' | 'replacedBy', other: string): boolean =>
    (groups.get(code) ?? []).some((value) => (value[member] ?? []).includes(other))
  return values.flatMap(({ code, replaces = [], replacedBy = [] }, index) => [
    ...replaces
      .filter((other) => !names(other, 'replacedBy', code))
      .map((other) => atValue(index, code, 'replaces', { other })),
    ...replacedBy
      .filter((other) => !names(other, 'replaces', code))
      .map((other) => atValue(index, code, 'replacedBy', { other })),
  ])
}

function codeMatchesPattern({ document, values }: LintedVersion): readonly LintPlace[] {
  const pattern = compilePattern(textMember(document, 'pattern') ?? '')
  if (pattern === undefined) return []
  return values.flatMap(({ code }, index) =>
    pattern.test(code) ? [] : [atValue(index, code, 'code')],
  )
}

/** The level above may be in the same list, or a list of its own. */
function codeParentExists(version: LintedVersion): readonly LintPlace[] {
  const { values } = version
  if (values.every(({ parent }) => parent === undefined)) return []
  const known = version.allCodes()
  return values.flatMap(({ code, parent }, index) =>
    parent === undefined || known.has(parent) ? [] : [atValue(index, code, 'parent', { parent })],
  )
}

function codeMatchExists({ values, find }: LintedVersion): readonly LintPlace[] {
  return values.flatMap(({ code, matches = [] }, index) =>
    matches
      .filter((match) => !hasCode(find(match.list), match.code))
      .map((match) => atValue(index, code, 'matches', { other: match.code, list: match.list })),
  )
}

function hasCode(entry: CatalogueEntry | undefined, code: string): boolean {
  return (entry?.values ?? []).some((value) => value.code === code)
}

function codeNamesDistinct({ values }: LintedVersion): readonly LintPlace[] {
  const groups = new Map<string, Placed[]>()
  return values.flatMap((value, index) => {
    const key = `${value.parent ?? ''} ${value.vi}`
    const group = groups.get(key) ?? []
    groups.set(key, [...group, { ...value, index }])
    const isRepeated = group.some((other) => other.code !== value.code && overlap(other, value))
    return isRepeated ? [atValue(index, value.code, 'vi')] : []
  })
}
