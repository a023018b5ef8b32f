/**
 * What the service and its workers say to each other.
 *
 * @module
 */
import type {
  CatalogueEntry,
  ProblemKind,
  ValidateRequest,
  Verdict,
} from '../../validator/index.ts'

/** Given to each worker when it starts. */
export interface WorkerSetup {
  readonly entries: readonly CatalogueEntry[]
  readonly base: string
  readonly trustFolder?: string
  readonly policyFile?: string
  readonly decryptionKeyFile?: string
  readonly decryptionKeyPassword?: string
}

export interface JudgingTask {
  readonly document: Uint8Array
  readonly request: ValidateRequest
  /** RFC 3339: the instant to judge at. */
  readonly at: string
}

/** A Problem is told as data: classes do not cross between threads. */
export type JudgingResult =
  | { readonly verdict: Verdict }
  | {
      readonly problem: {
        readonly kind: ProblemKind
        readonly detail: string
        readonly extensions: Readonly<Record<string, unknown>>
      }
    }
