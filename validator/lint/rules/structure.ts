/**
 * Rules about the shape: objects that are closed, lists that can be written as XML, bounds.
 *
 * @module
 */
import { appendPointer } from '../../json/pointer.ts'
import type { JsonObject } from '../../json-value.ts'
import { isJsonObject, member, objectMember, textMember } from '../../json-value.ts'
import type { LintedVersion } from '../linted-version.ts'
import { isObserved, isVocabulary, listMember } from '../linted-version.ts'
import type { LintPlace, LintRule } from '../rule.ts'
import { lintRule } from '../rule.ts'
import type { SchemaNode } from '../schema-node.ts'

export const STRUCTURE_RULES: readonly LintRule[] = [
  lintRule(
    'object-closed',
    'error',
    [
      'Đối tượng phải đóng: thêm "additionalProperties": false, để trường gõ sai bị phát hiện.',
      'Close the object with "additionalProperties": false, so that a mistyped field is seen.',
    ],
    objectClosed,
  ),
  lintRule(
    'object-open',
    'info',
    [
      'Đối tượng mở: mọi trường đều được chấp nhận và không được xét.',
      'The object is open: any field is taken and none is judged.',
    ],
    ({ nodes }) =>
      nodes
        .filter(({ schema }) => schema['additionalProperties'] === true)
        .map(({ pointer }) => ({ at: `${pointer}/additionalProperties` })),
  ),
  lintRule(
    'array-items',
    'error',
    ['Danh sách chưa nêu phần tử của nó (items).', 'The list does not say its items.'],
    (version) =>
      (isVocabulary(version) ? [] : arraysOf(version))
        .filter(({ schema }) => !isJsonObject(schema['items']))
        .map(atNode),
  ),
  lintRule(
    'array-not-empty',
    'warning',
    [
      'XML không viết được danh sách rỗng: đặt minItems ít nhất là 1 và bỏ trường khi không có gì.',
      'XML has no empty list: minItems is at least 1, and the field is left out if there is none.',
    ],
    arrayNotEmpty,
  ),
  lintRule(
    'required-is-property',
    'error',
    [
      'Trường bắt buộc {name} không có trong properties.',
      'The required field {name} is not among the properties.',
    ],
    requiredIsProperty,
  ),
  lintRule(
    'bounds-ordered',
    'error',
    ['{low} lớn hơn {high}: không giá trị nào hợp lệ.', '{low} is above {high}: nothing is valid.'],
    boundsOrdered,
  ),
  lintRule(
    'string-bounded',
    'info',
    [
      'Chuỗi không có giới hạn: thêm maxLength, pattern, format hoặc danh mục.',
      'The string has no bound: maxLength, pattern, format or a code list would be one.',
    ],
    (version) =>
      isVocabulary(version) || version.kind === 'api'
        ? []
        : unboundedStrings(version.nodes).map(atNode),
  ),
  lintRule(
    'no-null',
    'error',
    [
      'Danh mục không có null: điều không biết thì bỏ trường.',
      'The catalogue has no null: what is not known is left out.',
    ],
    noNull,
  ),
  lintRule(
    'property-name',
    'error',
    [
      'Tên trường cũng là tên phần tử XML: chữ cái Latinh, chữ số và gạch dưới, bắt đầu bằng chữ.',
      'A field is also an XML element: Latin letters, digits and underscores, a letter first.',
    ],
    propertyName,
  ),
  lintRule(
    'property-names-distinct',
    'warning',
    [
      'Hai trường của một đối tượng chỉ khác nhau ở chữ hoa, chữ thường: {name}.',
      'Two fields of one object differ only by letter case: {name}.',
    ],
    propertyNamesDistinct,
  ),
  lintRule(
    'enum-named',
    'info',
    [
      'Các mã được liệt kê không có tên; một danh mục (x-codeList) đặt tên cho chúng.',
      'The codes that are listed have no names; a code list (x-codeList) would name them.',
    ],
    ({ kind, nodes }) =>
      kind === 'vocabulary' || kind === 'api'
        ? []
        : nodes
            .filter(
              ({ schema, isNarrowing }) => !isNarrowing && listMember(schema, 'enum').length > 1,
            )
            .filter(({ schema }) => !('x-codeList' in schema || '$ref' in schema))
            .map(({ pointer }) => ({ at: `${pointer}/enum` })),
  ),
  lintRule(
    'enum-distinct',
    'error',
    ['Giá trị được liệt kê hai lần.', 'The value is listed twice.'],
    enumDistinct,
  ),
]

function atNode({ pointer }: SchemaNode): LintPlace {
  return { at: pointer }
}

