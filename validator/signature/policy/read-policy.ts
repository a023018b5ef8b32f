/**
 * Reads a policy from JSON, saying what is wrong and where.
 *
 * The shape is published as `api/policy` in the catalogue; what is not in it is
 * refused, so that a misspelt requirement is not one that nobody checks.
 *
 * @module
 */
import { locateJson } from '../../json/locate.ts'
import { parseJson } from '../../json/parse.ts'
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { Problem } from '../../problem.ts'
import { policyMalformed } from '../../problems.ts'
import type { AlgorithmException } from '../algorithm-exception.ts'
import { ALGORITHM_NAMES } from '../algorithms/find.ts'
import { ALGORITHMS } from '../algorithms/table.ts'
import { EXCEPTABLE_ALGORITHMS } from '../xmldsig/algorithms.ts'
import { assertRulesDecide } from './deciding-rules.ts'
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
import {
  day,
  filledList,
  fingerprint,
  list,
  members,
  name,
  nearTo,
  objectIdentifier,
  oneOf,
  PolicyFault,
  text,
} from './read-values.ts'

/** Throws Problem `policy-malformed`, which names the place by a JSON Pointer, line and column. */
export function readPolicy(written: string): Policy {
  const { value, issues } = parseJson(written)
  const [broken] = issues
  if (broken !== undefined) throw malformed(broken.message.en, { at: '', ...broken })
  try {
    return readWhole(value ?? null)
  } catch (thrown) {
    if (!(thrown instanceof PolicyFault)) throw thrown
    const { message, at } = thrown
    throw malformed(message, { at, ...locateJson(written, [at]).get(at) })
  }
}

interface FaultPlace {
  readonly at: string
  readonly line?: number
  readonly column?: number
}

function malformed(message: string, { at, line = 1, column = 1 }: FaultPlace): Problem {
  const detail = `line ${line}, column ${column}: ${message}`
  return new Problem(policyMalformed, detail, { extensions: { at, line, column } })
}

const MEMBERS = ['id', 'partners', 'default', 'algorithmExceptions', 'rules']

function readWhole(value: JsonValue): Policy {
  const policy = members(value, '', MEMBERS)
  const rules = list(policy['rules'], '/rules', readRule)
  assertRulesDecide(rules)
  const { default: own = {} } = policy
  return {
    id: name(policy['id'], '/id'),
    partners: list(policy['partners'], '/partners', readPartner),
    default: { ...POLICY_REQUIREMENTS, ...readRequirements(own, '/default') },
    algorithmExceptions: list(policy['algorithmExceptions'], '/algorithmExceptions', readException),
    rules,
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
    ...(elements !== undefined && { elements: list(elements, `${at}/elements`, readElement) }),
    ...(algorithms !== undefined && {
      algorithms: list(algorithms, `${at}/algorithms`, readDates),
    }),
  }
}

const CONDITIONS = ['senders', 'kinds', 'structures'] as const

/** What is not written is true of any message. */
function readConditions<Name extends (typeof CONDITIONS)[number]>(
  stated: JsonObject,
  at: string,
  names: readonly Name[],
): { readonly [Each in Name]?: readonly string[] } {
  const conditions = names.flatMap((each) => {
    const value = stated[each]
    return value === undefined ? [] : [[each, filledList(value, `${at}/${each}`, text)] as const]
  })
  return Object.fromEntries(conditions) as { readonly [Each in Name]?: readonly string[] }
}

function readRule(value: JsonValue, at: string): PolicyRule {
  const stated = members(value, at, ['id', ...CONDITIONS, ...REQUIREMENT_NAMES])
  const own = Object.entries(stated).filter(([each]) => REQUIREMENT_NAMES.includes(each))
  return {
    id: name(stated['id'], `${at}/id`),
    ...readConditions(stated, at, CONDITIONS),
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
  if (!ELEMENT_PATH.test(written)) throw new PolicyFault(`${at}/path`, PATH_EXPECTED)
  return { path: written, by: readParty(text(by, `${at}/by`), `${at}/by`) }
}

/** As reports write them, with prefixes or without. */
const STEP = '[^/*@.\\s[\\]][^/*@\\s[\\]]*(?:\\[[1-9][0-9]*\\])?'
const ELEMENT_PATH = new RegExp(`^/(?:${STEP}(?:/${STEP})*)?$`, 'u')
const PATH_EXPECTED =
  '/ for the whole message, or names from the root such as /A/B or /A/B[2]; no wildcards, no //'

const PARTY = /^(?:sender|receiver|anyone|agency:.+|tax-code:.+|certificate:[0-9a-f]{64})$/u

const ROLES = ['sender', 'receiver', 'anyone']
const PARTIES = [...ROLES, 'agency:CODE', 'tax-code:CODE', 'certificate:SHA256']

function readParty(written: string, at: string): SignedBy {
  if (PARTY.test(written)) return written as SignedBy
  throw new PolicyFault(at, nearTo(written, ROLES, PARTIES))
}

function readDates(value: JsonValue, at: string): AlgorithmDates {
  const stated = members(value, at, ['algorithm', 'legacyFrom', 'until'])
  const { legacyFrom, until } = stated
  const algorithm = text(stated['algorithm'], `${at}/algorithm`)
  if (!ALGORITHM_NAMES.includes(algorithm)) {
    const ids = ALGORITHMS.map(({ id }) => id)
    const near = nearTo(algorithm, ALGORITHM_NAMES, ids)
    throw new PolicyFault(`${at}/algorithm`, `an accepted JOSE alg or XML-DSig URI, or ${near}`)
  }
  if (legacyFrom === undefined && until === undefined) {
    throw new PolicyFault(at, 'an object with until or legacyFrom')
  }
  return {
    algorithm,
    ...(legacyFrom !== undefined && { legacyFrom: day(legacyFrom, `${at}/legacyFrom`) }),
    ...(until !== undefined && { until: day(until, `${at}/until`) }),
  }
}

function readException(value: JsonValue, at: string): AlgorithmException {
  const stated = members(value, at, ['algorithm', 'until', 'senders', 'kinds'])
  return {
    algorithm: oneOf(stated['algorithm'], `${at}/algorithm`, EXCEPTABLE_ALGORITHMS),
    until: day(stated['until'], `${at}/until`),
    ...readConditions(stated, at, ['senders', 'kinds']),
  }
}
