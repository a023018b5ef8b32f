/**
 * Names of types and formats, as people say them.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../json-value.ts'
import { objectMember } from '../json-value.ts'
import type { Bilingual } from '../verdict.ts'

const TYPES: Readonly<Record<string, Bilingual>> = {
  string: { vi: 'văn bản', en: 'text' },
  integer: { vi: 'số nguyên', en: 'integer' },
  number: { vi: 'số', en: 'number' },
  boolean: { vi: 'đúng/sai (true/false)', en: 'true or false' },
  array: { vi: 'danh sách', en: 'list' },
  object: { vi: 'nhóm trường', en: 'group of fields' },
  null: { vi: 'null', en: 'null' },
}

const FORMATS: Readonly<Record<string, Bilingual>> = {
  date: { vi: 'ngày dạng yyyy-MM-dd', en: 'yyyy-MM-dd date' },
  'date-time': { vi: 'thời điểm theo RFC 3339', en: 'RFC 3339 timestamp' },
  time: { vi: 'giờ theo RFC 3339', en: 'RFC 3339 time' },
  duration: { vi: 'khoảng thời gian theo ISO 8601', en: 'ISO 8601 duration' },
  email: { vi: 'địa chỉ thư điện tử', en: 'email address' },
  uri: { vi: 'URI tuyệt đối', en: 'absolute URI' },
  'uri-reference': { vi: 'tham chiếu URI', en: 'URI reference' },
  uuid: { vi: 'UUID', en: 'UUID' },
}

const FIELDS_NAMED_MAX = 6

export function nameOfFormat(format: string): Bilingual {
  return lookUp(FORMATS, format)
}

/** What a schema's `type` asks for; a group names its first fields. */
export function nameOfExpected(type: unknown, schema: JsonObject): Bilingual {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type]
  const names = types.map((each) =>
    each === 'object' ? nameOfGroup(schema) : lookUp(TYPES, String(each)),
  )
  return {
    vi: names.map(({ vi }) => vi).join(' hoặc '),
    en: names.map(({ en }) => en).join(' or '),
  }
}

/** The kind of a value, which says nothing of the value. */
export function nameOfKind(value: JsonValue): Bilingual {
  if (value === null) return lookUp(TYPES, 'null')
  if (Array.isArray(value)) return lookUp(TYPES, 'array')
  if (typeof value === 'number') {
    return lookUp(TYPES, Number.isInteger(value) ? 'integer' : 'number')
  }
  return lookUp(TYPES, typeof value)
}

function nameOfGroup(schema: JsonObject): Bilingual {
  const names = Object.keys(objectMember(schema, 'properties') ?? {})
  const { vi, en } = lookUp(TYPES, 'object')
  if (names.length === 0) return { vi, en }
  const shown = names.slice(0, FIELDS_NAMED_MAX).join(', ')
  const rest = names.length > FIELDS_NAMED_MAX ? ', …' : ''
  return { vi: `${vi} gồm ${shown}${rest}`, en: `${en} ${shown}${rest}` }
}

function lookUp(names: Readonly<Record<string, Bilingual>>, name: string): Bilingual {
  const known = Object.hasOwn(names, name) ? names[name] : undefined
  return known ?? { vi: name, en: name }
}
