/**
 * Judges the examples of a version: each is to be judged as its folder says.
 *
 * @module
 */
import type { Validator } from './exchange.ts'
import { parseJson } from './json/parse.ts'
import type { JsonValue } from './json-value.ts'
import { isJsonObject, member, textMember } from './json-value.ts'
import type { SchemaRef } from './schema-ref.ts'
import type { Bilingual, Issue } from './verdict.ts'

export interface SchemaExample {
  readonly kind: 'valid' | 'invalid'
  /** From the folder of the version. */
  readonly file: string
  readonly bytes: Uint8Array
  /** Text of the file of expected issues; empty when there is none. */
  readonly expected?: string
}

export interface ExampleFault {
  /** Kebab-case; never changes. */
  readonly code: ExampleFaultCode
  readonly file: string
  readonly message: Bilingual
  /** `code at` of the issues that make the difference. */
  readonly issues: readonly string[]
}

const FAULTS = {
  'example-not-valid': ['Ví dụ đúng bị xét là sai.', 'An example that is to be valid is not.'],
  'example-without-expectation': [
    'Ví dụ sai không có tệp .issues.json đúng dạng {asOf, issues: [{code, at}]} bên cạnh.',
    'An invalid example has no .issues.json {asOf, issues: [{code, at}]} beside it.',
  ],
  'example-expects-nothing': [
    'Ví dụ sai không nêu vấn đề nào.',
    'An invalid example is expected to have no issue.',
  ],
  'example-issue-missing': [
    'Ví dụ sai không có vấn đề đã nêu.',
    'An invalid example does not have an issue that is expected.',
  ],
  'example-issue-unexpected': [
    'Ví dụ sai có vấn đề chưa nêu.',
    'An invalid example has an issue that is not expected.',
  ],
} as const

export type ExampleFaultCode = keyof typeof FAULTS | 'example-not-refused'

/** `asOf` is the day for examples that are to be valid; the others state theirs. */
export async function judgeExample(
  example: SchemaExample,
  schema: SchemaRef,
  validator: Validator,
  asOf: string,
): Promise<readonly ExampleFault[]> {
  if (example.kind === 'valid') {
    const { issues } = await validator.validate(example.bytes, { schema, asOf })
    const wrong = issues.filter(({ severity }) => severity !== 'info')
    return wrong.length === 0 ? [] : [fault('example-not-valid', example, wrong.map(nameOf))]
  }
  const expected = readExpected(example.expected ?? '')
  if (expected === undefined) return [fault('example-without-expectation', example, [])]
  if (expected.issues.length === 0) return [fault('example-expects-nothing', example, [])]
  const verdict = await validator.validate(example.bytes, { schema, asOf: expected.asOf })
  const found = verdict.issues.map(nameOf)
  const missing = lacking(expected.issues, found)
  const unexpected = lacking(found, expected.issues)
  return [
    ...(missing.length === 0 ? [] : [fault('example-issue-missing', example, missing)]),
    ...(unexpected.length === 0 ? [] : [fault('example-issue-unexpected', example, unexpected)]),
  ]
}

function fault(
  code: keyof typeof FAULTS,
  { file }: SchemaExample,
  issues: readonly string[],
): ExampleFault {
  const [vi, en] = FAULTS[code]
  return { code, file, message: { vi, en }, issues }
}

function nameOf({ code, instanceLocation }: Pick<Issue, 'code' | 'instanceLocation'>): string {
  return `${code} ${instanceLocation}`.trimEnd()
}

interface Expected {
  readonly asOf: string
  readonly issues: readonly string[]
}

function readExpected(text: string): Expected | undefined {
  const value = text === '' ? undefined : parseJson(text).value
  const asOf = isJsonObject(value) ? textMember(value, 'asOf') : undefined
  const issues = isJsonObject(value) ? member(value, 'issues') : undefined
  if (asOf === undefined || !Array.isArray(issues)) return undefined
  const names = issues.map((issue: JsonValue) => {
    const code = isJsonObject(issue) ? textMember(issue, 'code') : undefined
    const at = isJsonObject(issue) ? textMember(issue, 'at') : undefined
    return code === undefined || at === undefined
      ? undefined
      : nameOf({ code, instanceLocation: at })
  })
  const known = names.filter((name) => name !== undefined)
  return known.length === names.length ? { asOf, issues: known } : undefined
}

/** What is in the first list and not in the second, each as often as it is wanting. */
function lacking(wanted: readonly string[], there: readonly string[]): readonly string[] {
  const left = [...there]
  return wanted.filter((name) => {
    const index = left.indexOf(name)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}
