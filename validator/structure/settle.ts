/**
 * Leaves of several errors at one place those that tell the sender something.
 *
 * A value that has not even the form says nothing as a code or an identifier.
 *
 * @module
 */
import type { AjvError } from './ajv-error.ts'
import { findingsOf } from './ajv-error.ts'

const FORM = new Set(['pattern', 'format', 'minLength', 'maxLength'])
const CONTENT = new Set(['enum', 'const', 'x-check', 'x-codeList'])

/** `errors` are all those of one place. */
export function settle(errors: readonly AjvError[]): readonly AjvError[] {
  const wrongType = errors.filter(({ keyword }) => keyword === 'type')
  if (wrongType.length > 0) return wrongType
  const empty = errors.find(isBrokenByEmptiness)
  const byNotation = errors.find(namesNotation)
  const told = empty ?? byNotation
  if (told !== undefined) return errors.filter((error) => error === told || !isOfValue(error))
  if (errors.some(({ keyword }) => FORM.has(keyword))) {
    return withOneForm(errors.filter(({ keyword }) => !CONTENT.has(keyword)))
  }
  const isCode = errors.some(({ keyword }) => keyword === 'x-codeList')
  return isCode ? errors.filter(({ keyword }) => keyword !== 'enum') : errors
}

/** Of a pattern and a format, the one that tells more: a date's format knows notations. */
function withOneForm(errors: readonly AjvError[]): readonly AjvError[] {
  const format = errors.find(({ keyword }) => keyword === 'format')
  if (format === undefined) return errors
  const told = String(format.schema).startsWith('date') ? 'format' : 'pattern'
  if (!errors.some(({ keyword }) => keyword === told)) return errors
  const untold = told === 'format' ? 'pattern' : 'format'
  return errors.filter(({ keyword }) => keyword !== untold)
}

export function isBrokenByEmptiness({ keyword, data }: AjvError): boolean {
  return data === '' && (FORM.has(keyword) || keyword === 'enum' || keyword === 'const')
}

function namesNotation(error: AjvError): boolean {
  return findingsOf(error).some(({ code }) => code === 'date-notation-mismatch')
}

function isOfValue({ keyword }: AjvError): boolean {
  return FORM.has(keyword) || CONTENT.has(keyword)
}
