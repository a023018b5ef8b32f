/**
 * What generated modules have in common: what a code means on a day, what an identifier is.
 *
 * Each is a module of its own that is written only where something imports from it.
 *
 * @module
 */
import { CHECK_FUNCTIONS } from './check-functions.ts'
import { PACKED_CODES } from './packed-codes.ts'
import type { SourceForm, Value } from './value.ts'
import { printValue } from './value.ts'

export type SharedName = 'code-value' | 'identifier'

/** What a module imports from one that is shared. */
export interface SharedUse {
  readonly from: SharedName
  readonly types: readonly string[]
  readonly values: readonly string[]
}

export interface SharedModule {
  readonly name: SharedName
  readonly types: readonly string[]
  readonly declarations: string
  readonly values: readonly Value[]
}

const CODE_TYPES = `/** What a code means, and on which days. */
export interface CodeValue {
  readonly vi: string
  readonly en?: string
  /** First day, inclusive, as YYYY-MM-DD. */
  readonly validFrom?: string
  /** Last day, inclusive. */
  readonly validTo?: string
}

/** What a list says of a code on a day. */
export type CodeStatus =
  | { readonly kind: 'in-force'; readonly value: CodeValue }
  | { readonly kind: 'unknown' }
  /** The list knows nothing of days before \`from\`. */
  | { readonly kind: 'not-covered'; readonly from: string }
  /** \`values\` are what the code has meant or will mean, oldest first. */
  | { readonly kind: 'not-in-force'; readonly values: readonly CodeValue[] }

/** The codes of a list; one that changed its meaning has all of them, oldest first. */
export type CodeTable = Readonly<Record<string, CodeValue | readonly CodeValue[]>>
`

const CODE_AS_OF: Value = {
  kind: 'function',
  name: 'codeAsOf',
  comment:
    '/** What a code means on a day, YYYY-MM-DD; both ends of a validity are inclusive. */\n',
  params: [
    ['codes', 'CodeTable'],
    ['code', 'string | number'],
    ['day', 'string'],
    ['coverageFrom', 'string | undefined'],
  ],
  result: 'CodeStatus',
  body: [
    'if (coverageFrom !== undefined && day < coverageFrom) {',
    "  return { kind: 'not-covered', from: coverageFrom }",
    '}',
    'const name = String(code)',
    'const known = Object.prototype.hasOwnProperty.call(codes, name) ? codes[name] : undefined',
    "if (known === undefined) return { kind: 'unknown' }",
    "const values = 'vi' in known ? [known] : known",
    'const value = values.find(',
    '  ({ validFrom, validTo }) =>',
    '    (validFrom === undefined || validFrom <= day) &&',
    '    (validTo === undefined || day <= validTo),',
    ')',
    "return value === undefined ? { kind: 'not-in-force', values } : { kind: 'in-force', value }",
  ],
}

const IDENTIFIER_TYPES = `declare const brand: unique symbol

/** A text that was found to be an identifier of this kind; it may stand wherever a text may. */
export type Branded<Kind extends string> = string & { readonly [brand]: Kind }

/** The same structure with plain texts for identifiers: what was read and not yet parsed. */
export type Unbranded<T> = T extends Branded<string>
  ? string
  : T extends object
    ? { [Member in keyof T]: Unbranded<T[Member]> }
    : T
`

export const SHARED: readonly SharedModule[] = [
  {
    name: 'code-value',
    types: ['CodeStatus', 'CodeTable', 'CodeValue'],
    declarations: CODE_TYPES,
    values: [CODE_AS_OF, ...PACKED_CODES],
  },
  {
    name: 'identifier',
    types: ['Branded', 'Unbranded'],
    declarations: IDENTIFIER_TYPES,
    values: CHECK_FUNCTIONS,
  },
]

/** The text of a module without its imports. */
export function printParts(
  { declarations, values }: { readonly declarations: string; readonly values: readonly Value[] },
  form: SourceForm,
): string {
  const types = form === 'js' || declarations === '' ? [] : [declarations]
  return [...types, ...values.map((value) => printValue(value, form))].join('\n')
}
