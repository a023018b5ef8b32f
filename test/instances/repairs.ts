/**
 * How an object that breaks a rule across fields is made to keep it: a table by
 * the kind of the rule. What has no row loses an optional field of the rule.
 *
 * @module
 */
import { readDate, readDateOrPart } from '../../validator/formats/date-notation.ts'
import type { Catalogue, JsonObject, JsonValue } from '../../validator/index.ts'
import {
  isJsonObject,
  lookUpCode,
  member,
  objectMember,
  textMember,
} from '../../validator/index.ts'
import { pointerSteps, valueAt } from '../../validator/json/pointer.ts'
import { digestOfPayload } from '../../validator/rules/payload-digest.ts'
import { withValue } from './grow.ts'

export interface Broken {
  readonly rule: JsonObject
  readonly object: JsonObject
  /** The same object with every optional field. */
  readonly complete: JsonValue
  /** Where the rule's findings point, from the object. */
  readonly places: readonly string[]
  readonly catalogue: Catalogue
  readonly asOf: string
}

/** One way or several; the first counts that the fields allow. */
type Repair = (broken: Broken) => JsonObject | readonly JsonObject[]

export const REPAIRS: Readonly<Record<string, Repair>> = {
  'date-order': (broken) => {
    const [earlier, later] = [at(broken, 'earlier'), at(broken, 'later')]
    const swapped = put({ ...broken, object: put(broken, 'earlier', later) }, 'later', earlier)
    const day = dayOf(String(earlier))
    return [swapped, ...notations(day).map((text) => put(broken, 'later', text))]
  },
  'field-needed': (broken) =>
    put(broken, 'needed', valueAt(broken.complete, steps(broken, 'needed'))),
  'personal-id-birth-date': (broken) => {
    const birth = String(at(broken, 'birthDate'))
    const year = Number(readDate(birth)?.day.slice(0, 4) ?? birth.slice(0, 4))
    const id = String(at(broken, 'personalId'))
    const century = 2 * Math.floor((year - 1900) / 100) + (Number(id.charAt(3)) % 2)
    const short = String(year % 100).padStart(2, '0')
    return put(broken, 'personalId', id.slice(0, 3) + String(century) + short + id.slice(6))
  },
  'personal-id-sex': (broken) => {
    const id = String(at(broken, 'personalId'))
    return put(
      broken,
      'personalId',
      id.slice(0, 3) + String(Number(id.charAt(3)) ^ 1) + id.slice(4),
    )
  },
  'code-parent': (broken) => {
    const { catalogue, asOf, rule } = broken
    const list = catalogue.findById(catalogue.base + (textMember(rule, 'x-codeList') ?? ''))
    const known = list ?? catalogue.findById(textMember(rule, 'x-codeList') ?? '')
    if (known?.codeList === undefined) throw new Error('A rule names no code list')
    const status = lookUpCode(known.codeList, String(at(broken, 'child')), asOf)
    return put(broken, 'parent', status.kind === 'in-force' ? status.value.parent : undefined)
  },
  'name-split': (broken) => {
    const [first = ''] = String(at(broken, 'given')).trim().split(/\s+/u)
    return put(broken, 'given', first)
  },
  'dossier-number-date': (broken) => {
    // Two digits of a year in a dossier number are of this century.
    const received = String(at(broken, 'received')).replace(/^19/u, '20')
    const day = readDate(received)?.day.replaceAll('-', '') ?? ''
    const dated = String(at(broken, 'number')).replace(
      /-(\d{6}|\d{8})-/u,
      (_, old: string) => `-${day.slice(-old.length)}-`,
    )
    return put({ ...broken, object: put(broken, 'received', received) }, 'number', dated)
  },
  'value-among': (broken) => {
    const values = member(broken.rule, 'values')
    return put(broken, 'field', Array.isArray(values) ? (values[0] as JsonValue) : undefined)
  },
  'names-structure': (broken) => {
    const values = member(broken.rule, 'values')
    const structure = Array.isArray(values) ? String(values[0]) : ''
    return put(broken, 'field', `https://registry.example${structure}`)
  },
  'fields-equal': (broken) => put(broken, 'second', at(broken, 'first')),
  'sum-equals': (broken) => {
    const parts = placesOf(broken.object, steps(broken, 'parts'))
    const amounts = parts.map((place) => Number(valueAt(broken.object, place)))
    return put(
      broken,
      'total',
      amounts.reduce((sum, amount) => sum + amount, 0),
    )
  },
  'payload-digest': (broken) => put(broken, 'digest', digestOfPayload(at(broken, 'payload') ?? {})),
  'status-transitions': (broken) => {
    const [first, ...others] = placesOf(broken.object, steps(broken, 'statuses'))
    const state = valueAt(broken.object, first ?? [])
    return asObject(
      others.reduce<JsonValue>((root, to) => withValue(root, to, state), broken.object),
    )
  },
  'dossier-number-agency': (broken) => {
    const [code = ''] = /[A-Z]\d{2}/u.exec(String(at(broken, 'agency'))) ?? []
    const renamed = (root: JsonValue, place: string) => {
      const to = pointerSteps(place)
      return withValue(root, to, String(valueAt(root, to)).replace(/[A-Z]\d{2}/u, code))
    }
    return asObject(broken.places.reduce<JsonValue>(renamed, broken.object))
  },
}

/** The day of a date, the last safe one when only its month or year is known. */
function dayOf(text: string): string {
  const known = readDateOrPart(text)?.day ?? ''
  return known + '0000-12-28'.slice(known.length)
}

/** The end of a day in every notation that is exchanged. */
function notations(day: string): readonly string[] {
  const [year, month, date] = day.split('-')
  return [
    day,
    `${year}${month}${date}`,
    `${year}${month}${date}235959`,
    `${day}T23:59:59+07:00`,
    `${day}T23:59:59`,
    `${day} 23:59:59`,
    `${date}/${month}/${year}`,
  ]
}

/** Every way to leave out one field that the rule speaks of. */
export function withoutOneField({ rule, object }: Broken): readonly JsonObject[] {
  const pointers = Object.values(objectMember(rule, 'fields') ?? {}).map(String)
  return pointers
    .flatMap((pointer) => placesOf(object, pointerSteps(pointer)))
    .map((place) => asObject(withValue(object, place, undefined)))
}

/** Where a pointer with `*` for every item of a list leads to, in this object. */
function placesOf(
  root: JsonValue,
  [step, ...rest]: readonly string[],
): readonly (readonly string[])[] {
  if (step === undefined) return [[]]
  const names = step === '*' && Array.isArray(root) ? root.map((_, index) => String(index)) : [step]
  return names.flatMap((name) => {
    const child = valueAt(root, [name])
    return child === undefined ? [] : placesOf(child, rest).map((place) => [name, ...place])
  })
}

function steps({ rule }: Pick<Broken, 'rule'>, part: string): readonly string[] {
  return pointerSteps(textMember(objectMember(rule, 'fields') ?? {}, part) ?? '')
}

function at(broken: Broken, part: string): JsonValue | undefined {
  return valueAt(broken.object, steps(broken, part))
}

function put(broken: Broken, part: string, value: JsonValue | undefined): JsonObject {
  return asObject(withValue(broken.object, steps(broken, part), value))
}

function asObject(value: JsonValue): JsonObject {
  if (!isJsonObject(value)) throw new Error('A rule stands on what is no object')
  return value
}
