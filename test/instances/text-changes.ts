/**
 * Changes that break a text: its form, its length, its code, its check.
 *
 * @module
 */
import type { CodeList } from '../../validator/index.ts'
import { lookUpCode } from '../../validator/index.ts'
import { emptyToo } from './scalars.ts'
import type { Change, Site } from './site.ts'
import type { Spot } from './spots.ts'
import { allowedValues, textsOf, tightest } from './spots.ts'

type Changes = (site: Site<string>) => readonly Change[]

export function textChanges(site: Site<string>): readonly Change[] {
  return [
    { what: 'a number for a text', value: 7, code: 'type-mismatch', xml: 'scalar-for-text' },
    {
      what: 'a truth value for a text',
      value: true,
      code: 'type-mismatch',
      xml: 'scalar-for-text',
    },
    { what: 'an object for a text', value: { A: 'x' }, code: 'type-mismatch' },
    {
      what: 'an empty object for a text',
      value: {},
      code: 'type-mismatch',
      xml: 'empty-object-for-text',
    },
    {
      what: 'an array of one text',
      value: [site.value],
      code: 'type-mismatch',
      xml: 'array-of-one',
    },
    { what: 'null for a text', value: null, code: 'type-mismatch', xml: 'null' },
    { what: 'a space before', value: ` ${site.value}` },
    { what: 'a line feed behind', value: `${site.value}\n` },
    { what: 'a carriage return behind', value: `${site.value}\r\n` },
    { what: 'spaces alone', value: '   ' },
    { what: 'markup', value: '<A>&amp;]]></A>' },
    ...[ofLength, ofForm, ofCode, ofCheck].flatMap((changes) => changes(site)),
  ]
}

const WRITTEN_MAX = 5_000

const ofLength: Changes = ({ value, spots }) => {
  const max = tightest(spots, 'maxLength', Math.min)
  const min = tightest(spots, 'minLength', Math.max) ?? 0
  const changes: Change[] = []
  if (!emptyToo(spots)) {
    const code = isFormed(spots) || min > 0 ? 'value-empty' : undefined
    changes.push({ what: 'an empty text', value: '', ...(code === undefined ? {} : { code }) })
  }
  if (min > 1 && isPlain(spots)) {
    const short = [...value].slice(0, min - 1).join('')
    changes.push({ what: 'too short a text', value: short, code: 'text-too-short' })
  }
  if (max !== undefined && max < WRITTEN_MAX && isPlain(spots)) {
    const long = value + 'ệ'.repeat(max + 1 - [...value].length)
    changes.push({ what: 'too long a text', value: long, code: 'text-too-long' })
  }
  return changes
}

/** Nothing that could be said of a text instead of its length or pattern. */
function isPlain(spots: readonly Spot[]): boolean {
  return textsOf(spots, 'x-check').length === 0 && textsOf(spots, 'format').length === 0
}

function isFormed(spots: readonly Spot[]): boolean {
  return ['pattern', 'format'].some((keyword) => textsOf(spots, keyword).length > 0)
}

const ofForm: Changes = ({ value, spots }) => {
  const patterns = textsOf(spots, 'pattern').map((pattern) => new RegExp(pattern, 'u'))
  const wrong = ['§', 'ệ', value.slice(1), `${value}0`, `0${value}`, value.toLowerCase()].filter(
    (text) => text !== '' && patterns.some((pattern) => !pattern.test(text)),
  )
  const code = isPlain(spots) ? ({ code: 'pattern-mismatch' } as const) : {}
  return wrong.map((text) => ({ what: 'a text of another form', value: text, ...code }))
}

const ofCode: Changes = ({ spots, day }) => {
  const patterns = textsOf(spots, 'pattern').map((pattern) => new RegExp(pattern, 'u'))
  const isFormedText = (text: string) => patterns.every((pattern) => pattern.test(text))
  const [id] = textsOf(spots, 'x-codeList')
  const list = id === undefined ? undefined : day.catalogue.findById(id)?.codeList
  if (list === undefined) {
    const values = allowedValues(spots)
    if (values === undefined) return []
    return [{ what: 'a value not allowed', value: `${String(values[0])}~`, ...notAllowed(spots) }]
  }
  const unknown = SOME_CODES.find((code) => isFormedText(code) && list.valuesOf(code).length === 0)
  const ended = endedCodes(list, day.asOf).find(isFormedText)
  return [
    ...(unknown === undefined
      ? []
      : [{ what: 'an unknown code', value: unknown, code: 'code-unknown' } as const]),
    ...(ended === undefined
      ? []
      : [{ what: 'a code not in force', value: ended, code: 'code-not-in-force' } as const]),
  ]
}

function notAllowed(spots: readonly Spot[]): Pick<Change, 'code'> {
  return isFormed(spots) || !isPlain(spots) ? {} : { code: 'value-not-allowed' }
}

const SOME_CODES = ['9', '0', '99', '98', '999', '99999', 'ZZ', 'QQ', '00000', 'ZZZ', 'CH99']

function endedCodes(list: CodeList, asOf: string): readonly string[] {
  return list.values
    .map(({ code }) => code)
    .filter((code) => lookUpCode(list, code, asOf).kind === 'not-in-force')
}

const ofCheck: Changes = ({ value, spots }) =>
  [...textsOf(spots, 'x-check'), ...textsOf(spots, 'format')].flatMap((name) => {
    const changes = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined
    return value === '' || changes === undefined ? [] : changes(value)
  })

/** Texts that keep the form and break what the check is for. */
const BY_NAME: Readonly<Record<string, (text: string) => readonly Change[]>> = {
  'personal-id': (text) => [
    {
      what: 'an unknown place of birth',
      value: `000${text.slice(3)}`,
      code: 'personal-id-place-unknown',
    },
  ],
  'tax-code': (text) =>
    text.length === 12
      ? []
      : [{ what: 'a wrong check digit', value: nextDigit(text, 9), code: 'tax-code-check-digit' }],
  'dossier-number': (text) => [
    {
      what: 'a dossier number of no day',
      value: text.replace(/-(\d{2}|\d{4})\d{4}-/u, '-$10230-'),
      code: 'dossier-number-date-impossible',
    },
  ],
  'compact-date': (text) => [impossible(`${text.slice(0, 4)}0230`), otherNotation('23/11/2026')],
  'compact-timestamp': (text) => [
    impossible(`${text.slice(0, 4)}0230${text.slice(8)}`),
    impossible(`${text.slice(0, 8)}240000`),
    otherNotation('2026-11-23'),
  ],
  'partial-date': (text) => [impossible(`${text.slice(0, 4)}-02-30`), otherNotation('20261123')],
  date: (text) => [impossible(`${text.slice(0, 4)}-02-30`), otherNotation('20261123')],
  'date-time': (text) => [
    impossible(`${text.slice(0, 4)}-02-30${text.slice(10)}`),
    otherNotation('20261123120000'),
  ],
}

function impossible(value: string): Change {
  return { what: 'an impossible day', value, code: 'date-impossible' }
}

function otherNotation(value: string): Change {
  return { what: 'a date in another notation', value, code: 'date-notation-mismatch' }
}

function nextDigit(text: string, index: number): string {
  const digit = String((Number(text.charAt(index)) + 1) % 10)
  return text.slice(0, index) + digit + text.slice(index + 1)
}
