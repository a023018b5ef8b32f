/**
 * Asks a timestamp authority over HTTP (RFC 3161 §3.4), one that was configured.
 *
 * @module
 */
import type { AskTimestamp } from '../validator/index.ts'
import { Problem, problems } from '../validator/index.ts'
import { readBounded, reasonOf } from './fetch-json.ts'

const TIMEOUT_MS = 10_000
/** A token has some kilobytes. */
const REPLY_BYTES_MAX = 65_536

/** What it gives throws Problem `timestamp-unavailable`, with the reason. */
export function timestampAuthority(url: string): AskTimestamp {
  return async (request) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/timestamp-query',
          accept: 'application/timestamp-reply',
        },
        body: Uint8Array.from(request),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      if (!response.ok) throw unavailable(url, `it answered ${response.status}`)
      const reply = await readBounded(response, REPLY_BYTES_MAX)
      if (reply !== undefined) return reply
      throw unavailable(url, `it answers with over ${REPLY_BYTES_MAX} bytes`)
    } catch (thrown) {
      if (thrown instanceof Problem) throw thrown
      throw unavailable(url, reasonOf(thrown, TIMEOUT_MS), thrown)
    }
  }
}

function unavailable(url: string, reason: string, cause?: unknown): Problem {
  const { origin, pathname } = new URL(url)
  return new Problem(problems.timestampUnavailable, `${origin}${pathname}: ${reason}`, { cause })
}
