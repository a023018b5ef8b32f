/**
 * Three standard keywords, compiled so that a hostile document stays cheap.
 *
 * Ajv makes an object of every error, and copies those it has at each `$ref`: ten
 * megabytes of wrong items cost it gigabytes. Here a loop that has found more
 * errors than a verdict holds stops; it has failed, so the answer is the same.
 * And items are compared by their canonical text, not each with each.
 *
 * @module
 */
import type { Ajv2020, CodeKeywordDefinition, KeywordCxt } from 'ajv/dist/2020.js'
import { _ } from 'ajv/dist/2020.js'
import { isJsonObject } from '../json-value.ts'
import { ISSUE_COUNT_MAX } from '../limits.ts'
import { repeatsItem } from './unique-items.ts'

/** Several errors of alternatives can come down to one issue, so a loop finds more. */
const LOOP_ERRORS_MAX = 10 * ISSUE_COUNT_MAX

export function boundKeywords(ajv: Ajv2020): void {
  replace(ajv, 'items', boundItems)
  replace(ajv, 'additionalProperties', boundAdditionalProperties)
  replace(ajv, 'uniqueItems', () => compareItemsAsText, { message: '', params: () => _`{}` })
}

type Code = CodeKeywordDefinition['code']

function replace(
  ajv: Ajv2020,
  keyword: string,
  bound: (original: Code) => Code,
  error?: CodeKeywordDefinition['error'],
): void {
  const original = ajv.getKeyword(keyword)
  if (typeof original !== 'object' || !('code' in original)) {
    throw new Error(`Ajv compiles ${keyword} in another way than this was written for`)
  }
  const definition = original as CodeKeywordDefinition
  const bounded = { ...definition, keyword, code: bound(definition.code) }
  ajv.removeKeyword(keyword)
  ajv.addKeyword(error === undefined ? bounded : { ...bounded, error })
}

function boundItems(original: Code): Code {
  return (cxt) => {
    const { gen, schema, parentSchema, data, it } = cxt
    if (!isJsonObject(schema) || parentSchema['prefixItems'] !== undefined) {
      original(cxt)
      return
    }
    it.items = true
    const valid = gen.name('valid')
    const before = gen.const('errorsBefore', _`errors`)
    const length = gen.const('length', _`${data}.length`)
    gen.forRange('i', 0, length, (index) => {
      // 0 is Ajv's own word for a property that is a number.
      cxt.subschema({ keyword: 'items', dataProp: index, dataPropType: 0 }, valid)
      const isEnough = it.allErrors ? _`errors - ${before} > ${LOOP_ERRORS_MAX}` : _`!${valid}`
      gen.if(isEnough, () => gen.break())
    })
    cxt.ok(_`${before} === errors`)
  }
}

function boundAdditionalProperties(original: Code): Code {
  return (cxt) => {
    const { gen, schema, parentSchema, data, it } = cxt
    if (schema !== false || parentSchema['patternProperties'] !== undefined) {
      original(cxt)
      return
    }
    it.props = true
    const names = new Set(Object.keys(parentSchema['properties'] ?? {}))
    const known = gen.scopeValue('obj', { ref: names })
    const before = gen.const('errorsBefore', _`errors`)
    gen.forIn('key', data, (key) => {
      gen.if(_`!${known}.has(${key})`, () => {
        cxt.setParams({ additionalProperty: key })
        cxt.error()
        const isEnough = it.allErrors ? _`errors - ${before} > ${LOOP_ERRORS_MAX}` : _`true`
        gen.if(isEnough, () => gen.break())
      })
    })
    cxt.ok(_`${before} === errors`)
  }
}

function compareItemsAsText(cxt: KeywordCxt): void {
  if (cxt.schema !== true) return
  const hasRepeated = cxt.gen.scopeValue('func', { ref: repeatsItem })
  cxt.fail(_`${cxt.data}.length > 1 && ${hasRepeated}(${cxt.data})`)
}
