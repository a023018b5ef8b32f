/**
 * Our keywords, as Ajv compiles them: `x-check`, `x-codeList`, `x-rules`.
 *
 * They are generated into the same function as `type` and `pattern`, and build
 * nothing while a value is right. What they find is found by `judges.ts`.
 *
 * @module
 */
import type { Ajv2020, CodeKeywordDefinition } from 'ajv/dist/2020.js'
import { _ } from 'ajv/dist/2020.js'
import type { JsonObject } from '../json-value.ts'
import type { JudgedKeyword } from './judges.ts'
import { compileJudge, reportFindings } from './judges.ts'
import type { SchemaIndex } from './schema-index.ts'

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

/** What a compiled judge was made from, so that it can be made again elsewhere. */
export interface JudgeSource {
  readonly keyword: JudgedKeyword
  readonly parentSchema: JsonObject
}

const compiledFrom = new WeakMap<object, JudgeSource>()

export function sourceOfJudge(judge: object): JudgeSource | undefined {
  return compiledFrom.get(judge)
}

export function addKeywords(ajv: Ajv2020, index: SchemaIndex): void {
  ajv.addVocabulary(ANNOTATIONS)
  ajv.addKeyword(judging('x-check', ['string', 'array'], index))
  ajv.addKeyword(judging('x-codeList', ['string'], index))
  ajv.addKeyword(judging('x-rules', ['array'], index))
}

/** No `type` of their own: beside a `$ref` Ajv could not see which type applies. */
function judging(
  keyword: JudgedKeyword,
  schemaType: ('string' | 'array')[],
  index: SchemaIndex,
): CodeKeywordDefinition {
  return {
    keyword,
    schemaType,
    error: {
      message: keyword,
      params: ({ params }) => _`{ findings: ${params['findings']} }`,
    },
    code(cxt) {
      const { gen, data, parentSchema, it } = cxt
      const compiled = compileJudge(keyword, parentSchema as JsonObject, index)
      compiledFrom.set(compiled, { keyword, parentSchema })
      const judge = gen.scopeValue('func', { ref: compiled })
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
