/**
 * Writes DER: what certificates and revocation lists are made of.
 *
 * @module
 */

export function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.byteLength), content])
}

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Buffer.from([length])
  const hex = length.toString(16)
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  return Buffer.concat([Buffer.from([0x80 | bytes.byteLength]), bytes])
}

export const sequence = (...contents: readonly Uint8Array[]): Uint8Array => der(0x30, ...contents)
export const set = (...contents: readonly Uint8Array[]): Uint8Array => der(0x31, ...contents)
export const explicit = (number: number, ...contents: readonly Uint8Array[]): Uint8Array =>
  der(0xa0 | number, ...contents)
export const octets = (content: Uint8Array): Uint8Array => der(0x04, content)
export const bits = (content: Uint8Array): Uint8Array => der(0x03, Buffer.from([0]), content)
export const yes: Uint8Array = der(0x01, Buffer.from([0xff]))
export const nothing: Uint8Array = der(0x05)

export function integer(value: bigint | number): Uint8Array {
  const hex = BigInt(value).toString(16)
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  return der(0x02, ...((bytes[0] ?? 0) >= 0x80 ? [Buffer.from([0]), bytes] : [bytes]))
}

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)))
}

function base128(arc: number): readonly number[] {
  const low = [arc % 0x80]
  for (let rest = Math.floor(arc / 0x80); rest > 0; rest = Math.floor(rest / 0x80)) {
    low.unshift((rest % 0x80) | 0x80)
  }
  return low
}

/** UTCTime up to 2049, as RFC 5280 wants it. */
export function time(written: string): Uint8Array {
  const digits = new Date(written).toISOString().replaceAll(/[-:T]|\.\d+Z/gu, '')
  return der(0x17, Buffer.from(`${digits.slice(2)}Z`, 'latin1'))
}

export function generalizedTime(written: string): Uint8Array {
  const digits = new Date(written).toISOString().replaceAll(/[-:T]|\.\d+Z/gu, '')
  return der(0x18, Buffer.from(`${digits}Z`, 'latin1'))
}

export function extension(name: string, value: Uint8Array, isCritical = false): Uint8Array {
  return sequence(oid(name), ...(isCritical ? [yes] : []), octets(value))
}

const UTF8_STRING = 0x0c

export function utf8(text: string): Uint8Array {
  return der(UTF8_STRING, Buffer.from(text, 'utf8'))
}

/** A distinguished name of one attribute in each relative name: `[oid, text]`. */
export function name(...attributes: readonly (readonly [string, string])[]): Uint8Array {
  return sequence(...attributes.map(([type, text]) => set(sequence(oid(type), utf8(text)))))
}
