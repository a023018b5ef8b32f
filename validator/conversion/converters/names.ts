/**
 * Converters between a whole name and its three parts.
 *
 * Where a family name ends cannot be known from a text: the first word is taken
 * as the family name, the last as the given name, and the report says so.
 *
 * @module
 */
import type { JsonValue } from '../../json-value.ts'
import { isJsonObject, textMember } from '../../json-value.ts'
import type { Converted, Converter } from '../converter.ts'
import { AMBIGUOUS, asItIs, UNREADABLE } from '../converter.ts'

export const nameToParts: Converter = {
  summary: {
    vi: 'họ tên liền → Ho (từ đầu), ChuDem, Ten (từ cuối)',
    en: 'whole name → Ho (first word), ChuDem, Ten (last word)',
  },
  forward: (value) => (typeof value === 'string' ? split(value) : UNREADABLE),
  backward: (value) => join(value),
  lossless: false,
}

/** The deployed population service leaves Ho and ChuDem empty and puts the whole name in Ten. */
export const namePartsRepaired: Converter = {
  summary: {
    vi: 'họ tên dồn vào Ten → ba phần; đã tách thì giữ nguyên',
    en: 'a whole name in Ten → three parts; as it is where split already',
  },
  forward: (value) => {
    if (!isJsonObject(value)) return UNREADABLE
    const { Ho = '', ChuDem = '', Ten = '' } = textsOf(value)
    if (Ho.trim() !== '') return { value: withoutBlanks({ Ho, ChuDem, Ten }) }
    return ChuDem.trim() === '' ? split(Ten) : AMBIGUOUS
  },
  backward: asItIs,
  lossless: false,
}

function split(text: string): Converted {
  const words = text.split(/\s+/u).filter((word) => word !== '')
  const [family, ...others] = words
  const given = others.pop()
  if (family === undefined || given === undefined) return AMBIGUOUS
  const value = withoutBlanks({ Ho: family, ChuDem: others.join(' '), Ten: given })
  return { value, code: 'conversion-approximate' }
}

function join(value: JsonValue): Converted {
  if (!isJsonObject(value)) return UNREADABLE
  const { Ho = '', ChuDem = '', Ten = '' } = textsOf(value)
  const text = [Ho, ChuDem, Ten].filter((part) => part !== '').join(' ')
  return text === '' ? UNREADABLE : { value: text }
}

function textsOf(value: JsonValue): Readonly<Partial<Record<'Ho' | 'ChuDem' | 'Ten', string>>> {
  if (!isJsonObject(value)) return {}
  const [Ho = '', ChuDem = '', Ten = ''] = ['Ho', 'ChuDem', 'Ten'].map((name) =>
    textMember(value, name),
  )
  return { Ho, ChuDem, Ten }
}

function withoutBlanks(parts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).filter(([, text]) => text.trim() !== ''))
}
