/**
 * Our keywords, as Ajv compiles them: `x-check`, `x-codeList`, `x-rules`.
 *
 * They are generated into the same function as `type` and `pattern`, and build
 * nothing while a value is right. What only warns never fails a schema: it is
 * noted aside, so that it cannot turn one alternative into another.
 *
 * @module
 */
import type { Ajv2020, CodeKeywordDefinition } from 'ajv/dist/2020.js'
import { _ } from 'ajv/dist/2020.js'
import { findCheck } from '../formats/checks.ts'
import { readDate } from '../formats/date-notation.ts'
import type { Finding } from '../issues/finding.ts'
import { severityOf } from '../issues/finding.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'
import { ISSUE_COUNT_MAX } from '../limits.ts'
import { compileRule } from '../rules/compile.ts'
import type { AsOf } from './as-of.ts'
import { judgeCode } from './code-finding.ts'
import type { SchemaIndex } from './schema-index.ts'

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
type Judge = (
  value: JsonValue,
  context: JudgementContext,
  instancePath: string,
) => readonly Finding[] | undefined

/** Documented in the catalogue's vocabulary; they judge nothing by themselves. */
const ANNOTATIONS = [
  'x-en',
  'x-kind',
  'x-status',
  'x-owner',
  'x-legalBasis',
  'x-evidence',
  'x-personalData',
  'x-source',
  'x-managementRules',
  'x-namespace',
  'x-root',
  'x-xml',
  'x-recognise',
  'x-asOf',
  'x-successor',
  'x-exchangeKinds',
  'x-inForceFrom',
  'x-inForceTo',
  'x-coverageFrom',
  'x-parentCodeList',
  'x-formerProperties',
  'x-conversions',
  'x-jsonld-type',
  'x-jsonld-context',
]

export function addKeywords(ajv: Ajv2020, index: SchemaIndex): void {
  ajv.addVocabulary(ANNOTATIONS)
  ajv.addKeyword(judging('x-check', ['string', 'array'], compileChecks))
  ajv.addKeyword(judging('x-codeList', ['string'], (id) => compileCodeList(id, index)))
  ajv.addKeyword(judging('x-rules', ['array'], (rules) => compileRules(rules, index)))
}

/** No `type` of their own: beside a `$ref` Ajv could not see which type applies. */
function judging(
  keyword: string,
  schemaType: ('string' | 'array')[],
  compile: (schema: JsonValue) => Judge,
): CodeKeywordDefinition {
  return {
    keyword,
    schemaType,
    error: {
      message: keyword,
      params: ({ params }) => _`{ findings: ${params['findings']} }`,
    },
    code(cxt) {
      const { gen, data, schema, parentSchema, it } = cxt
      const judge = gen.scopeValue('func', { ref: compile(schema as JsonValue) })
      const report = gen.scopeValue('func', { ref: reportFindings })
      const owner = gen.scopeValue('schema', { ref: parentSchema })
      const path = _`instancePath + ${it.errorPath}`
      const findings = gen.const(
        'findings',
        _`${judge}(${data}, this, this.perRecord ? ${path} : "")`,
      )
      cxt.setParams({ findings })
      const isFailed = _`${report}(this, ${findings}, ${path}, ${keyword}, ${owner})`
      cxt.fail(_`${findings} !== undefined && ${isFailed}`)
    },
  }
}

/** True when there is an error among them; what is none is noted. */
function reportFindings(
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

function compileCodeList(id: JsonValue, index: SchemaIndex): Judge {
  const list = index.findCodeList(String(id))
  if (list === undefined) throw new Error(`x-codeList names no code list: ${String(id)}`)
  const name = index.nameOf(list.id)
  return (value, context, instancePath) => {
    if (value === '' || (typeof value !== 'string' && typeof value !== 'number')) return undefined
    const finding = judgeCode(list, name, String(value), context.asOf.at(instancePath))
    return finding && [finding]
  }
}

function compileRules(schema: JsonValue, index: SchemaIndex): Judge {
  const stated: readonly JsonValue[] = Array.isArray(schema) ? schema : []
  const rules = stated.map((rule) => compileRule(rule, index.findCodeList))
  return (value, context, instancePath) => {
    if (!isJsonObject(value)) return undefined
    const findings = rules.flatMap((rule) => rule(value, () => context.asOf.at(instancePath)))
    return findings.length === 0 ? undefined : findings
  }
}
