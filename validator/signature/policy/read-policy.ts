/**
 * Reads a policy from JSON, saying what is wrong and where.
 *
 * The shape is published as `api/policy` in the catalogue; what is not in it is
 * refused, so that a misspelt requirement is not one that nobody checks.
 *
 * @module
 */
import { isFullDate } from '../../date.ts'
import { parseJson } from '../../json/parse.ts'
import { appendPointer } from '../../json/pointer.ts'
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { isJsonObject } from '../../json-value.ts'
import { Problem } from '../../problem.ts'
import { policyMalformed } from '../../problems.ts'
import type { AlgorithmException } from '../algorithm-exception.ts'
import { isAlgorithmName } from '../algorithms/find.ts'
import { ALGORITHMS } from '../algorithms/table.ts'
import { EXCEPTABLE_ALGORITHMS } from '../xmldsig/algorithms.ts'
import type {
  AlgorithmDates,
  Partner,
  Policy,
  PolicyRule,
  Requirements,
  SignedBy,
  SignedElement,
} from './policy.ts'
import { POLICY_REQUIREMENTS } from './policy.ts'

/** Throws Problem `policy-malformed`, which names the place by a JSON Pointer. */
export function readPolicy(text: string): Policy {
  const { value, issues } = parseJson(text)
  const [broken] = issues
  if (broken !== undefined) throw malformed('', broken.message.en)
  const policy = members(value ?? null, '', [
    'id',
    'partners',
    'default',
    'algorithmExceptions',
    'rules',
  ])
  return {
    id: name(policy['id'], '/id'),
    partners: list(policy['partners'], '/partners', readPartner),
    default: { ...POLICY_REQUIREMENTS, ...readRequirements(policy['default'] ?? {}, '/default') },
    algorithmExceptions: list(policy['algorithmExceptions'], '/algorithmExceptions', readException),
    rules: list(policy['rules'], '/rules', readRule),
  }
}

const CHOICES = {
  signature: ['required', 'optional'],
  signatures: ['all', 'any'],
  sender: ['matches', 'not-contradicted', 'any'],
  scope: ['full', 'partial'],
  timestamp: ['required', 'optional'],
  revocation: ['required', 'when-available'],
  recommendations: ['told', 'strict'],
} as const

const CHOICE_NAMES = Object.keys(CHOICES) as readonly (keyof typeof CHOICES)[]
const PURPOSE_NAMES = ['certificatePurposes', 'requirePurposes'] as const
const REQUIREMENT_NAMES = [...CHOICE_NAMES, 'elements', 'algorithms', ...PURPOSE_NAMES]

function readRequirements(value: JsonValue, at: string): Partial<Requirements> {
  const stated = members(value, at, REQUIREMENT_NAMES)
  const choices = CHOICE_NAMES.filter((each) => stated[each] !== undefined).map(
    (each) => [each, oneOf(stated[each], `${at}/${each}`, CHOICES[each])] as const,
  )
  const purposes = PURPOSE_NAMES.filter((each) => stated[each] !== undefined).map(
    (each) => [each, list(stated[each], `${at}/${each}`, objectIdentifier)] as const,
  )
  const { elements, algorithms } = stated
  return {
    ...(Object.fromEntries(choices) as Partial<Requirements>),
    ...Object.fromEntries(purposes),
    ...(elements && { elements: list(elements, `${at}/elements`, readElement) }),
    ...(algorithms && { algorithms: list(algorithms, `${at}/algorithms`, readDates) }),
  }
}

function readRule(value: JsonValue, at: string): PolicyRule {
  const conditions = ['senders', 'kinds', 'structures'] as const
  const stated = members(value, at, ['id', ...conditions, ...REQUIREMENT_NAMES])
  const own = Object.entries(stated).filter(([each]) => REQUIREMENT_NAMES.includes(each))
  const when = conditions.filter((each) => stated[each] !== undefined)
  return {
    id: name(stated['id'], `${at}/id`),
    ...Object.fromEntries(when.map((each) => [each, list(stated[each], `${at}/${each}`, text)])),
    requirements: readRequirements(Object.fromEntries(own), at),
  }
}

function readPartner(value: JsonValue, at: string): Partner {
  const { agency, taxCodes, certificates } = members(value, at, [
    'agency',
    'taxCodes',
    'certificates',
  ])
  return {
    agency: text(agency, `${at}/agency`),
    taxCodes: list(taxCodes, `${at}/taxCodes`, text),
    certificates: list(certificates, `${at}/certificates`, fingerprint),
  }
}

