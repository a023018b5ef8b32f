/**
 * Texts that a named check or format allows, made from the rule it enforces and not
 * by looking for texts it lets through.
 *
 * @module
 */
import fc from 'fast-check'

/** Days whose year fits every notation, a personal ID included. */
const DAYS: fc.Arbitrary<string> = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

/** Two digits of a year in a dossier number are of this century. */
const RECENT_DAYS: fc.Arbitrary<string> = fc
  .date({ min: new Date('2018-01-01'), max: new Date('2026-11-22'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const CLOCK: fc.Arbitrary<string> = fc
  .tuple(fc.nat(23), fc.nat(59), fc.nat(59))
  .map((parts) => parts.map((part) => digits(part, 2)).join(':'))

function digits(number: number, width: number): string {
  return String(number).padStart(width, '0')
}

function number(width: number, min = 0): fc.Arbitrary<string> {
  return fc.integer({ min, max: 10 ** width - 1 }).map((value) => digits(value, width))
}

// Nghị định 137/2015/NĐ-CP, Điều 13: place, century and sex, year, six at random.
const PERSONAL_IDS: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('001', '048', '079', '096', '101', '999'), fc.nat(3), number(2), number(6))
  .map((parts) => parts.join(''))

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3]

/** Nine digits that have a check digit, with it. */
const MAIN_TAX_CODES: fc.Arbitrary<string> = fc
  .tuple(number(2), number(7, 1))
  .map(([province, serial]) => province + serial)
  .map((nine) => {
    const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(nine[index]), 0)
    return { nine, check: 10 - (sum % 11) }
  })
  .filter(({ check }) => check < 10)
  .map(({ nine, check }) => nine + String(check))

const TAX_CODES: fc.Arbitrary<string> = fc.oneof(
  MAIN_TAX_CODES,
  fc.tuple(MAIN_TAX_CODES, fc.constantFrom('-', ''), number(3, 1)).map((parts) => parts.join('')),
)

const AGENCIES: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('G', 'H'), number(2))
  .map((parts) => parts.join(''))

const UNITS: fc.Arbitrary<string> = fc
  .array(number(2), { maxLength: 3 })
  .map((units) => units.map((unit) => `.${unit}`).join(''))

/** Thông tư 01/2018/TT-VPCP, Điều 19, and the forms issuers are seen to use. */
const DOSSIER_NUMBERS: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(number(3), number(2), number(2), AGENCIES, RECENT_DAYS, number(4))
    .map(([a, b, c, agency, day, serial]) => `${a}.${b}.${c}.${agency}-${short(day)}-${serial}`),
  fc
    .tuple(AGENCIES, UNITS, RECENT_DAYS, fc.oneof(number(4), number(5)))
    .map(([agency, units, day, serial]) => `${agency}${units}-${short(day)}-${serial}`),
  fc
    .tuple(AGENCIES, UNITS, RECENT_DAYS, number(7))
    .map(([agency, units, day, serial]) => `${agency}${units}-${compact(day)}-${serial}`),
)

function compact(day: string): string {
  return day.replaceAll('-', '')
}

function short(day: string): string {
  return compact(day).slice(2)
}

/** A closed ring round a rectangle, as WKT. */
const RINGS: fc.Arbitrary<string> = fc
  .tuple(fc.nat(999), fc.nat(999), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }))
  .map(([x, y, width, height]) => {
    const corners = [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
      [x, y],
    ]
    return `(${corners.map((corner) => corner.join(' ')).join(', ')})`
  })

/** By the name in `x-check`; one that is not here is left to the field's own pattern. */
export const OF_CHECK: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'personal-id': PERSONAL_IDS,
  'tax-code': TAX_CODES,
  'dossier-number': DOSSIER_NUMBERS,
  'compact-date': DAYS.map(compact),
  'compact-timestamp': fc
    .tuple(DAYS, CLOCK)
    .map(([day, clock]) => compact(day) + clock.replaceAll(':', '')),
  'wkt-polygon': RINGS.map((ring) => `POLYGON (${ring})`),
  'partial-date': fc
    .tuple(DAYS, fc.constantFrom(4, 7, 10))
    .map(([day, length]) => day.slice(0, length)),
}

const FRACTIONS = fc.constantFrom('', '.5', '.123')
const ZONES = fc.constantFrom('Z', '+07:00', '-03:30')

/** By the name in `format`. */
export const OF_FORMAT: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: DAYS,
  'date-time': fc
    .tuple(DAYS, CLOCK, FRACTIONS, ZONES)
    .map(([day, clock, fraction, zone]) => `${day}T${clock}${fraction}${zone}`),
  uri: fc
    .tuple(fc.constantFrom('http', 'https'), fc.stringMatching(/^[a-z0-9/]{0,20}$/u))
    .map(([scheme, path]) => `${scheme}://example.invalid/${path}?a=b&c=%20#d`),
  uuid: fc.uuid(),
  email: fc.stringMatching(/^[a-z0-9]{1,12}@example\.invalid$/u),
}
