/**
 * A header of a request, read where it costs least.
 *
 * The server keeps Node's own request beside the standard one, whose headers
 * are only built when they are asked for: not asking is half of a fast answer.
 *
 * @module
 */
import type { Context } from 'hono'

/** `name` in lower case; several values of one name are joined as they came. */
export function requestHeader(c: Context, name: string): string | undefined {
  const { incoming } = (c.env ?? {}) as {
    readonly incoming?: { readonly headers: Readonly<Record<string, string | undefined>> }
  }
  return incoming === undefined ? c.req.header(name) : incoming.headers[name]
}
