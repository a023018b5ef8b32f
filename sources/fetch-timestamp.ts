/**
 * Asks a timestamp authority over HTTP (RFC 3161 §3.4), one that was configured, by the
 * proxy that the environment names.
 *
 * @module
 */
import type { AskTimestamp } from '../validator/index.ts'
import { Problem, problems } from '../validator/index.ts'
import { readBounded, reasonOf } from './fetch-json.ts'
import type { Environment } from './proxy.ts'
import { startRoute } from './proxy.ts'

const TIMEOUT_MS = 10_000
/** A token has some kilobytes. */
const REPLY_BYTES_MAX = 65_536

/** What it gives throws Problem `timestamp-unavailable`, with the reason. */
export function timestampAuthority(address: string, env: Environment = {}): AskTimestamp {
  const url = new URL(address)
  return async (request) => {
    const route = startRoute(env)
    const fail = (reason: string, cause?: unknown) =>
      unavailable(url, `${route.name()}${reason}`, cause)
    try {
      const response = await route.fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/timestamp-query',
          accept: 'application/timestamp-reply',
        },
        body: Uint8Array.from(request),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      if (!response.ok) throw fail(`it answered ${response.status}`)
      const reply = await readBounded(response, REPLY_BYTES_MAX)
      if (reply !== undefined) return reply
      throw fail(`it answers with over ${REPLY_BYTES_MAX} bytes`)
    } catch (thrown) {
      if (thrown instanceof Problem) throw thrown
      throw fail(reasonOf(thrown, TIMEOUT_MS), thrown)
    } finally {
      await route.close()
    }
  }
}

function unavailable({ origin, pathname }: URL, reason: string, cause?: unknown): Problem {
  return new Problem(problems.timestampUnavailable, `${origin}${pathname}: ${reason}`, { cause })
}
