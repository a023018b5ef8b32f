/**
 * Which requirements of a policy hold for a message.
 *
 * A message that names several senders or kinds is of a rule only with all of
 * them: what one rule asks less of must not let another partner's data through.
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

/** `structure` is the path of the structure the message was judged by, when it was. */
export function chooseRule(
  policy: Policy,
  claims: MessageClaims,
  structure: string | undefined,
): ChosenRule {
  const found = policy.rules.find((rule) => isFor(rule, claims, structure))
  if (found === undefined) return { requirements: policy.default }
  return { rule: found.id, requirements: { ...policy.default, ...found.requirements } }
}

function isFor(
  { senders, kinds, structures }: PolicyRule,
  claims: MessageClaims,
  structure: string | undefined,
): boolean {
  return (
    fits(senders, claims.senders, isUnder('.')) &&
    fits(kinds, claims.kinds, (kind, each) => kind === each) &&
    fits(structures, structure === undefined ? [] : [structure], isUnder('/'))
  )
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
