/**
 * Converters between texts, numbers and booleans.
 *
 * @module
 */
import type { JsonValue } from '../../json-value.ts'
import { member, objectMember, textMember } from '../../json-value.ts'
import type { Converter } from '../converter.ts'
import { AMBIGUOUS, ofText, UNREADABLE } from '../converter.ts'

export const copy: Converter = {
  summary: { vi: 'giữ nguyên', en: 'as it is' },
  forward: (value) => ({ value }),
  backward: (value) => ({ value }),
  lossless: true,
}

function booleanNotation(yes: string, no: string): Converter {
  return {
    summary: { vi: `"${yes}"/"${no}" ↔ true/false`, en: `"${yes}"/"${no}" ↔ true/false` },
    forward: (value) => {
      if (value === yes) return { value: true }
      return value === no ? { value: false } : UNREADABLE
    },
    backward: (value) => {
      if (typeof value !== 'boolean') return UNREADABLE
      return { value: value ? yes : no }
    },
    lossless: true,
  }
}

export const textToBoolean: Converter = booleanNotation('True', 'False')
export const flagToBoolean: Converter = booleanNotation('1', '0')

/** Fifteen digits are exact in a binary64; a longer or padded text is not the same number back. */
const INTEGER = /^(?:0|-?[1-9][0-9]{0,14})$/u

function readInteger(text: string): number | undefined {
  return INTEGER.test(text) ? Number(text) : undefined
}

export const textToInteger: Converter = {
  summary: { vi: 'chữ số ↔ số nguyên', en: 'digits ↔ integer' },
  forward: ofText((text) => {
    const unpadded = text.replace(/^0+(?=[0-9])/u, '')
    const value = readInteger(unpadded)
    if (value === undefined) return UNREADABLE
    return unpadded === text ? { value } : { value, code: 'conversion-approximate' }
  }),
  backward: (value) => integerText(value),
  lossless: true,
}

export const integerToText: Converter = {
  summary: { vi: 'số nguyên ↔ chữ số', en: 'integer ↔ digits' },
  forward: (value) => integerText(value),
  backward: ofText((text) => {
    const value = readInteger(text)
    return value === undefined ? UNREADABLE : { value }
  }),
  lossless: true,
}

function integerText(value: JsonValue): { value: string } | typeof UNREADABLE {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return UNREADABLE
  const text = String(value)
  return readInteger(text) === value ? { value: text } : UNREADABLE
}

/**
 * `map` names for each code of the source the code of the target; `keys` says that the
 * source writes its codes as integers or flags.
 */
export const codeMap: Converter = {
  summary: { vi: 'theo bảng map của dòng', en: 'by the map of the row' },
  forward: (value, { row }) => {
    // An object may bring a `toString` of its own, which is no function.
    const found =
      value === null || typeof value === 'object'
        ? undefined
        : member(objectMember(row, 'map') ?? {}, String(value))
    return found === undefined ? UNREADABLE : { value: found }
  },
  backward: (value, { row }) => {
    const entries = Object.entries(objectMember(row, 'map') ?? {})
    const sources = entries.filter(([, target]) => target === value)
    const [first] = sources
    if (first === undefined) return UNREADABLE
    return sources.length > 1 ? AMBIGUOUS : { value: asKey(first[0], textMember(row, 'keys')) }
  },
  lossless: true,
}

function asKey(key: string, kind: string | undefined): JsonValue {
  if (kind === 'integer') return Number(key)
  return kind === 'boolean' ? key === 'true' : key
}

/** Hexadecimal digits of a SHA-256; what merely stands in a digest's place is none. */
export const fileDigest: Converter = {
  summary: { vi: '64 chữ số thập lục phân của SHA-256', en: '64 hexadecimal digits of a SHA-256' },
  forward: ofText((text) => {
    if (!/^[0-9A-Fa-f]{64}$/u.test(text)) return UNREADABLE
    return { value: text.toLowerCase() }
  }),
  backward: copy.forward,
  lossless: false,
}
