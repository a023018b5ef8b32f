/**
 * Steps through DER (ITU-T X.690) without copying it.
 *
 * A revocation list may have hundreds of thousands of entries, which a general ASN.1
 * library turns into as many objects; here an element is three numbers. What is not
 * DER (indefinite or padded lengths, an end beyond the element around it) is a fault.
 *
 * @module
 */

/** What the bytes are not; callers turn it into "cannot be read". */
export class DerFault extends Error {}

export interface DerElement {
  readonly buffer: Uint8Array
  readonly tag: number
  readonly start: number
  /** Where the content begins. */
  readonly content: number
  readonly end: number
}

export const DER = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** Constructed, context-specific: `[0]` EXPLICIT and its like. */
export function context(number: number): number {
  return 0xa0 | number
}

/** The one element that all of the bytes are. */
export function readDer(buffer: Uint8Array): DerElement {
  const element = elementAt(buffer, 0, buffer.byteLength)
  if (element.end !== buffer.byteLength) throw new DerFault('bytes after the end')
  return element
}

/** The elements inside one, read as they are asked for. */
export function* childrenOf({ buffer, content, end }: DerElement): Generator<DerElement> {
  for (let at = content; at < end; ) {
    const child = elementAt(buffer, at, end)
    yield child
    at = child.end
  }
}

/** All of them, of one that is a SEQUENCE; a handful. */
export function membersOf(element: DerElement | undefined): readonly DerElement[] {
  return [...childrenOf(expectTag(element, DER.sequence))]
}

export function expectTag(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag === tag) return element
  throw new DerFault(`tag ${tag} expected`)
}

/** The only element inside an EXPLICIT tag. */
export function onlyChild(element: DerElement | undefined): DerElement {
  if (element === undefined) throw new DerFault('an element is missing')
  const [child, ...others] = childrenOf(element)
  if (child === undefined || others.length > 0) throw new DerFault('one element expected')
  return child
}

/** The element that begins there and ends before `limit`. */
export function elementAt(buffer: Uint8Array, start: number, limit: number): DerElement {
  const tag = byteAt(buffer, start, limit)
  // High tag numbers occur nowhere in what is read here.
  if ((tag & 0x1f) === 0x1f) throw new DerFault('a high tag number')
  const first = byteAt(buffer, start + 1, limit)
  const [length, content] =
    first < 0x80 ? [first, start + 2] : longLength(buffer, start + 2, first & 0x7f, limit)
  if (content + length > limit) throw new DerFault('an end beyond what is around it')
  return { buffer, tag, start, content, end: content + length }
}

const LENGTH_BYTES_MAX = 4

function longLength(
  buffer: Uint8Array,
  at: number,
  count: number,
  limit: number,
): readonly [length: number, content: number] {
  if (count === 0 || count > LENGTH_BYTES_MAX) throw new DerFault('a length that is not DER')
  let length = 0
  for (let index = 0; index < count; index += 1) {
    length = length * 0x100 + byteAt(buffer, at + index, limit)
  }
  const isShortest = length >= 0x80 && (count === 1 || length >= 0x100 ** (count - 1))
  if (!isShortest) throw new DerFault('a length that is not DER')
  return [length, at + count]
}

function byteAt(buffer: Uint8Array, at: number, limit: number): number {
  const byte = at < limit ? buffer[at] : undefined
  if (byte === undefined) throw new DerFault('the end is missing')
  return byte
}
