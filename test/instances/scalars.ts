/**
 * Texts, numbers and codes that one place allows.
 *
 * Texts hold what XML must escape, spaces at both ends, and letters both composed
 * and decomposed; nothing that XML 1.0 cannot carry (§2.2 Char).
 *
 * @module
 */
import fc from 'fast-check'
import { findCheck } from '../../validator/formats/checks.ts'
import { DATE_TIME, readDateIn } from '../../validator/formats/date-notation.ts'
import { isUri } from '../../validator/formats/uri.ts'
import type { Catalogue, JsonValue } from '../../validator/index.ts'
import { isFullDate, isInForce } from '../../validator/index.ts'
import { boundedFilter } from './bounded.ts'
import { OF_CHECK, OF_FORMAT } from './identifiers.ts'
import type { Spot } from './spots.ts'
import { allowedValues, textsOf, tightest, valuesOf } from './spots.ts'

export interface Day {
  readonly catalogue: Catalogue
  /** Codes are those in force on this day. */
  readonly asOf: string
}

const XML_TEXT = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u

/** One item is one or several characters that are easily lost together. */
const LETTERS = fc.constantFrom(
  ...'aZ09 ệĐưÔ.,-_"\'<>&;/%\\',
  'e\u0323\u0302',
  ']]>',
  '&amp;',
  '<!--',
  '  ',
  '\n',
  '\t',
  '\r\n',
  '\u00a0',
  '\u0085',
  '\u2028',
  '\u{1f409}',
)

/** Without those that are empty; `emptyToo` says whether empty would do as well. */
export function textOf(spots: readonly Spot[], day: Day): fc.Arbitrary<string> {
  const isAllowed = allows(spots)
  return boundedFilter(
    textSource(spots, day),
    (text) => text !== '' && isAllowed(text),
    () => JSON.stringify(spots.map(({ schema }) => schema)),
  )
}

export function emptyToo(spots: readonly Spot[]): boolean {
  return allows(spots)('')
}

export function numberOf(
  spots: readonly Spot[],
  isInteger: boolean,
  day: Day,
): fc.Arbitrary<number> {
  const codes = codesOf(spots, day)?.map(Number)
  const allowed = codes ?? allowedValues(spots)?.filter((value) => typeof value === 'number')
  if (allowed !== undefined) return fc.constantFrom(...allowed)
  const above = tightest(spots, 'exclusiveMinimum', Math.max)
  const min = tightest(spots, 'minimum', Math.max) ?? (above ?? -Number.MAX_SAFE_INTEGER - 1) + 1
  const max = tightest(spots, 'maximum', Math.min) ?? Number.MAX_SAFE_INTEGER
  const step = tightest(spots, 'multipleOf', Math.max)
  const whole = fc.integer({ min: Math.ceil(min), max: Math.floor(max) })
  if (step !== undefined) return whole.map((value) => value - (value % step))
  if (isInteger) return whole
  const cents = whole.map((value) => Math.round(value / 100) + (value % 100) / 100)
  const any = fc.double({ min, max, noNaN: true, noDefaultInfinity: true })
  return fc
    .oneof(whole, cents, any)
    .map((value) => (Object.is(value, -0) ? 0 : value))
    .filter((value) => value >= min && value <= max)
}

