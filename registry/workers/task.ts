/**
 * What the service and its workers say to each other.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import type {
  CatalogueEntry,
  ProblemKind,
  ValidateRequest,
  Verdict,
  VerifyRequest,
} from '../../validator/index.ts'
import type { ConversionAnswer, ConversionQuestion } from '../conversion-answer.ts'
import type { Turn } from './turn.ts'

/**
 * Given to each worker when it starts, whenever that is: what the service read once is given
 * as it was read, and the folder of trust is watched by each.
 */
export interface WorkerSetup {
  readonly entries: readonly CatalogueEntry[]
  readonly base: string
  readonly trustFolder?: string
  readonly decryptionKeys?: readonly KeyObject[]
}

/** What is asked of a thread. */
export type JudgingQuestion = {
  readonly document: Uint8Array
  /** True when whoever asks needs its bytes no longer. */
  readonly isHandedOver?: boolean | undefined
} & (
  | { readonly kind: 'validate'; readonly request: ValidateRequest }
  | { readonly kind: 'verify'; readonly request: VerifyRequest }
  | { readonly kind: 'convert'; readonly request: ConversionQuestion }
)

export type JudgingTask = JudgingQuestion & {
  /** RFC 3339: the instant to judge at. */
  readonly at: string
  /** The text of the policy in force at that instant, so that all threads go by the same. */
  readonly policy?: string
  readonly turn: Turn
}

/** A Problem is told as data: classes do not cross either. */
export type JudgingResult =
  | { readonly verdict: Verdict }
  | { readonly conversion: ConversionAnswer }
  | { readonly problem: ToldProblem }
  | { readonly isGivenUp: true }

export interface ToldProblem {
  readonly kind: ProblemKind
  readonly detail: string
  readonly extensions: Readonly<Record<string, unknown>>
}
