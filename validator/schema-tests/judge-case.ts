/**
 * Judges one case of a test file, as the examples beside a schema are judged.
 *
 * @module
 */
import type { ExampleFault } from '../examples.ts'
import { judgeExample } from '../examples.ts'
import type { Validator } from '../exchange.ts'
import type { SchemaRef } from '../schema-ref.ts'
import type { SchemaCase } from './read-cases.ts'

/** `asOf` is the day for cases that state none. */
export async function judgeCase(
  { name, isValid, issues, asOf: stated }: SchemaCase,
  bytes: Uint8Array,
  schema: SchemaRef,
  validator: Validator,
  asOf: string,
): Promise<readonly ExampleFault[]> {
  const day = stated ?? asOf
  if (isValid) return judgeExample({ kind: 'valid', file: name, bytes }, schema, validator, day)
  if (issues !== undefined) {
    const expected = JSON.stringify({ asOf: day, issues })
    return judgeExample({ kind: 'invalid', file: name, bytes, expected }, schema, validator, day)
  }
  const { valid } = await validator.validate(bytes, { schema, asOf: day })
  return valid
    ? [{ code: 'example-not-refused', file: name, message: NOT_REFUSED, issues: [] }]
    : []
}

const NOT_REFUSED = {
  vi: 'Trường hợp phải bị từ chối lại được xét là đúng.',
  en: 'A case that is to be refused is valid.',
}
