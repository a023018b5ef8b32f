/**
 * What the stages share during one judgement.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import type { Catalogue } from '../catalogue.ts'
import type { SchemaRef } from '../schema-ref.ts'
import type { HttpMessage } from '../signature/jades/detached-content.ts'
import type { Policy } from '../signature/policy/policy.ts'
import type { TrustStore } from '../signature/trust-store.ts'
import type { StructureChecker } from '../structure/checker.ts'
import type { KnownRecords } from '../xml/record.ts'
import type { TagNames } from '../xml/tag-names.ts'
import type { XsdLevel } from '../xml/xsd-level.ts'

export interface ValidateRequest {
  /** The version to judge by; absent: the one the document claims. */
  readonly schema?: SchemaRef
  /** YYYY-MM-DD; absent: the date the document states, else today in Vietnam. */
  readonly asOf?: string
  /** Name of the document, repeated in the verdict. */
  readonly document?: string
  /** A JWS without a payload that signs the document: RFC 7515 Appendix F. */
  readonly signature?: string
  /** True: XML is judged by the XSD of its structure as well. */
  readonly xsd?: boolean
  /** How the document came, where a signature may be of headers as well. */
  readonly http?: HttpMessage
}

/** What is asked of signatures alone. */
export type VerifyRequest = Pick<ValidateRequest, 'document' | 'signature' | 'http'>

export interface ExchangeContext {
  readonly catalogue: Catalogue
  readonly checker: StructureChecker
  readonly names: TagNames
  readonly trust: TrustStore
  readonly at: Date
  /** The day it is in Vietnam, YYYY-MM-DD. */
  readonly today: string
  readonly request: ValidateRequest
  /** Where it was asked for. */
  readonly xsd?: XsdLevel
  /** The document is a part of a collection of these. */
  readonly records?: KnownRecords
  /** True when only the signatures are asked about. */
  readonly signaturesOnly: boolean
  /** What encrypted messages are opened with. */
  readonly decryptionKeys: readonly KeyObject[]
  /** True for what was encrypted or signed: what is encrypted in it stays closed. */
  readonly isEnclosed?: boolean
  /** Where there is one, who the sender is matters even to an unsigned message. */
  readonly policy?: Policy
}
