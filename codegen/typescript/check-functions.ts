/**
 * The check rules of identifiers as functions that generated code can carry along.
 *
 * They are written a second time here because generated code imports nothing; a test compares each
 * with the validator's own on right and wrong texts.
 *
 * @module
 */
import { Problem, problems } from '../../validator/index.ts'
import type { FunctionValue } from './value.ts'

const CALENDAR: FunctionValue = {
  kind: 'function',
  name: 'isDayOfCalendar',
  comment: '/** Days of the Gregorian calendar, in the years 0001 to 9999. */\n',
  params: [
    ['year', 'number'],
    ['month', 'number'],
    ['day', 'number'],
  ],
  result: 'boolean',
  body: [
    'const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0',
    'const last = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31',
    'return month >= 1 && month <= 12 && day >= 1 && day <= last',
  ],
}

function check(name: string, comment: string, body: readonly string[]): FunctionValue {
  return {
    kind: 'function',
    name,
    comment: `/** ${comment} */\n`,
    params: [['text', 'string']],
    result: 'boolean',
    body,
  }
}

// The provinces are those of the validator's table: three digits, a fixed set, then countries.
const PERSONAL_ID = check(
  'isPersonalIdNumber',
  '12 digits of which the first three stand for a province or a country.',
  [
    'if (!/^\\d{12}$/u.test(text)) return false',
    'const place = text.slice(0, 3)',
    "if (place >= '097') return true",
    "const low = '0[12468]|1[0124579]|2[024567]|3[01345678]|4[0245689]'",
    "const high = '5[12468]|6[024678]|7[024579]|8[0234679]|9[1-6]'",
    "return new RegExp('^0(?:' + low + '|' + high + ')$', 'u').test(place)",
  ],
)

const TAX_CODE = check(
  'isTaxCodeNumber',
  '10 digits, the last of them a check digit, and 3 more for a unit; or a personal ID.',
  [
    'if (/^\\d{12}$/u.test(text)) return isPersonalIdNumber(text)',
    'const match = /^(\\d{10})(?:-?(\\d{3}))?$/u.exec(text)',
    'if (match === null) return false',
    "const main = match[1] ?? ''",
    "if (main.slice(2, 9) === '0000000' || match[2] === '000') return false",
    'const sum = [31, 29, 23, 19, 17, 13, 7, 5, 3].reduce(',
    '  (total, weight, index) => total + weight * Number(main[index]),',
    '  0,',
    ')',
    'return Number(main.charAt(9)) === 10 - (sum % 11)',
  ],
)

const DOSSIER_NUMBER = check(
  'isDossierNumberText',
  'In one of the three forms, with a day of the calendar in it.',
  [
    'const match =',
    '  /^\\d{3}\\.\\d{2}\\.\\d{2}\\.[A-Z]\\d{2}-(\\d{2})(\\d{2})(\\d{2})-\\d{4}$/u.exec(text) ??',
    '  /^[A-Z]\\d{2}(?:\\.\\d{2}){0,3}-(\\d{2})(\\d{2})(\\d{2})-\\d{4,5}$/u.exec(text) ??',
    '  /^[A-Z]\\d{2}(?:\\.\\d{2}){0,3}-(\\d{4})(\\d{2})(\\d{2})-\\d{7}$/u.exec(text)',
    'if (match === null) return false',
    "const year = match[1] ?? ''",
    "const fullYear = Number(year.length === 2 ? '20' + year : year)",
    'return isDayOfCalendar(fullYear, Number(match[2]), Number(match[3]))',
  ],
)

const COMPACT_DATE = check('isCompactDateText', 'A day written yyyyMMdd.', [
  'const match = /^(\\d{4})(\\d{2})(\\d{2})$/u.exec(text)',
  'return match !== null && isDayOfCalendar(Number(match[1]), Number(match[2]), Number(match[3]))',
])

const COMPACT_TIMESTAMP = check('isCompactTimestampText', 'An instant written yyyyMMddHHmmss.', [
  'return (',
  '  /^\\d{8}(?:[01]\\d|2[0-3])[0-5]\\d[0-5]\\d$/u.test(text) &&',
  '  isCompactDateText(text.slice(0, 8))',
  ')',
])

const PARTIAL_DATE = check('isPartialDateText', 'A year, a month or a day, with hyphens.', [
  'const match = /^(\\d{4})(?:-(\\d{2})(?:-(\\d{2}))?)?$/u.exec(text)',
  'return (',
  '  match !== null &&',
  '  isDayOfCalendar(Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1))',
  ')',
])

const WKT_POLYGON = check('isWktPolygonText', 'Rings of points, each of them closed.', [
  "if (!/^POLYGON ?\\(/u.test(text) || !text.endsWith(')')) return false",
  "const inside = text.slice(text.indexOf('(') + 1, -1).trim()",
  "if (!inside.startsWith('(') || !inside.endsWith(')')) return false",
  "return inside.slice(1, -1).split(')').every((part, index) => {",
  "  const ring = index === 0 ? part : (/^\\s*,\\s*\\(([^]*)$/u.exec(part)?.[1] ?? '')",
  "  const points = ring.split(',').map((point) =>",
  "    point.trim().split(' ').filter((number) => number !== ''),",
  '  )',
  '  const isRing = points.every(',
  '    (point) =>',
  '      point.length === 2 &&',
  '      point.every((number) => /^[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)$/u.test(number)),',
  '  )',
  "  const named = points.map((point) => point.map(Number).join(' '))",
  '  return isRing && named.length >= 4 && named[0] === named[named.length - 1]',
  '})',
])

const BY_NAME: Readonly<Record<string, FunctionValue>> = {
  'personal-id': PERSONAL_ID,
  'tax-code': TAX_CODE,
  'dossier-number': DOSSIER_NUMBER,
  'compact-timestamp': COMPACT_TIMESTAMP,
  'compact-date': COMPACT_DATE,
  'partial-date': PARTIAL_DATE,
  'wkt-polygon': WKT_POLYGON,
}

export const CHECK_FUNCTIONS: readonly FunctionValue[] = [CALENDAR, ...Object.values(BY_NAME)]

/** Rules that refuse no text: what breaks them is warned of, and is valid. */
const WARNINGS = new Set(['identity-number'])

/** Names of the functions; throws Problem `schema-unusable` for a rule there is none of. */
export function checkFunctions(checks: readonly string[]): readonly string[] {
  return checks
    .filter((name) => !WARNINGS.has(name))
    .map((name) => {
      const found = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined
      if (found !== undefined) return found.name
      const detail = `x-check names ${name}, which no generated code has`
      throw new Problem(problems.schemaUnusable, detail)
    })
}
