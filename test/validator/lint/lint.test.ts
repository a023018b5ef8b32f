/** Each rule of the linter, broken once. */
import { describe, expect, test } from 'vitest'
import { editJson } from '../../../sources/index.ts'
import type {
  CatalogueEntry,
  JsonObject,
  LintFinding,
  LintReport,
} from '../../../validator/index.ts'
import { createLinter, formatSchemaRef, LINT_RULES } from '../../../validator/index.ts'
import { AROUND, codeList, entry, field, record, withFields } from './catalogue.ts'

function lint(broken: CatalogueEntry): LintReport {
  const others = [...AROUND, record(), codeList()].filter(
    ({ ref }) => formatSchemaRef(ref) !== formatSchemaRef(broken.ref),
  )
  return createLinter([...others, broken]).lint(broken)
}

interface Case {
  readonly rule: string
  readonly broken: CatalogueEntry
  readonly at: string
  /** What the fix sets, or undefined where it removes; absent where there is none. */
  readonly fix?: readonly unknown[]
}

const TEXT = { type: 'string', maxLength: 9 } as const
const P = '/properties/A'
const REF = '/schemas/codelists/colours/1.0.0'

function root(more: Parameters<typeof record>[0]): CatalogueEntry {
  return record(more)
}

function one(more: Parameters<typeof field>[0]): CatalogueEntry {
  return withFields({ A: field(more) })
}

function list(values: Parameters<typeof codeList>[0]): CatalogueEntry {
  return codeList(values)
}

function ruled(rule: object, more: Parameters<typeof record>[0] = {}): CatalogueEntry {
  const rules = [{ id: 'a-rule', kind: 'fields-equal', ...rule }]
  return record({ 'x-rules': rules as never, ...more })
}

