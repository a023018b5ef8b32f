/**
 * What a signature must be for a message to be accepted, as data.
 *
 * A rule is for some partners, kinds of data or structures; the first that fits a
 * message decides, else the default. What a rule leaves out is as in the default.
 *
 * @module
 */

import type { AlgorithmException } from '../algorithm-exception.ts'

/** Who must have signed: a role of the message's head, or somebody named. */
export type SignedBy =
  | 'sender'
  | 'receiver'
  | 'anyone'
  | `agency:${string}`
  | `tax-code:${string}`
  | `certificate:${string}`

export interface SignedElement {
  /** Local names from the root, such as `/ThongBaoTienDo/NoiDung`; `/` is the whole message. */
  readonly path: string
  readonly by: SignedBy
}

/** Days in Vietnam, YYYY-MM-DD; at least one. */
export interface AlgorithmDates {
  /** JOSE `alg`, XML-DSig URI or a row of the table of algorithms, such as `rsa-pss-2048`. */
  readonly algorithm: string
  /** First day on which it is told that another is asked for. */
  readonly legacyFrom?: string
  /** Last day on which it is accepted. */
  readonly until?: string
}

export interface Requirements {
  readonly signature: 'required' | 'optional'
  /** `any`: one signature that passes is enough when the others are merely not believed. */
  readonly signatures: 'all' | 'any'
  /** Must the signer be the sender the message names, or only not be known as another? */
  readonly sender: 'matches' | 'not-contradicted' | 'any'
  /** `full`: nothing of the message is left out of the signatures. */
  readonly scope: 'full' | 'partial'
  readonly timestamp: 'required' | 'optional'
  /** `required`: refused while nobody says that the certificate is not revoked. */
  readonly revocation: 'required' | 'when-available'
  readonly elements: readonly SignedElement[]
  /**
   * `strict`: an end that is recommended abroad refuses like one that the law sets;
   * `told`: the report has it as a finding.
   */
  readonly recommendations: 'told' | 'strict'
  /**
   * Dates of one's own, by the first that names the algorithm: earlier ones than the law has,
   * and any instead of what is recommended. Only an exception ends later than the law.
   */
  readonly algorithms: readonly AlgorithmDates[]
  /**
   * Object identifiers of purposes (extended key usage) that belong to others, such as a web
   * server, and whose certificates may sign all the same.
   */
  readonly certificatePurposes: readonly string[]
  /** The signer's certificate must name one of these purposes; none is asked for when empty. */
  readonly requirePurposes: readonly string[]
}

export interface PolicyRule {
  readonly id: string
  /** Agency codes; `H56` is for `H56.14` as well. Absent: any sender. */
  readonly senders?: readonly string[]
  /** Codes of `codelists/exchange-kinds`. */
  readonly kinds?: readonly string[]
  /** Paths of structures, such as `exchange/dossiers`. */
  readonly structures?: readonly string[]
  readonly requirements: Partial<Requirements>
}

/** How an agency's signatures are known when its certificates do not name its code. */
export interface Partner {
  readonly agency: string
  readonly taxCodes: readonly string[]
  /** SHA-256 fingerprints, lower-case hexadecimal. */
  readonly certificates: readonly string[]
}

export interface Policy {
  readonly id: string
  readonly partners: readonly Partner[]
  readonly default: Requirements
  /** Refused algorithms that are accepted for a time. */
  readonly algorithmExceptions: readonly AlgorithmException[]
  readonly rules: readonly PolicyRule[]
}

/** What holds without a policy: what is signed must hold; what is not signed may be judged. */
export const DEFAULT_REQUIREMENTS: Requirements = {
  signature: 'optional',
  signatures: 'all',
  sender: 'not-contradicted',
  scope: 'partial',
  timestamp: 'optional',
  revocation: 'when-available',
  elements: [],
  recommendations: 'told',
  algorithms: [],
  certificatePurposes: [],
  requirePurposes: [],
}

/**
 * What a policy asks where it says nothing: as without one, but that a certificate of which it
 * is not known whether it is revoked is not believed.
 */
export const POLICY_REQUIREMENTS: Requirements = { ...DEFAULT_REQUIREMENTS, revocation: 'required' }

export const DEFAULT_POLICY: Policy = {
  id: 'default',
  partners: [],
  default: DEFAULT_REQUIREMENTS,
  algorithmExceptions: [],
  rules: [],
}