const NOT_EMPTY = (text: string): boolean => text !== ''
/** RFC 3986 §3.2.3 has it, and libxml2 not: docs/xml-mapping.md. */
const EMPTY_PORT = /^[^:]+:\/\/[^/?#]*:(?:[/?#]|$)/u

const BY_FORMAT: Readonly<Record<string, (text: string) => boolean>> = {
  date: isFullDate,
  'date-time': (text) => readDateIn(DATE_TIME, text) !== undefined,
  uri: (text) => isUri(text) && !EMPTY_PORT.test(text),
  uuid: NOT_EMPTY,
  email: NOT_EMPTY,
}

/** What all keywords of a text but the code lists say of it. */
export function allows(spots: readonly Spot[]): (text: string) => boolean {
  const patterns = textsOf(spots, 'pattern').map((pattern) => new RegExp(pattern, 'u'))
  const checks = namesOfChecks(spots).flatMap((name) => findCheck(name) ?? [])
  const values = allowedValues(spots)
  const { min, max } = lengths(spots)
  const formats = textsOf(spots, 'format').flatMap((name) => BY_FORMAT[name] ?? [])
  return (text) => {
    const { length } = [...text]
    if (length < min || length > max || !XML_TEXT.test(text)) return false
    if (formats.some((isOfFormat) => !isOfFormat(text))) return false
    if (values !== undefined && !values.includes(text)) return false
    if (text !== '' && checks.some((check) => check.judge(text) !== undefined)) return false
    return patterns.every((pattern) => pattern.test(text))
  }
}

function textSource(spots: readonly Spot[], day: Day): fc.Arbitrary<string> {
  const codes = codesOf(spots, day)
  if (codes !== undefined) return fc.constantFrom(...codes)
  const values = allowedValues(spots)?.filter((value) => typeof value === 'string')
  if (values !== undefined) return fc.constantFrom(...values)
  const byCheck = namesOfChecks(spots).flatMap((name) => OF_CHECK[name] ?? [])
  if (byCheck[0] !== undefined) return byCheck[0]
  const [format] = textsOf(spots, 'format')
  const [pattern] = textsOf(spots, 'pattern')
  const byPattern = pattern === undefined ? [] : [fc.stringMatching(new RegExp(pattern, 'u'))]
  if (format !== undefined) return fc.oneof(ofFormat(format), ...byPattern.map(inUri))
  if (byPattern[0] !== undefined) return byPattern[0]
  return plainText(lengths(spots))
}

/** A pattern can allow letters that no address has; after a host a colon begins a port. */
function inUri(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return texts.map((text) =>
    text.replaceAll(/[^A-Za-z0-9./:_-]/gu, 'a').replaceAll(/:(?!\/\/)/gu, 'a'),
  )
}

function ofFormat(format: string): fc.Arbitrary<string> {
  const texts = OF_FORMAT[format]
  if (texts === undefined) throw new Error(`No texts are known for the format ${format}`)
  return texts
}

function namesOfChecks(spots: readonly Spot[]): readonly string[] {
  return valuesOf(spots, 'x-check').flatMap((names) =>
    Array.isArray(names) ? names.map(String) : [String(names)],
  )
}

interface Lengths {
  readonly min: number
  readonly max: number
}

function lengths(spots: readonly Spot[]): Lengths {
  return {
    min: tightest(spots, 'minLength', Math.max) ?? 0,
    max: tightest(spots, 'maxLength', Math.min) ?? Number.POSITIVE_INFINITY,
  }
}

const LONG = 3_000

/** Mostly short; now and then as long as it may be. */
function plainText({ min, max }: Lengths): fc.Arbitrary<string> {
  const least = Math.max(1, min)
  const short = fc
    .array(LETTERS, { minLength: least, maxLength: Math.min(max, least + 12) })
    .map((letters) => [...letters.join('')].slice(0, max).join(''))
  const long = fc
    .constantFrom('ệ', '<', '\u{1f409}')
    .map((letter) => letter.repeat(Math.min(max, LONG)))
  return fc.oneof({ weight: 24, arbitrary: short }, { weight: 1, arbitrary: long })
}

/** Codes in force in every list the place names; undefined when it names none. */
function codesOf(spots: readonly Spot[], { catalogue, asOf }: Day): readonly string[] | undefined {
  const lists = textsOf(spots, 'x-codeList').map((id) => catalogue.findById(id)?.codeList)
  const [first, ...others] = lists
  if (first === undefined) return undefined
  const codes = first.values.filter((value) => isInForce(value, asOf)).map(({ code }) => code)
  return [...new Set(codes)].filter((code) =>
    others.every((list) => list?.valuesOf(code).some((value) => isInForce(value, asOf)) === true),
  )
}

export function isScalar(value: JsonValue): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
