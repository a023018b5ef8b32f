/**
 * A request that cannot be carried out, as RFC 9457 means it.
 *
 * A document that was judged and found wrong is not a problem: that is a
 * `Verdict`. Anything else that is thrown is a defect.
 *
 * @module
 */

/** One kind of problem: a row of a catalogue, with a code that never changes. */
export interface ProblemKind {
  /** Kebab-case, adjective last; the last part of the RFC 9457 `type`. */
  readonly code: string
  /** HTTP status; inner layers never read it. */
  readonly status: number
  readonly title: { readonly vi: string; readonly en: string }
}

export interface ProblemOptions {
  readonly cause?: unknown
  /** RFC 9457 extension members: facts a program can act on, never a personal value. */
  readonly extensions?: Readonly<Record<string, unknown>>
}

export class Problem extends Error {
  override readonly name = 'Problem'
  readonly kind: ProblemKind
  readonly extensions: Readonly<Record<string, unknown>>

  /** `detail` is English, names our nouns, and never echoes what was sent. */
  constructor(kind: ProblemKind, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause })
    this.kind = kind
    this.extensions = options.extensions ?? {}
  }
}
