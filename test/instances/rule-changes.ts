/**
 * Changes that break one rule across fields: a table by the kind of the rule.
 *
 * @module
 */
import { birthYearOf } from '../../validator/formats/personal-id.ts'
import type { IssueCode, JsonObject, JsonValue } from '../../validator/index.ts'
import { isJsonObject, objectMember, textMember } from '../../validator/index.ts'
import { pointerSteps, valueAt } from '../../validator/json/pointer.ts'
import type { CompiledRule } from '../../validator/rules/compile.ts'
import { withValue } from './grow.ts'
import { compiled } from './repair.ts'
import type { Change, Site } from './site.ts'
import { rulesOf } from './spots.ts'

type At = (part: string) => JsonValue | undefined
type Put = (part: string, value: JsonValue | undefined, root?: JsonValue) => JsonValue

/** What to write instead; nothing where the object cannot break the rule by one change. */
const BREAK: Readonly<Record<string, (at: At, put: Put) => JsonValue | undefined>> = {
  'date-order': (at, put) => put('earlier', at('later'), put('later', at('earlier'))),
  'field-needed': (_at, put) => put('needed', undefined),
  'personal-id-birth-date': (at, put) => {
    const id = String(at('personalId'))
    const year = birthYearOf(id)
    if (year === undefined) return undefined
    return put(
      'personalId',
      id.slice(0, 4) + String((year + 1) % 100).padStart(2, '0') + id.slice(6),
    )
  },
  'personal-id-sex': (at, put) => {
    const id = String(at('personalId'))
    return put('personalId', id.slice(0, 3) + String(Number(id.charAt(3)) ^ 1) + id.slice(4))
  },
  'name-split': (_at, put) => put('family', ' ', put('given', 'Nguyễn Văn')),
  'sum-equals': (at, put) => put('total', Number(at('total')) + 1),
  'payload-digest': (_at, put) => put('digest', '0'.repeat(64)),
  'fields-equal': (at, put) => put('second', `${String(at('second'))}0`),
  'dossier-number-date': (at, put) =>
    put('number', String(at('number')).replace(/-(\d{0,2})\d{6}-/u, '-$1991231-')),
}

/** Only changes that the rule itself finds, on an object that kept it. */
export function ruleChanges({ value, spots, day }: Site<JsonObject>): readonly Change[] {
  return rulesOf(spots).flatMap((rule) => {
    const kind = textMember(rule, 'kind') ?? ''
    const judge = compiled(rule, day)
    const changed = BREAK[kind]?.(...accessors(rule, value))
    if (!isJsonObject(changed)) return []
    const [before, after] = [value, changed].map((object) => codesOf(judge, object, day.asOf))
    const [code] = after ?? []
    if (before === undefined || before.length > 0 || code === undefined) return []
    return [{ what: `${kind} broken`, value: changed, code: code.code, at: code.at }]
  })
}

function accessors(rule: JsonObject, object: JsonObject): [At, Put] {
  const stepsOf = (part: string) =>
    pointerSteps(textMember(objectMember(rule, 'fields') ?? {}, part) ?? '')
  return [
    (part) => valueAt(object, stepsOf(part)),
    (part, value, root = object) =>
      valueAt(root, stepsOf(part)) === undefined ? root : withValue(root, stepsOf(part), value),
  ]
}

interface Told {
  readonly code: IssueCode
  readonly at: string
}

function codesOf(judge: CompiledRule, object: JsonObject, asOf: string): readonly Told[] {
  return judge(object, () => asOf).map(({ code, at = '' }) => ({ code, at }))
}
