/**
 * Reads a file of test cases: instances, and how a schema is to judge each.
 *
 * The shape is published as `api/schema-tests` in the catalogue.
 *
 * @module
 */
import { isFullDate } from '../date.ts'
import { locateJson } from '../json/locate.ts'
import { parseJson } from '../json/parse.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member, textMember } from '../json-value.ts'
import { Problem } from '../problem.ts'
import { schemaTestsMalformed } from '../problems.ts'

export interface SchemaCase {
  readonly name: string
  /** The document in the test file itself, or the file that holds it. */
  readonly source: { readonly instance: JsonValue } | { readonly file: string }
  readonly isValid: boolean
  /** Of a case that is to be refused, exactly the issues; absent: whichever. */
  readonly issues?: readonly { readonly code: string; readonly at: string }[]
  /** YYYY-MM-DD. */
  readonly asOf?: string
  /** 1-based line of the test file. */
  readonly line?: number
}

export interface SchemaTests {
  /** `path@version`; absent: the version that the file lies with. */
  readonly schema?: string
  readonly cases: readonly SchemaCase[]
}

const FILE_MEMBERS = ['$schema', 'schema', 'asOf', 'cases']
const CASE_MEMBERS = ['name', 'instance', 'file', 'valid', 'issues', 'asOf']
const ISSUE_MEMBERS = ['code', 'at']

/** Throws Problem `schema-tests-malformed`; `name` is what the file is called. */
export function readSchemaTests(text: string, name: string): SchemaTests {
  const { value, issues } = parseJson(text)
  const [issue] = issues
  if (issue !== undefined) {
    throw malformed(`${name}:${issue.line ?? 1}:${issue.column ?? 1}: ${issue.message.en}`)
  }
  if (!isJsonObject(value)) throw malformed(`${name}: a JSON object {schema, cases} is expected`)
  assertMembers(value, FILE_MEMBERS, `${name}: `)
  const cases = member(value, 'cases')
  if (!Array.isArray(cases) || cases.length === 0) {
    throw malformed(`${name}: /cases is to be a list of cases`)
  }
  const schema = optionalText(value, 'schema', `${name}: /schema`)
  const asOf = readDay(value, `${name}: /asOf`)
  const places = cases.map((_, index) => `/cases/${index}`)
  const positions = locateJson(text, places)
  return {
    ...(schema === undefined ? {} : { schema }),
    cases: cases.map((each: JsonValue, index: number) => {
      const { line } = positions.get(`/cases/${index}`) ?? {}
      const read = readCase(each, `${name}: /cases/${index}`)
      return { ...asOf, ...read, ...(line === undefined ? {} : { line }) }
    }),
  }
}

function readCase(value: JsonValue, place: string): SchemaCase {
  if (!isJsonObject(value)) throw malformed(`${place} is to be an object`)
  assertMembers(value, CASE_MEMBERS, `${place}/`)
  const name = optionalText(value, 'name', `${place}/name`)
  const isValid = member(value, 'valid')
  if (name === undefined) throw malformed(`${place} has no name`)
  if (typeof isValid !== 'boolean') throw malformed(`${place}/valid is to be true or false`)
  const issues = readIssues(value, isValid, place)
  return {
    name,
    isValid,
    source: readSource(value, place),
    ...(issues === undefined ? {} : { issues }),
    ...readDay(value, `${place}/asOf`),
  }
}

function readSource(value: JsonObject, place: string): SchemaCase['source'] {
  const file = optionalText(value, 'file', `${place}/file`)
  const instance = member(value, 'instance')
  if ((file === undefined) === (instance === undefined)) {
    throw malformed(`${place} is to have either an instance or a file`)
  }
  return file === undefined ? { instance: instance ?? null } : { file }
}

function readIssues(value: JsonObject, isValid: boolean, place: string): SchemaCase['issues'] {
  const issues = member(value, 'issues')
  if (issues === undefined) return undefined
  if (isValid || !Array.isArray(issues) || issues.length === 0) {
    throw malformed(`${place}/issues is to be a list, in a case that is not to be valid`)
  }
  return issues.map((issue: JsonValue, index: number) => {
    if (isJsonObject(issue)) assertMembers(issue, ISSUE_MEMBERS, `${place}/issues/${index}/`)
    const code = isJsonObject(issue) ? textMember(issue, 'code') : undefined
    const at = isJsonObject(issue) ? textMember(issue, 'at') : undefined
    if (code === undefined || at === undefined) {
      throw malformed(`${place}/issues/${index} is to be {code, at}`)
    }
    return { code, at }
  })
}

function readDay(value: JsonObject, place: string): { readonly asOf?: string } {
  const asOf = optionalText(value, 'asOf', place)
  if (asOf === undefined) return {}
  if (!isFullDate(asOf)) throw malformed(`${place} is to be a day, YYYY-MM-DD`)
  return { asOf }
}

function optionalText(value: JsonObject, name: string, place: string): string | undefined {
  const found = member(value, name)
  if (found === undefined || typeof found === 'string') return found
  throw malformed(`${place} is to be text`)
}

function assertMembers(value: JsonObject, known: readonly string[], place: string): void {
  const stranger = Object.keys(value).find((name) => !known.includes(name))
  if (stranger === undefined) return
  throw malformed(`${place}${stranger} is no member of it; there are ${known.join(', ')}`)
}

function malformed(detail: string): Problem {
  return new Problem(schemaTestsMalformed, detail)
}
