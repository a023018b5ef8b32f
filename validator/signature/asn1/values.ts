/**
 * What a DER element says: identifiers, numbers, times and bytes.
 *
 * @module
 */
import type { DerElement } from './der.ts'
import { DER, DerFault, expectTag } from './der.ts'

/** The content alone. */
export function contentOf({ buffer, content, end }: DerElement): Uint8Array {
  return buffer.subarray(content, end)
}

/** Tag, length and content: what is hashed, signed and compared. */
export function encodingOf({ buffer, start, end }: DerElement): Uint8Array {
  return buffer.subarray(start, end)
}

/** Dotted numbers. */
export function oidOf(element: DerElement | undefined): string {
  const bytes = contentOf(expectTag(element, DER.oid))
  const arcs: number[] = []
  let arc = 0
  for (const byte of bytes) {
    arc = arc * 0x80 + (byte & 0x7f)
    if (!Number.isSafeInteger(arc)) throw new DerFault('an identifier too large')
    if ((byte & 0x80) !== 0) continue
    arcs.push(arc)
    arc = 0
  }
  const [first, ...rest] = arcs
  if (first === undefined || ((bytes.at(-1) ?? 0) & 0x80) !== 0) throw new DerFault('no identifier')
  const root = Math.min(Math.floor(first / 40), 2)
  return [root, first - root * 40, ...rest].join('.')
}

/** Of a certificate: the bytes in hexadecimal, so that -1 is not 255. */
export function serialOf(element: DerElement | undefined): string {
  return Buffer.from(contentOf(expectTag(element, DER.integer))).toString('hex')
}

export function smallInteger(element: DerElement | undefined): number {
  const bytes = contentOf(expectTag(element, DER.integer))
  const [first] = bytes
  if (first === undefined || first >= 0x80 || bytes.byteLength > 4) {
    throw new DerFault('a number that is not small')
  }
  return bytes.reduce((number, byte) => number * 0x100 + byte, 0)
}

export function booleanOf(element: DerElement): boolean {
  const bytes = contentOf(expectTag(element, DER.boolean))
  return bytes.byteLength === 1 && bytes[0] === 0xff
}

/** A BIT STRING of whole bytes. */
export function bitsOf(element: DerElement | undefined): Uint8Array {
  const bytes = contentOf(expectTag(element, DER.bitString))
  if (bytes[0] !== 0) throw new DerFault('a bit string of part of a byte')
  return bytes.subarray(1)
}

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/u
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/u

export function isTime({ tag }: DerElement): boolean {
  return tag === DER.utcTime || tag === DER.generalizedTime
}

/** RFC 5280 §4.1.2.5: in UTC, with seconds; years of two digits are 1950 to 2049. */
export function timeOf(element: DerElement | undefined): Date {
  if (element === undefined) throw new DerFault('a time is missing')
  const text = Buffer.from(contentOf(element)).toString('latin1')
  const isUtc = element.tag === DER.utcTime
  if (!isUtc && element.tag !== DER.generalizedTime) throw new DerFault('a time expected')
  const groups = (isUtc ? UTC_TIME : GENERALIZED_TIME).exec(text)
  if (groups === null) throw new DerFault('a time that is not in UTC')
  const [, year = '', month, day, hour, minute, second, fraction = ''] = groups
  const full = isUtc ? `${Number(year) < 50 ? '20' : '19'}${year}` : year
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3)
  const written = `${full}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`
  const time = new Date(written)
  // Date takes 31 February for 3 March.
  if (Number.isNaN(time.getTime()) || time.toISOString() !== written) throw new DerFault('no time')
  return time
}
