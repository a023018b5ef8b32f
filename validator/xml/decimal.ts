/**
 * Numbers as XML Schema decimals: digits without an exponent.
 *
 * @module
 */

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

/** Only a number that survives being written again: no digit is lost. */
export function readDecimal(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined
  const value = Number(text)
  const shortest = text.includes('.') ? text.replace(/\.?0+$/u, '') : text
  return writeDecimal(value) === shortest ? value : undefined
}
