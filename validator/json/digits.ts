/**
 * Whether a number as written is the number that is read: IEEE 754 binary64 holds
 * 15 digits, or 17 of some, and rounds the rest without a word.
 *
 * RFC 8259 §6 leaves it to the reader; RFC 7493 §2.2 asks senders not to write
 * such numbers. Two readers may round differently, so we refuse them.
 *
 * @module
 */

/** Could be a number whose digits are not kept: fifteen always are, but of the very smallest. */
export const UNSURE_NUMBER: RegExp = /(?:^|[\s:,[])-?\d(?:[\d.]{15}|[\d.]{0,14}[eE]-\d{3})/u

/** `toPrecision` knows no more, and no amount or coordinate needs them. */
const DIGITS_MAX = 100

/** `text` is a number of JSON; its digits are those of the number read, as long or as short. */
export function keepsDigits(text: string): boolean {
  const digits = significant(text)
  const value = Number(text)
  if (withoutZeros(digits) === withoutZeros(significant(String(value)))) return true
  return digits.length <= DIGITS_MAX && significant(value.toPrecision(digits.length)) === digits
}

function withoutZeros(digits: string): string {
  return digits.replace(/0+$/u, '')
}

/** From the first digit that is not zero, without sign, point and exponent. */
function significant(text: string): string {
  const end = text.search(/e/iu)
  const mantissa = end < 0 ? text : text.slice(0, end)
  return mantissa.replaceAll(/[-.]/gu, '').replace(/^0+/u, '')
}
