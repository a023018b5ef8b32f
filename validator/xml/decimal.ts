/**
 * Numbers as XML Schema decimals: digits without an exponent.
 *
 * @module
 */

import { keepsDigits } from '../json/digits.ts'

const EXPONENT = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/u
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u

/** The shortest decimal that reads as this number again. */
export function writeDecimal(value: number): string {
  const text = String(value)
  const match = EXPONENT.exec(text)
  if (match === null) return text
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return sign + digits.padEnd(point, '0')
}

/** As JSON writes it, without an exponent. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text)
}

/** Only a number that keeps what its digits say. */
export function readDecimal(text: string): number | undefined {
  // Adding zero makes zero of minus zero, which JSON and XML write alike.
  return isDecimal(text) && keepsDigits(text) ? Number(text) + 0 : undefined
}
