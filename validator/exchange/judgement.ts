/**
 * What the stages of an exchange find, and how it adds up to a verdict.
 *
 * @module
 */
import { applyPolicy } from '../signature/policy/apply-policy.ts'
import type { MessageClaims } from '../signature/policy/claims.ts'
import { NO_CLAIMS } from '../signature/policy/claims.ts'
import type { Policy } from '../signature/policy/policy.ts'
import { DEFAULT_POLICY } from '../signature/policy/policy.ts'
import type {
  EncryptionUsed,
  Issue,
  PolicyUsed,
  SchemaUsed,
  SignatureReport,
  Verdict,
} from '../verdict.ts'

export interface Judgement {
  readonly format: Verdict['format']
  readonly issues: readonly Issue[]
  readonly signatures?: readonly SignatureReport[]
  readonly xsdValid?: boolean
  readonly schema?: SchemaUsed
  /** Paths of the structures of all records, where they are of several. */
  readonly structures?: readonly string[]
  readonly asOf?: string
  readonly encryption?: EncryptionUsed
  /** What the content says of itself; of a signed message, what the signed content says. */
  readonly claims?: MessageClaims
}

export interface AcceptedJudgement extends Judgement {
  readonly policy?: PolicyUsed
  /** Absent: all signatures have to have passed. */
  readonly signaturesHold?: boolean
}

/** What was found in an envelope, with what was found in its content. */
export function merge(envelope: Judgement, content: Judgement): Judgement {
  return {
    ...envelope,
    ...content,
    issues: [...envelope.issues, ...content.issues],
    signatures: [...(envelope.signatures ?? []), ...(content.signatures ?? [])],
  }
}

/** Holds a judgement against the policy; without one, against what holds of itself. */
export function accept(
  judgement: Judgement,
  policy: Policy | undefined,
  at: Date,
): AcceptedJudgement {
  const { signatures = [], issues, claims = NO_CLAIMS, schema } = judgement
  const own = schema === undefined ? [] : [schema.ref.slice(0, schema.ref.indexOf('@'))]
  const { structures = own } = judgement
  const message = { signatures, issues, claims, structures }
  const accepted = applyPolicy(message, policy ?? DEFAULT_POLICY, at)
  const { policy: used, ...found } = accepted
  return { ...judgement, ...found, ...(policy === undefined ? {} : { policy: used }) }
}
