/**
 * Rules about rules: what `x-rules`, `x-asOf` and `x-formerProperties` name is there.
 *
 * @module
 */
import { createCodeList } from '../../codelists/code-list.ts'
import { CHECK_NAMES } from '../../formats/checks.ts'
import { appendPointer, pointerSteps } from '../../json/pointer.ts'
import type { JsonObject } from '../../json-value.ts'
import { isJsonObject, member, objectMember, textMember } from '../../json-value.ts'
import { compileRule } from '../../rules/compile.ts'
import type { LintedVersion } from '../linted-version.ts'
import { listMember, objectsIn } from '../linted-version.ts'
import type { LintPlace, LintRule } from '../rule.ts'
import { lintRule } from '../rule.ts'
import { schemaNodes } from '../schema-node.ts'

export const X_RULES_RULES: readonly LintRule[] = [
  lintRule(
    'rule-fields-exist',
    'error',
    [
      'Quy tắc {rule} nói về một trường không có: {field}.',
      'The rule {rule} speaks of a field that is not there: {field}.',
    ],
    ruleFieldsExist,
  ),
  lintRule(
    'rule-usable',
    'error',
    [
      'Quy tắc {rule} không dùng được: loại, vai của trường hoặc danh mục không đúng.',
      'The rule {rule} cannot be used: its kind, the part of a field or its list is wrong.',
    ],
    ruleUsable,
  ),
  lintRule(
    'check-known',
    'error',
    ['x-check nêu một phép kiểm không có.', 'x-check names a check that there is not.'],
    checkKnown,
  ),
  lintRule(
    'rule-ids-distinct',
    'error',
    ['Hai quy tắc cùng tên {rule}.', 'Two rules are called {rule}.'],
    ruleIdsDistinct,
  ),
  lintRule(
    'as-of-exists',
    'error',
    [
      'x-asOf nêu một trường không có: {field}.',
      'x-asOf names a field that is not there: {field}.',
    ],
    asOfExists,
  ),
  lintRule(
    'recognised-exists',
    'error',
    [
      'x-recognise nêu một trường không có: {field}.',
      'x-recognise names a field that is not there: {field}.',
    ],
    recognisedExists,
  ),
  lintRule(
    'former-property-gone',
    'error',
    [
      'Trường {name} được nói là không còn, nhưng vẫn còn.',
      'The field {name} is said to be gone, and is still there.',
    ],
    formerPropertyGone,
  ),
]

/** A schema and the document its local references mean. */
interface Place {
  readonly schema: JsonObject
  readonly document: JsonObject
}

/** Deep enough for any structure; a chain of references that is longer goes in a circle. */
const REFERENCES_MAX = 16

/** True when the pointer leads to something that is declared, or may: `*` is any item. */
function leadsSomewhere(version: LintedVersion, schema: JsonObject, pointer: string): boolean {
  let places: readonly Place[] = [{ schema, document: version.document }]
  for (const step of pointerSteps(pointer)) {
    places = places
      .flatMap((place) => resolved(place, version, REFERENCES_MAX))
      .flatMap((place) => children(place, step))
  }
  return places.length > 0
}

/** A schema, what it refers to, and its alternatives: each may declare the field. */
function resolved(place: Place, version: LintedVersion, left: number): readonly Place[] {
  if (left === 0) return [place]
  const { schema, document } = place
  const further = ['allOf', 'anyOf', 'oneOf']
    .flatMap((keyword) => objectsIn(schema, keyword))
    .map((branch) => ({ schema: branch, document }))
  const target = follow(place, version)
  return [
    place,
    ...[...further, ...(target === undefined ? [] : [target])].flatMap((next) =>
      resolved(next, version, left - 1),
    ),
  ]
}

function follow({ schema, document }: Place, version: LintedVersion): Place | undefined {
  const [id = '', fragment = ''] = (textMember(schema, '$ref') ?? '').split('#')
  if (id === '' && fragment === '') return undefined
  const owner = id === '' ? document : version.find(id)?.document
  if (owner === undefined) return undefined
  let target: unknown = owner
  for (const step of pointerSteps(fragment)) {
    target = isJsonObject(target) ? member(target, step) : undefined
  }
  return isJsonObject(target) ? { schema: target, document: owner } : undefined
}

function children({ schema, document }: Place, step: string): readonly Place[] {
  const isItem = step === '*' || /^[0-9]+$/u.test(step)
  const found = [
    isItem ? member(schema, 'items') : undefined,
    member(objectMember(schema, 'properties') ?? {}, step),
    member(schema, 'additionalProperties'),
  ]
  return found.filter(isJsonObject).map((child) => ({ schema: child, document }))
}

