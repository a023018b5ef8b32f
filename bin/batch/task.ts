/**
 * What the command and its threads say to each other.
 *
 * @module
 */
import type {
  Catalogue,
  CatalogueEntry,
  CollectionPart,
  ElementsJudged,
  ProblemKind,
  RecordPiece,
  RecordsJudged,
  Share,
  ValidateRequest,
  Verdict,
} from '../../validator/index.ts'
import type { RecordsIn, SharedFile } from './shared-file.ts'

/** How a validator is made, in this thread or another. */
export interface JudgeSetup {
  readonly entries: readonly CatalogueEntry[]
  readonly base: string
  readonly trustFolder?: string
  readonly policyFile?: string
  readonly decryptionKeyFile?: string
  readonly decryptionKeyPassword?: string
}

/** Some records of a file. */
export interface Piece extends RecordPiece {
  readonly input: RecordsIn
}

export type JudgeTask = {
  readonly request: ValidateRequest
  /** RFC 3339: the instant to judge at. */
  readonly at: string
} & (
  | { readonly kind: 'records'; readonly piece: Piece }
  | { readonly kind: 'share'; readonly shared: SharedFile; readonly thread: number }
  | { readonly kind: 'document'; readonly document: Uint8Array }
  | { readonly kind: 'part'; readonly part: CollectionPart }
)

/** A Problem is told as data: classes do not cross between threads. */
export type JudgeResult =
  | { readonly records: RecordsJudged }
  | { readonly share: Share }
  | { readonly verdict: Verdict }
  | { readonly elements: ElementsJudged }
  | {
      readonly problem: {
        readonly kind: ProblemKind
        readonly detail: string
        readonly extensions: Readonly<Record<string, unknown>>
      }
    }

/** What the catalogue was made from, near enough: it is stamped already. */
export function entriesOf(catalogue: Catalogue): readonly CatalogueEntry[] {
  return catalogue.versions.map(({ ref, document, codeList }) => ({
    ref,
    document,
    ...(codeList && { values: codeList.values }),
  }))
}
