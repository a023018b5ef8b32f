/**
 * What the routes need of the world, wired in one place and given to tests.
 *
 * @module
 */
import type { Catalogue, DocumentDigest, Verdict } from '../validator/index.ts'
import type { Agency } from './config.ts'
import type { Judge } from './judge.ts'
import type { Library } from './library.ts'
import type { Releases } from './releases.ts'
import type { Store } from './store/store.ts'

export interface AppDeps {
  readonly store: Store
  readonly library: Library
  readonly catalogue: Catalogue
  readonly judge: Judge
  readonly bodyBytesMax: number
  /** Signs a verdict as a receipt; absent: the service gives none. */
  readonly makeReceipt?: (document: DocumentDigest, verdict: Verdict) => Promise<string>
  /** Signed releases; absent: the service has none. */
  readonly releases?: Releases
  /** Whose messages the service sends; absent: it sends none. */
  readonly agency?: Agency
  /** A new number for each request, as in `urn:uuid:…`. */
  readonly requestId: () => string
  /** Told of everything that should not have happened; the client is told nothing. */
  readonly logDefect: (thrown: unknown, requestId: string) => void
  /** Told of each request: no query, no body, no header. */
  readonly logRequest: (line: RequestLine) => void
}

export interface RequestLine {
  readonly requestId: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly ms: number
}
