/**
 * Converters between one value and a list, and between members and a list of pairs.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { isJsonObject, textMember } from '../../json-value.ts'
import type { Converter } from '../converter.ts'
import { UNREADABLE } from '../converter.ts'

const NAME = 'TenTruong'
const VALUE = 'GiaTri'

/** The members of a free form are no fields of a structure; a canonical one lists them. */
export const membersToList: Converter = {
  summary: {
    vi: 'các thành viên của một đối tượng ↔ danh sách {TenTruong, GiaTri}',
    en: 'the members of an object ↔ a list of {TenTruong, GiaTri}',
  },
  forward: (value) => {
    if (!isJsonObject(value)) return UNREADABLE
    const entries = Object.entries(value)
    if (entries.some(([name, each]) => name === '' || isComposite(each))) return UNREADABLE
    const isText = entries.every(([, each]) => typeof each === 'string')
    const list = entries.map(([name, each]) => ({ [NAME]: name, [VALUE]: String(each) }))
    return isText ? { value: list } : { value: list, code: 'conversion-approximate' }
  },
  backward: (value) => {
    if (!Array.isArray(value)) return UNREADABLE
    const items: readonly JsonValue[] = value
    const pairs = items.map((item) => (isJsonObject(item) ? readPair(item) : undefined))
    const known = pairs.filter((pair) => pair !== undefined)
    const names = new Set(known.map(([name]) => name))
    if (names.size < items.length) return UNREADABLE
    return { value: Object.fromEntries(known) }
  },
  lossless: true,
}

function isComposite(value: JsonValue): boolean {
  return value === null || typeof value === 'object'
}

function readPair(item: JsonObject): readonly [string, string] | undefined {
  const name = textMember(item, NAME)
  const value = textMember(item, VALUE)
  return name === undefined || value === undefined ? undefined : [name, value]
}