function readElement(value: JsonValue, at: string): SignedElement {
  const { path, by } = members(value, at, ['path', 'by'])
  const written = text(path, `${at}/path`)
  if (!ELEMENT_PATH.test(written)) throw malformed(`${at}/path`, PATH_EXPECTED)
  return { path: written, by: readParty(text(by, `${at}/by`), `${at}/by`) }
}

/** As reports write them, with prefixes or without. */
const STEP = '[^/*@.\\s[\\]][^/*@\\s[\\]]*(?:\\[[1-9][0-9]*\\])?'
const ELEMENT_PATH = new RegExp(`^/(?:${STEP}(?:/${STEP})*)?$`, 'u')
const PATH_EXPECTED =
  '/ for the whole message, or names from the root such as /A/B or /A/B[2]; no wildcards, no //'

const PARTY = /^(?:sender|receiver|anyone|agency:.+|tax-code:.+|certificate:[0-9a-f]{64})$/u

function readParty(written: string, at: string): SignedBy {
  if (PARTY.test(written)) return written as SignedBy
  throw malformed(at, 'sender, receiver, anyone, agency:CODE, tax-code:CODE or certificate:SHA256')
}

function readDates(value: JsonValue, at: string): AlgorithmDates {
  const stated = members(value, at, ['algorithm', 'legacyFrom', 'until'])
  const { legacyFrom, until } = stated
  const algorithm = text(stated['algorithm'], `${at}/algorithm`)
  if (!isAlgorithmName(algorithm)) {
    const ids = ALGORITHMS.map(({ id }) => id).join(', ')
    throw malformed(`${at}/algorithm`, `a JOSE alg or XML-DSig URI that is accepted, or ${ids}`)
  }
  if (legacyFrom === undefined && until === undefined) throw malformed(at, 'until or legacyFrom')
  return {
    algorithm,
    ...(legacyFrom !== undefined && { legacyFrom: day(legacyFrom, `${at}/legacyFrom`) }),
    ...(until !== undefined && { until: day(until, `${at}/until`) }),
  }
}

function readException(value: JsonValue, at: string): AlgorithmException {
  const stated = members(value, at, ['algorithm', 'until', 'senders'])
  const algorithm = text(stated['algorithm'], `${at}/algorithm`)
  if (!EXCEPTABLE_ALGORITHMS.includes(algorithm)) {
    throw malformed(`${at}/algorithm`, `one of ${EXCEPTABLE_ALGORITHMS.join(', ')}`)
  }
  const { until, senders } = stated
  return {
    algorithm,
    until: day(until, `${at}/until`),
    ...(senders && { senders: list(senders, `${at}/senders`, text) }),
  }
}

function members(value: JsonValue, at: string, known: readonly string[]): JsonObject {
  if (!isJsonObject(value)) throw malformed(at, 'an object')
  const stranger = Object.keys(value).find((each) => !known.includes(each))
  if (stranger === undefined) return value
  throw malformed(appendPointer(at, stranger), `one of the members ${known.join(', ')}`)
}

function list<Item>(
  value: JsonValue | undefined,
  at: string,
  read: (item: JsonValue, at: string) => Item,
): readonly Item[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw malformed(at, 'a list')
  return (value as readonly JsonValue[]).map((item, index) => read(item, `${at}/${index}`))
}

function text(value: JsonValue | undefined, at: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw malformed(at, 'a text that is not empty')
}

function day(value: JsonValue | undefined, at: string): string {
  const written = text(value, at)
  if (isFullDate(written)) return written
  throw malformed(at, 'a day, YYYY-MM-DD')
}

function name(value: JsonValue | undefined, at: string): string {
  const written = text(value, at)
  if (/^[a-z0-9][a-z0-9.-]*$/u.test(written)) return written
  throw malformed(at, 'a name of lower-case letters, digits, hyphens and points')
}

function objectIdentifier(value: JsonValue, at: string): string {
  const written = text(value, at)
  if (/^[0-2](?:\.(?:0|[1-9]\d*))+$/u.test(written)) return written
  throw malformed(at, 'an object identifier, such as 1.3.6.1.5.5.7.3.36')
}

function fingerprint(value: JsonValue, at: string): string {
  const written = text(value, at)
  if (/^[0-9a-f]{64}$/u.test(written)) return written
  throw malformed(at, 'a SHA-256 fingerprint in lower-case hexadecimal')
}

function oneOf(value: JsonValue | undefined, at: string, allowed: readonly string[]): string {
  if (typeof value === 'string' && allowed.includes(value)) return value
  throw malformed(at, `one of ${allowed.join(', ')}`)
}

function malformed(at: string, expected: string): Problem {
  const place = at === '' ? 'The policy' : `${at} of the policy`
  return new Problem(policyMalformed, `${place} is not what was expected: ${expected}`, {
    extensions: { at },
  })
}