function ruleFieldsExist(version: LintedVersion): readonly LintPlace[] {
  return version.nodes.flatMap(({ schema, pointer }) =>
    objectsIn(schema, 'x-rules').flatMap((rule, index) =>
      Object.entries(objectMember(rule, 'fields') ?? {})
        .filter(([, field]) => !leadsSomewhere(version, schema, String(field)))
        .map(([part, field]) => ({
          at: appendPointer(`${pointer}/x-rules/${index}/fields`, part),
          params: { rule: textMember(rule, 'id') ?? '', field: String(field) },
        })),
    ),
  )
}

function ruleIdsDistinct({ nodes }: LintedVersion): readonly LintPlace[] {
  return nodes.flatMap(({ schema, pointer }) => {
    const ids = objectsIn(schema, 'x-rules').map((rule) => textMember(rule, 'id') ?? '')
    return ids.flatMap((rule, index) =>
      ids.indexOf(rule) < index ? [{ at: `${pointer}/x-rules/${index}/id`, params: { rule } }] : [],
    )
  })
}

function asOfExists(version: LintedVersion): readonly LintPlace[] {
  return listMember(version.document, 'x-asOf').flatMap((field, index) =>
    leadsSomewhere(version, version.document, String(field))
      ? []
      : [{ at: `/x-asOf/${index}`, params: { field: String(field) } }],
  )
}

function formerPropertyGone({ nodes }: LintedVersion): readonly LintPlace[] {
  return nodes.flatMap(({ schema, pointer }) =>
    Object.keys(objectMember(schema, 'x-formerProperties') ?? {})
      .filter((name) => Object.hasOwn(objectMember(schema, 'properties') ?? {}, name))
      .map((name) => ({
        at: appendPointer(`${pointer}/x-formerProperties`, name),
        params: { name },
      })),
  )
}

/** Compiled as the validator does it; what that refuses, the schema cannot say. */
function ruleUsable({ nodes, find }: LintedVersion): readonly LintPlace[] {
  const findCodeList = (id: string) => {
    const values = find(id)?.values
    return values === undefined ? undefined : createCodeList(id, values)
  }
  return nodes.flatMap(({ schema, pointer }) =>
    objectsIn(schema, 'x-rules').flatMap((rule, index) =>
      compiles(() => compileRule(rule, findCodeList))
        ? []
        : [
            {
              at: `${pointer}/x-rules/${index}`,
              params: { rule: textMember(rule, 'id') ?? String(index) },
            },
          ],
    ),
  )
}

function compiles(compile: () => unknown): boolean {
  try {
    compile()
    return true
  } catch {
    return false
  }
}

function checkKnown({ nodes }: LintedVersion): readonly LintPlace[] {
  return nodes.flatMap(({ schema, pointer }) => {
    const stated = member(schema, 'x-check')
    const names = Array.isArray(stated) ? stated : stated === undefined ? [] : [stated]
    return names.every((name: unknown) => CHECK_NAMES.includes(String(name)))
      ? []
      : [{ at: appendPointer(pointer, 'x-check') }]
  })
}

/** A version that is recognised by what it has not would claim the messages of another. */
function recognisedExists(version: LintedVersion): readonly LintPlace[] {
  const recognise = objectMember(version.document, 'x-recognise')
  if (recognise === undefined) return []
  return schemaNodes(recognise).flatMap(({ schema, pointer }) => {
    const inside = instancePointer(pointer)
    const names = [
      ...listMember(schema, 'required').map(String),
      ...Object.keys(objectMember(schema, 'properties') ?? {}),
    ]
    return [...new Set(names)]
      .map((name) => appendPointer(inside, name))
      .filter((field) => !leadsSomewhere(version, version.document, field))
      .map((field) => ({ at: `/x-recognise${pointer}`, params: { field } }))
  })
}

/** From a place in a schema to the place of an instance it speaks of. */
function instancePointer(pointer: string): string {
  const steps = pointerSteps(pointer)
  const inside: string[] = []
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index] ?? ''
    if (step === 'items') inside.push('*')
    else if (step === 'properties') {
      index += 1
      inside.push(steps[index] ?? '')
    } else if (['allOf', 'anyOf', 'oneOf'].includes(step)) index += 1
  }
  return inside.reduce(appendPointer, '')
}
