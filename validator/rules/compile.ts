/**
 * The kinds of rules across fields, and how `x-rules` becomes a function.
 *
 * A rule is silent when a field is missing or malformed: that is the schema's
 * business.
 *
 * @module
 */
import type { CodeList } from '../codelists/code-list.ts'
import type { Finding } from '../issues/finding.ts'
import { pointerSteps, valueAt } from '../json/pointer.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, member, objectMember, textMember } from '../json-value.ts'
import { readLegalBasis } from '../legal-basis.ts'
import type { Severity } from '../verdict.ts'
import { codeParent } from './code-parent.ts'
import { dateOrder, dossierNumberDate } from './date-rules.ts'
import { dossierNumberAgency } from './dossier-number-agency.ts'
import { fieldNeeded } from './field-needed.ts'
import { nameSplit } from './name-split.ts'
import { readOnly } from './only.ts'
import { payloadDigest } from './payload-digest.ts'
import { personalIdBirthDate, personalIdSex } from './personal-id-rules.ts'
import type { RuleKind } from './rule.ts'
import { fieldText, POINTER } from './rule.ts'
import { statusContradicted, statusTransitions } from './status-rules.ts'
import { sumEquals } from './sum-equals.ts'
import {
  constantAcross,
  fieldsEqual,
  fillerValue,
  namesStructure,
  valueAmong,
} from './value-rules.ts'

const KINDS: Readonly<Record<string, RuleKind>> = {
  'personal-id-birth-date': personalIdBirthDate,
  'personal-id-sex': personalIdSex,
  'code-parent': codeParent,
  'date-order': dateOrder,
  'name-split': nameSplit,
  'dossier-number-date': dossierNumberDate,
  'field-needed': fieldNeeded,
  'value-among': valueAmong,
  'names-structure': namesStructure,
  'fields-equal': fieldsEqual,
  'sum-equals': sumEquals,
  'payload-digest': payloadDigest,
  'status-transitions': statusTransitions,
  'status-contradicted': statusContradicted,
  'dossier-number-agency': dossierNumberAgency,
  'filler-value': fillerValue,
  'constant-across': constantAcross,
}

export const RULE_KINDS: readonly string[] = Object.keys(KINDS)

export type CompiledRule = (object: JsonObject, asOf: () => string) => readonly Finding[]

/** What nearly every record gives: nothing is built for it. */
const NO_FINDINGS: readonly Finding[] = []

/** Throws when the rule is not one: the schema is then unusable. */
export function compileRule(
  rule: JsonValue,
  findCodeList: (id: string) => CodeList | undefined,
): CompiledRule {
  const id = isJsonObject(rule) ? textMember(rule, 'id') : undefined
  if (!isJsonObject(rule) || id === undefined) throw new Error('A rule has no id')
  const kind = findKind(textMember(rule, 'kind') ?? '', id)
  const pointers = readPointers(rule, kind, id)
  const judge = kind.compile({ rule, pointers, findCodeList })
  const parts = Object.entries(pointers).map(([part, pointer]) => ({
    part,
    steps: pointerSteps(pointer),
  }))
  const common = readCommon(rule)
  const applies = readOnly(rule, id)
  return (object, asOf) => {
    if (!applies(object)) return NO_FINDINGS
    const fields: Record<string, string | undefined> = {}
    for (const { part, steps } of parts) fields[part] = fieldText(valueAt(object, steps))
    const found = judge(fields, object, asOf)
    if (found === undefined) return NO_FINDINGS
    const findings = 'code' in found ? [found] : found
    return findings.map((finding) => ({
      ...finding,
      ...common,
      params: { ...finding.params, rule: id },
    }))
  }
}

function findKind(name: string, id: string): RuleKind {
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
  if (kind === undefined) throw new Error(`Rule ${id} is of an unknown kind`)
  return kind
}

function readPointers(
  rule: JsonObject,
  kind: RuleKind,
  id: string,
): Readonly<Record<string, string>> {
  const fields = objectMember(rule, 'fields') ?? {}
  return Object.fromEntries(
    kind.parts.map((part) => {
      const pointer = textMember(fields, part)
      if (pointer === undefined || !POINTER.test(pointer)) {
        throw new Error(`Rule ${id} names no field for ${part}`)
      }
      return [part, pointer]
    }),
  )
}

const SEVERITIES: readonly (JsonValue | undefined)[] = ['error', 'warning', 'info']

function readCommon(rule: JsonObject): Pick<Finding, 'severity' | 'basis'> {
  const severity = member(rule, 'severity')
  const basis = readLegalBasis(member(rule, 'basis'))
  return {
    ...(SEVERITIES.includes(severity) ? { severity: severity as Severity } : {}),
    ...(basis.length > 0 ? { basis } : {}),
  }
}
