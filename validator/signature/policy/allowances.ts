/**
 * What verification lets pass because a policy may: for which messages is known only later.
 *
 * Who sent a message, and of what kind it is, stands in what was signed. So whatever one rule
 * allows is verified, and the rule that fits the message takes it back when it does not.
 *
 * @module
 */
import type { TrustStore } from '../trust-store.ts'
import { DEFAULT_POLICY, type Policy } from './policy.ts'

export type Allowances = Required<Pick<TrustStore, 'algorithmExceptions' | 'certificatePurposes'>>

export function allowancesOf(policy: Policy = DEFAULT_POLICY): Allowances {
  const asked = [policy.default, ...policy.rules.map(({ requirements }) => requirements)]
  return {
    algorithmExceptions: policy.algorithmExceptions,
    certificatePurposes: asked.flatMap(({ certificatePurposes = [] }) => certificatePurposes),
  }
}