function objectClosed(version: LintedVersion): readonly LintPlace[] {
  if (isVocabulary(version)) return []
  return version.nodes
    .filter(({ schema, part }) => part !== 'branch' && schema['type'] === 'object')
    .filter(({ schema }) => member(schema, 'additionalProperties') === undefined)
    .map(({ pointer }) => ({
      at: pointer,
      fix: [{ kind: 'set', at: `${pointer}/additionalProperties`, value: false }],
    }))
}

function arraysOf({ nodes }: LintedVersion): readonly SchemaNode[] {
  return nodes.filter(({ schema, part }) => part !== 'branch' && schema['type'] === 'array')
}

function arrayNotEmpty(version: LintedVersion): readonly LintPlace[] {
  // Answers of the service are JSON only, and an empty list of issues is what they are for.
  if (isVocabulary(version) || version.kind === 'api') return []
  return arraysOf(version)
    .filter(({ schema }) => Number(schema['minItems'] ?? 0) < 1)
    .filter(({ pointer }) => !isObserved(version, pointer))
    .map(({ pointer }) => ({
      at: pointer,
      fix: [{ kind: 'set', at: `${pointer}/minItems`, value: 1 }],
    }))
}

function requiredIsProperty(version: LintedVersion): readonly LintPlace[] {
  if (isVocabulary(version)) return []
  return version.nodes
    .filter(({ part }) => part !== 'branch')
    .flatMap(({ schema, pointer }) => {
      const known = objectMember(schema, 'properties')
      if (known === undefined) return []
      return listMember(schema, 'required').flatMap((name, index) =>
        Object.hasOwn(known, String(name))
          ? []
          : [{ at: `${pointer}/required/${index}`, params: { name: String(name) } }],
      )
    })
}

const BOUNDS = [
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minimum', 'maximum'],
  ['exclusiveMinimum', 'exclusiveMaximum'],
] as const

function boundsOrdered({ nodes }: LintedVersion): readonly LintPlace[] {
  return nodes.flatMap(({ schema, pointer }) =>
    BOUNDS.filter(([low, high]) => Number(schema[low]) > Number(schema[high])).map(
      ([low, high]) => ({ at: `${pointer}/${low}`, params: { low, high } }),
    ),
  )
}

const STRING_BOUNDS = ['maxLength', 'pattern', 'format', 'enum', 'const', 'x-codeList', 'x-check']

/** Strings that may be of any length and any characters. */
export function unboundedStrings(nodes: readonly SchemaNode[]): readonly SchemaNode[] {
  return nodes.filter(
    ({ schema, isNarrowing }) =>
      !isNarrowing &&
      textMember(schema, 'type') === 'string' &&
      STRING_BOUNDS.every((keyword) => member(schema, keyword) === undefined) &&
      ['anyOf', 'oneOf'].every((keyword) => member(schema, keyword) === undefined),
  )
}

function noNull({ nodes }: LintedVersion): readonly LintPlace[] {
  return nodes.flatMap(({ schema, pointer }) =>
    ['type', 'const', 'enum']
      .filter((keyword) => saysNull(schema, keyword))
      .map((keyword) => ({
        at: appendPointer(pointer, keyword),
      })),
  )
}

function saysNull(schema: JsonObject, keyword: string): boolean {
  const value = member(schema, keyword)
  const word = keyword === 'type' ? 'null' : null
  return value === word || (Array.isArray(value) && value.includes(word))
}

const PROPERTY_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/u

function propertyName(version: LintedVersion): readonly LintPlace[] {
  if (isVocabulary(version) || version.kind === 'api') return []
  return version.nodes
    .filter(({ part, name }) => part === 'field' && !PROPERTY_NAME.test(name))
    .map(atNode)
}

function propertyNamesDistinct({ nodes }: LintedVersion): readonly LintPlace[] {
  return nodes.flatMap(({ schema, pointer }) => {
    const seen = new Set<string>()
    return Object.keys(objectMember(schema, 'properties') ?? {}).flatMap((name) => {
      const folded = name.toLowerCase()
      const isRepeated = seen.has(folded)
      seen.add(folded)
      const at = appendPointer(`${pointer}/properties`, name)
      return isRepeated ? [{ at, params: { name } }] : []
    })
  })
}

function enumDistinct({ nodes }: LintedVersion): readonly LintPlace[] {
  return nodes.flatMap(({ schema, pointer }) => {
    const texts = listMember(schema, 'enum').map((value) => JSON.stringify(value))
    return texts.flatMap((text, index) => {
      const at = `${pointer}/enum/${index}`
      const isRepeated = texts.indexOf(text) < index
      return isRepeated ? [{ at, fix: [{ kind: 'remove' as const, at }] }] : []
    })
  })
}
