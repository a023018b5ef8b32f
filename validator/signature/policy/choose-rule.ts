/**
 * Which requirements of a policy hold for a message.
 *
 * A message that names several senders or kinds, or has records of several structures, is of a
 * rule only with all of them: what one asks less of must not let another's data through.
 *
 * @module
 */
import type { MessageClaims } from './claims.ts'
import type { Policy, PolicyRule, Requirements } from './policy.ts'

export interface ChosenRule {
  /** Absent: the default of the policy. */
  readonly rule?: string
  readonly requirements: Requirements
}

/** `structures` are those that the message was judged by, when it was. */
export function chooseRule(
  policy: Policy,
  claims: MessageClaims,
  structures: readonly string[],
): ChosenRule {
  const found = policy.rules.find((rule) => isFor(rule, claims, structures))
  if (found === undefined) return { requirements: policy.default }
  return { rule: found.id, requirements: { ...policy.default, ...found.requirements } }
}

function isFor(rule: PolicyRule, claims: MessageClaims, structures: readonly string[]): boolean {
  return (
    isOfSenders(rule.senders, claims) &&
    isOfKinds(rule.kinds, claims) &&
    fits(rule.structures, structures, isUnder('/'))
  )
}

export function isOfSenders(wanted: readonly string[] | undefined, claims: MessageClaims): boolean {
  return fits(wanted, claims.senders, isUnder('.'))
}

export function isOfKinds(wanted: readonly string[] | undefined, claims: MessageClaims): boolean {
  return fits(wanted, claims.kinds, (kind, each) => kind === each)
}

function fits(
  wanted: readonly string[] | undefined,
  claimed: readonly string[],
  isOf: (claim: string, each: string) => boolean,
): boolean {
  if (wanted === undefined) return true
  return claimed.length > 0 && claimed.every((claim) => wanted.some((each) => isOf(claim, each)))
}

export function isUnder(separator: string): (claim: string, each: string) => boolean {
  return (claim, each) => claim === each || claim.startsWith(each + separator)
}