const CASES: readonly Case[] = [
  { rule: 'keeps-profile', broken: one({ ...TEXT, not: {} }), at: P },
  {
    rule: 'id-matches-path',
    broken: root({ $id: '/schemas/a/1.0.0' }),
    at: '/$id',
    fix: ['/schemas/national/test/person/1.0.0'],
  },
  { rule: 'kind-matches-path', broken: codeList(undefined, { 'x-kind': 'record' }), at: '/x-kind' },
  { rule: 'owner-stated', broken: root({ 'x-owner': { name: '' } }), at: '/x-owner' },
  {
    rule: 'in-force-ordered',
    broken: root({ 'x-inForceFrom': '2026-01-02', 'x-inForceTo': '2026-01-01' }),
    at: '/x-inForceTo',
  },
  {
    rule: 'jsonld-type-absolute',
    broken: root({ 'x-jsonld-type': 'Person' }),
    at: '/x-jsonld-type',
  },
  {
    rule: 'database-without-structure',
    broken: entry('national/test@1.0.0', 'database', {
      type: 'object',
      additionalProperties: false,
    }),
    at: '/type',
  },
  {
    rule: 'exchange-kind-stated',
    broken: entry('exchange/test@1.0.0', 'message', {
      type: 'object',
      additionalProperties: false,
    }),
    at: '',
  },
  {
    rule: 'exchange-kind-known',
    broken: root({ 'x-exchangeKinds': ['other'] }),
    at: '/x-exchangeKinds/0',
  },
  { rule: 'vietnamese-names', broken: one({ ...TEXT, description: '' }), at: P },
  { rule: 'english-names', broken: one({ ...TEXT, 'x-en': { title: 'A' } }), at: `${P}/x-en` },
  {
    rule: 'title-without-full-stop',
    broken: one({ ...TEXT, title: 'Tên.' }),
    at: `${P}/title`,
    fix: ['Tên'],
  },
  {
    rule: 'description-full-stop',
    broken: one({ ...TEXT, description: 'Một mô tả' }),
    at: `${P}/description`,
    fix: ['Một mô tả.'],
  },
  {
    rule: 'words-trimmed',
    broken: one({ ...TEXT, title: ' Tên  gọi' }),
    at: `${P}/title`,
    fix: ['Tên gọi'],
  },
  {
    rule: 'words-composed',
    broken: one({ ...TEXT, title: 'Tên'.normalize('NFD') }),
    at: `${P}/title`,
    fix: ['Tên'],
  },
  {
    rule: 'english-differs',
    broken: one({ ...TEXT, title: 'Tên', 'x-en': { title: 'Tên', description: 'A name.' } }),
    at: `${P}/x-en/title`,
  },
  {
    rule: 'description-says-more',
    broken: one({ ...TEXT, title: 'Tên', description: 'Tên.' }),
    at: `${P}/description`,
  },
  { rule: 'evidence-stated', broken: one({ ...TEXT, 'x-evidence': {} }), at: `${P}/x-evidence` },
  {
    rule: 'evidence-locator',
    broken: one({ ...TEXT, 'x-evidence': { level: 'verified', source: 'A' } }),
    at: `${P}/x-evidence`,
  },
  {
    rule: 'proposal-reasoned',
    broken: one({ ...TEXT, 'x-evidence': { level: 'proposed', source: 'A' } }),
    at: `${P}/x-evidence`,
  },
  {
    rule: 'unverified-above-candidate',
    broken: one({ ...TEXT, 'x-evidence': { level: 'unverified', source: 'A' } }),
    at: `${P}/x-evidence/level`,
  },
  {
    rule: 'unverified-above-candidate',
    broken: list([{ code: '01', vi: 'Đỏ', evidence: 'unverified' }]),
    at: '/values/0/evidence',
  },
  {
    rule: 'legal-basis-stated',
    broken: root({ 'x-legalBasis': [] }),
    at: '',
  },
  {
    rule: 'legal-basis-locator',
    broken: root({ 'x-legalBasis': [{ instrument: '1/2026', date: '2026-01-01' }] }),
    at: '/x-legalBasis/0',
  },
  {
    rule: 'legal-basis-date',
    broken: root({ 'x-legalBasis': [{ instrument: '1/2026', article: '1' }] }),
    at: '/x-legalBasis/0',
  },
  {
    rule: 'legal-basis-repeated',
    broken: root({
      'x-legalBasis': [
        { instrument: '1/2026', article: '1', date: '2026-01-01' },
        { instrument: '1/2026', article: '1', date: '2026-01-01' },
      ],
    }),
    at: '/x-legalBasis/1',
    fix: [undefined],
  },
  { rule: 'personal-data-class', broken: one({ ...TEXT, 'x-personalData': 'none' }), at: P },
  {
    rule: 'sensitive-stated',
    broken: one({ $ref: '/schemas/codelists/religions/1.0.0', 'x-personalData': 'basic' }),
    at: `${P}/x-personalData`,
    fix: ['sensitive'],
  },
  {
    rule: 'sensitive-suspected',
    broken: one({ ...TEXT, title: 'Dân tộc mẹ', 'x-personalData': 'basic' }),
    at: `${P}/x-personalData`,
  },
  {
    rule: 'class-not-weaker',
    broken: one({ $ref: '/schemas/elements/secret/1.0.0', 'x-personalData': 'basic' }),
    at: `${P}/x-personalData`,
    fix: ['sensitive'],
  },
  {
    rule: 'class-covers-parts',
    broken: one({
      type: 'object',
      additionalProperties: false,
      properties: { B: field({ ...TEXT, 'x-personalData': 'basic' }) },
    }),
    at: `${P}/x-personalData`,
    fix: ['basic'],
  },
  {
    rule: 'source-stated',
    broken: one({ $ref: '/schemas/elements/personal-id/1.0.0', 'x-personalData': 'basic' }),
    at: P,
  },
  { rule: 'object-closed', broken: one({ type: 'object' }), at: P, fix: [false] },
  {
    rule: 'object-open',
    broken: one({ type: 'object', additionalProperties: true }),
    at: `${P}/additionalProperties`,
  },
  { rule: 'array-items', broken: one({ type: 'array', minItems: 1 }), at: P },
  {
    rule: 'array-not-empty',
    broken: one({
      type: 'array',
      items: TEXT,
      'x-evidence': { level: 'proposed', source: 'A', note: 'B' },
    }),
    at: P,
    fix: [1],
  },
  { rule: 'required-is-property', broken: root({ required: ['Ma', 'B'] }), at: '/required/1' },
  { rule: 'bounds-ordered', broken: one({ ...TEXT, minLength: 10 }), at: `${P}/minLength` },
  { rule: 'string-bounded', broken: one({ type: 'string' }), at: P },
  { rule: 'no-null', broken: one({ ...TEXT, enum: ['a', null] }), at: `${P}/enum` },
  {
    rule: 'property-name',
    broken: withFields({ 'Họ-tên': field(TEXT) }),
    at: '/properties/Họ-tên',
  },
  {
    rule: 'property-names-distinct',
    broken: withFields({ Ten: field(TEXT), TEN: field(TEXT) }),
    at: '/properties/TEN',
  },
  {
    rule: 'enum-distinct',
    broken: one({ ...TEXT, enum: ['a', 'a'] }),
    at: `${P}/enum/1`,
    fix: [undefined],
  },
  { rule: 'pattern-compiles', broken: one({ ...TEXT, pattern: '^(a$' }), at: `${P}/pattern` },
  {
    rule: 'pattern-anchored',
    broken: one({ ...TEXT, pattern: '[0-9]{3}' }),
    at: `${P}/pattern`,
    fix: ['^[0-9]{3}$'],
  },
  { rule: 'pattern-anchored', broken: one({ ...TEXT, pattern: '^a|b$' }), at: `${P}/pattern` },
  {
    rule: 'pattern-not-exponential',
    broken: one({ ...TEXT, pattern: '^(?:a+)+$' }),
    at: `${P}/pattern`,
  },
  { rule: 'pattern-linear', broken: one({ ...TEXT, pattern: '^a*[a-z]*$' }), at: `${P}/pattern` },
  {
    rule: 'reference-exact',
    broken: one({ $ref: '/schemas/elements/none/1.0.0' }),
    at: `${P}/$ref`,
  },
  {
    rule: 'reference-inside-exact',
    broken: one({ $ref: '#/$defs/none' }),
    at: `${P}/$ref`,
  },
  { rule: 'definition-used', broken: record({ $defs: { a: TEXT } }), at: '/$defs/a' },
  {
    rule: 'recognised-exists',
    broken: record({
      'x-recognise': { required: ['Ma'], properties: { Ma: { required: ['None'] } } },
    }),
    at: '/x-recognise/properties/Ma',
  },
  { rule: 'enum-named', broken: one({ type: 'string', enum: ['a', 'b'] }), at: `${P}/enum` },
  {
    rule: 'reference-status',
    broken: withFields(
      { A: field({ $ref: '/schemas/elements/candidate/1.0.0' }) },
      { 'x-status': 'Standard' },
    ),
    at: `${P}/$ref`,
  },
  {
    rule: 'reference-current',
    broken: one({
      $ref: '/schemas/elements/old/1.0.0',
      'x-evidence': { level: 'proposed', source: 'A', note: 'B' },
    }),
    at: `${P}/$ref`,
  },
  {
    rule: 'incomplete-list-binding',
    broken: one({ $ref: '/schemas/codelists/unfinished/1.0.0' }),
    at: `${P}/$ref`,
  },
  {
    rule: 'code-list-has-values',
    broken: one({ ...TEXT, 'x-codeList': '/schemas/elements/personal-id/1.0.0' }),
    at: `${P}/x-codeList`,
  },
  {
    rule: 'enum-in-code-list',
    broken: one({ type: 'string', 'x-codeList': REF, enum: ['01', '09'] }),
    at: `${P}/enum/1`,
  },
  { rule: 'successor-stated', broken: root({ 'x-status': 'Superseded' }), at: '/x-status' },
  {
    rule: 'source-differs',
    broken: one({ ...TEXT, 'x-source': '/schemas/national/test/person/1.0.0' }),
    at: `${P}/x-source`,
    fix: [undefined],
  },
  {
    rule: 'rule-fields-exist',
    broken: ruled({ fields: { one: '/Ma', other: '/None' } }),
    at: '/x-rules/0/fields/other',
  },
  { rule: 'rule-usable', broken: ruled({ fields: { one: '/Ma' } }), at: '/x-rules/0' },
  { rule: 'check-known', broken: one({ ...TEXT, 'x-check': 'none' }), at: `${P}/x-check` },
  {
    rule: 'rule-ids-distinct',
    broken: record({
      'x-rules': ['a', 'a'].map((id) => ({ id, kind: 'fields-equal', fields: { one: '/Ma' } })),
    }),
    at: '/x-rules/1/id',
  },
  { rule: 'as-of-exists', broken: root({ 'x-asOf': ['/None'] }), at: '/x-asOf/0' },
  {
    rule: 'former-property-gone',
    broken: root({
      'x-formerProperties': { Ten: { since: '2026-01-01', reason: { vi: 'cũ.', en: 'old.' } } },
    }),
    at: '/x-formerProperties/Ten',
  },
  { rule: 'code-list-values', broken: list([]), at: '' },
  {
    rule: 'code-value-shape',
    broken: list([{ code: '01', vi: 'Đỏ', validFrom: '2026-02-30' }]),
    at: '/values/0/validFrom',
  },
  {
    rule: 'code-value-shape',
    broken: list([{ code: '01', vi: 'Đỏ', ...{ colour: 'red' } }]),
    at: '/values/0/colour',
  },
  {
    rule: 'code-periods-apart',
    broken: list([
      { code: '01', vi: 'Đỏ', validTo: '2026-01-01' },
      { code: '01', vi: 'Xanh', validFrom: '2026-01-01' },
    ]),
    at: '/values/1/code',
  },
  {
    rule: 'code-period-ordered',
    broken: list([{ code: '01', vi: 'Đỏ', validFrom: '2026-01-02', validTo: '2026-01-01' }]),
    at: '/values/0/validTo',
  },
  {
    rule: 'code-replacement-mutual',
    broken: list([{ code: '01', vi: 'Đỏ', validTo: '2026-01-01', replacedBy: ['02'] }]),
    at: '/values/0/replacedBy',
  },
  { rule: 'code-matches-pattern', broken: list([{ code: 'A', vi: 'Đỏ' }]), at: '/values/0/code' },
  {
    rule: 'code-parent-exists',
    broken: list([{ code: '01', vi: 'Đỏ', parent: '99' }]),
    at: '/values/0/parent',
  },
  {
    rule: 'code-match-exists',
    broken: list([
      { code: '01', vi: 'Đỏ', matches: [{ list: '/schemas/codelists/none/1.0.0', code: '1' }] },
    ]),
    at: '/values/0/matches',
  },
  {
    rule: 'code-value-shape',
    broken: list([{ code: '01', vi: 'Đỏ', matches: [] }]),
    at: '/values/0/matches',
  },
  { rule: 'code-named', broken: list([{ code: '01', vi: ' ' }]), at: '/values/0/vi' },
  {
    rule: 'code-names-distinct',
    broken: list([
      { code: '01', vi: 'Đỏ' },
      { code: '02', vi: 'Đỏ' },
    ]),
    at: '/values/1/vi',
  },
]

