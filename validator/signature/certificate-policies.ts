/**
 * Certificate policies along a path: RFC 5280 §6.1.3 (d) to (f) and §6.1.4 (a) to (j).
 *
 * The set of policies that hold for the path so far stands for the tree, which would
 * matter only for qualifiers. Nobody asks for a policy from outside; what a path asks of
 * itself, and policies that contradict each other, are held against it.
 *
 * @module
 */
import type { DerElement } from './asn1/der.ts'
import { membersOf } from './asn1/der.ts'
import { contentOf, oidOf } from './asn1/values.ts'
import type { Certificate } from './certificate.ts'
import { certificateParts } from './certificate-parts.ts'

const POLICIES = '2.5.29.32'
const MAPPINGS = '2.5.29.33'
const CONSTRAINTS = '2.5.29.36'
const INHIBIT_ANY = '2.5.29.54'
const ANY_POLICY = '2.5.29.32.0'

interface State {
  /** Undefined once nothing holds for the whole path. */
  policies: { readonly any: boolean; readonly names: ReadonlySet<string> } | undefined
  /** Certificates until a policy is required, mapping ends, `anyPolicy` ends. */
  explicit: number
  mapping: number
  anyPolicy: number
}

/** `path` is from the signer to the anchor. False too for extensions that cannot be read. */
export function policiesHold(path: readonly Certificate[]): boolean {
  const chain = path.slice(0, -1).reverse()
  const never = chain.length + 1
  const state: State = {
    policies: { any: true, names: new Set() },
    explicit: never,
    mapping: never,
    anyPolicy: never,
  }
  try {
    return chain.every((certificate, index) => step(certificate, index === chain.length - 1, state))
  } catch {
    // An extension that is not what it should be cannot be obeyed.
    return false
  }
}

function step(certificate: Certificate, isLast: boolean, state: State): boolean {
  const parts = certificateParts(certificate)
  const isSelfIssued = parts.issuerKey === parts.subjectKey
  const value = (oid: string) => parts.extensions.find((each) => each.oid === oid)?.value()
  const asserted = value(POLICIES)
  const hadPolicies = state.policies !== undefined
  state.policies = asserted && narrow(state, namesOf(asserted), isSelfIssued && !isLast)
  if (asserted !== undefined && hadPolicies && state.policies === undefined) return false
  if (state.explicit === 0 && state.policies === undefined) return false
  if (isLast) return closes(value(CONSTRAINTS), state)
  if (!applyMappings(value(MAPPINGS), state)) return false
  if (!isSelfIssued) countDown(state)
  limit(state, value(CONSTRAINTS), value(INHIBIT_ANY))
  return true
}

function namesOf(policies: DerElement): readonly string[] {
  return membersOf(policies).map((policy) => oidOf(membersOf(policy)[0]))
}

/** What held so far and this certificate asserts as well. */
function narrow(
  { policies, anyPolicy }: State,
  asserted: readonly string[],
  isSelfIssued: boolean,
): State['policies'] {
  if (policies === undefined) return undefined
  const any = asserted.includes(ANY_POLICY) && (anyPolicy > 0 || isSelfIssued)
  const own = asserted.filter((each) => each !== ANY_POLICY)
  const names = new Set([
    ...own.filter((each) => policies.any || policies.names.has(each)),
    ...(any ? policies.names : []),
  ])
  const isAny = any && policies.any
  return isAny || names.size > 0 ? { any: isAny, names } : undefined
}

/** RFC 5280 §6.1.4 (a), (b). */
function applyMappings(mappings: DerElement | undefined, state: State): boolean {
  if (mappings === undefined) return true
  const pairs = membersOf(mappings).map((pair) => membersOf(pair).map((name) => oidOf(name)))
  if (pairs.some((pair) => pair.includes(ANY_POLICY))) return false
  const { policies } = state
  if (policies === undefined) return true
  const mapped = new Set(pairs.map(([from = '']) => from))
  const kept = [...policies.names].filter((each) => !mapped.has(each))
  const added =
    state.mapping === 0
      ? []
      : pairs
          .filter(([from = '']) => policies.any || policies.names.has(from))
          .map(([, to = '']) => to)
  const names = new Set([...kept, ...added])
  state.policies = policies.any || names.size > 0 ? { any: policies.any, names } : undefined
  return true
}

function countDown(state: State): void {
  state.explicit = Math.max(0, state.explicit - 1)
  state.mapping = Math.max(0, state.mapping - 1)
  state.anyPolicy = Math.max(0, state.anyPolicy - 1)
}

const REQUIRE_EXPLICIT = 0x80
const INHIBIT_MAPPING = 0x81

function limit(
  state: State,
  constraints: DerElement | undefined,
  inhibitAny: DerElement | undefined,
): void {
  const fields = constraints === undefined ? [] : membersOf(constraints)
  for (const field of fields) {
    const skip = skipOf(field)
    if (field.tag === REQUIRE_EXPLICIT) state.explicit = Math.min(state.explicit, skip)
    if (field.tag === INHIBIT_MAPPING) state.mapping = Math.min(state.mapping, skip)
  }
  if (inhibitAny !== undefined) state.anyPolicy = Math.min(state.anyPolicy, skipOf(inhibitAny))
}

/** A number of certificates; more than a path may have is as good as any. */
function skipOf(field: DerElement): number {
  const bytes = contentOf(field)
  return bytes.byteLength === 1 ? (bytes[0] ?? 0) : Number.MAX_SAFE_INTEGER
}

/** RFC 5280 §6.1.5 (a), (b), (g). */
function closes(constraints: DerElement | undefined, state: State): boolean {
  const fields = constraints === undefined ? [] : membersOf(constraints)
  const isRequired = fields.some((field) => field.tag === REQUIRE_EXPLICIT && skipOf(field) === 0)
  const explicit = isRequired ? 0 : Math.max(0, state.explicit - 1)
  return explicit > 0 || state.policies !== undefined
}
