/**
 * What our keywords find in a value: `x-check`, `x-codeList`, `x-rules`.
 *
 * What only warns never fails a schema: it is noted aside, so that it cannot turn one
 * alternative into another. Knows nothing of Ajv: generated validators use it as well.
 *
 * @module
 */
import { admitsEmptyCode } from '../codelists/empty-code.ts'
import { findCheck } from '../formats/checks.ts'
import { readDate } from '../formats/date-notation.ts'
import type { Finding } from '../issues/finding.ts'
import { severityOf } from '../issues/finding.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member } from '../json-value.ts'
import { ISSUE_COUNT_MAX } from '../limits.ts'
import { compileRule } from '../rules/compile.ts'
import type { AsOf } from './as-of.ts'
import { judgeCode } from './code-finding.ts'
import type { SchemaIndex } from './schema-index.ts'

export type JudgedKeyword = 'x-check' | 'x-codeList' | 'x-rules'

/** Where the lists are that codes are looked up in. */
export type CodeLists = Pick<SchemaIndex, 'findCodeList' | 'nameOf'>

/** What one judgement knows; it is `this` in the compiled functions. */
export interface JudgementContext {
  readonly asOf: AsOf
  /** Read by the generated code, which then says where it is. */
  readonly perRecord: boolean
  readonly notes: Note[]
}

/** A finding that warns or informs, with the place where it was made. */
export interface Note {
  readonly finding: Finding
  readonly instancePath: string
  readonly keyword: string
  readonly parentSchema: JsonObject
}

/** `instancePath` is empty unless records have days of their own. */
export type Judge = (
  value: JsonValue,
  context: JudgementContext,
  instancePath: string,
) => readonly Finding[] | undefined

/**
 * `parent`: the schema that the keyword stands in. Throws when the keyword says what there is not:
 * the schema is then unusable.
 */
export function compileJudge(keyword: JudgedKeyword, parent: JsonObject, lists: CodeLists): Judge {
  const schema = member(parent, keyword) ?? null
  switch (keyword) {
    case 'x-check':
      return compileChecks(schema)
    case 'x-codeList':
      return compileCodeList(schema, admitsEmptyCode(parent), lists)
    case 'x-rules':
      return compileRules(schema, lists)
    default:
      return keyword satisfies never
  }
}

/** True when there is an error among them; what is none is noted. */
export function reportFindings(
  context: JudgementContext,
  findings: readonly Finding[],
  instancePath: string,
  keyword: string,
  parentSchema: JsonObject,
): boolean {
  let hasError = false
  for (const finding of findings) {
    if (severityOf(finding) === 'error') hasError = true
    else if (context.notes.length <= ISSUE_COUNT_MAX) {
      context.notes.push({ finding, instancePath, keyword, parentSchema })
    }
  }
  return hasError
}

function compileChecks(schema: JsonValue): Judge {
  const names: readonly JsonValue[] = Array.isArray(schema) ? schema : [schema]
  const checks = names.map((name) => {
    const check = findCheck(String(name))
    if (check === undefined) throw new Error(`x-check names no known check: ${String(name)}`)
    return check
  })
  return (value) => {
    if (typeof value !== 'string' || value === '') return undefined
    let findings: Finding[] | undefined
    for (const check of checks) {
      const code = check.judge(value)
      if (code === undefined) continue
      findings ??= []
      if (code !== 'format-mismatch') findings.push({ code })
      else findings.push(formFinding(check, value))
    }
    return findings
  }
}

/** A date in another known notation is named as that. */
function formFinding(check: NonNullable<ReturnType<typeof findCheck>>, text: string): Finding {
  const expected = check.notation?.name
  const found = expected === undefined ? undefined : readDate(text)?.notation.name
  if (found === undefined) return { code: 'format-mismatch', params: { format: check.name } }
  return { code: 'date-notation-mismatch', params: { expected, found } }
}

function compileCodeList(id: JsonValue, mayBeEmpty: boolean, lists: CodeLists): Judge {
  const list = lists.findCodeList(String(id))
  if (list === undefined) throw new Error(`x-codeList names no code list: ${String(id)}`)
  const name = lists.nameOf(list.id)
  return (value, context, instancePath) => {
    if (typeof value !== 'string' && typeof value !== 'number') return undefined
    if (value === '' && mayBeEmpty) return undefined
    const finding = judgeCode(list, name, String(value), context.asOf.at(instancePath))
    return finding && [finding]
  }
}

function compileRules(schema: JsonValue, lists: CodeLists): Judge {
  const stated: readonly JsonValue[] = Array.isArray(schema) ? schema : []
  const rules = stated.map((rule) => compileRule(rule, lists.findCodeList))
  return (value, context, instancePath) => {
    if (!isJsonObject(value)) return undefined
    const asOf = () => context.asOf.at(instancePath)
    let findings: Finding[] | undefined
    for (const rule of rules) {
      const found = rule(value, asOf)
      if (found.length > 0) findings = [...(findings ?? []), ...found]
    }
    return findings
  }
}