function only(report: LintReport, rule: string): readonly LintFinding[] {
  return report.findings.filter((finding) => finding.rule === rule)
}

describe('a version without a fault', () => {
  test.for([
    ['a record', record()],
    ['a code list', codeList()],
  ] as const)('has no findings and loses no points: %s', ([, faultless]) => {
    expect(lint(faultless)).toMatchObject({ findings: [], score: 100, reasons: [] })
  })
})

describe('a broken rule', () => {
  test.for(CASES)('$rule is found at $at', ({ rule, broken, at, fix }) => {
    const found = only(lint(broken), rule)
    expect(found.map((finding) => finding.at)).toEqual([at])
    const edits = found[0]?.fix
    expect(edits?.map((edit) => (edit.kind === 'set' ? edit.value : undefined))).toEqual(fix)
  })

  test.for(CASES.filter(({ fix }) => fix !== undefined))(
    '$rule is whole again after its fix, and nothing else broke',
    ({ rule, broken }) => {
      const before = lint(broken)
      const edits = only(before, rule).flatMap(({ fix = [] }) => fix)
      const text = editJson(JSON.stringify(broken.document, undefined, 2), edits)
      const after = lint({ ...broken, document: JSON.parse(text) as JsonObject })
      expect(only(after, rule)).toEqual([])
      const known = new Set(before.findings.map((finding) => finding.rule))
      expect(after.findings.filter((finding) => !known.has(finding.rule))).toEqual([])
    },
  )

  test('is broken in a test for every rule there is', () => {
    expect([...new Set(CASES.map(({ rule }) => rule))].sort()).toEqual(
      LINT_RULES.map(({ id }) => id).sort(),
    )
  })

  test.for(LINT_RULES)('$id says so in two languages, with the same facts', ({ id, sentence }) => {
    const facts = (text: string) => [...text.matchAll(/\{[a-zA-Z]+\}/gu)].map(String).sort()
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/u)
    expect(sentence.en).not.toBe(sentence.vi)
    expect(facts(sentence.en)).toEqual(facts(sentence.vi))
  })

  test('leaves no placeholder in what it says', () => {
    const said = CASES.flatMap(({ broken }) => lint(broken).findings).map(({ message }) => message)
    expect(said.filter(({ vi, en }) => /\{[a-z]/u.test(vi + en))).toEqual([])
  })
})

describe('the score', () => {
  test.for([
    ['an error', one({ type: 'object' }), 'findings-error'],
    ['an unbounded string', one({ type: 'string' }), 'strings-unbounded'],
    [
      'a proposed field',
      one({ ...TEXT, 'x-evidence': { level: 'proposed', source: 'A', note: 'B' } }),
      'fields-proposed',
    ],
  ] as const)('loses points for %s and says how many', ([, broken, code]) => {
    const { score, reasons } = lint(broken)
    expect(reasons.map((reason) => reason.code)).toContain(code)
    expect(score).toBe(100 - reasons.reduce((sum, { points }) => sum + points, 0))
  })
})
