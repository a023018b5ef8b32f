/**
 * Puts the app on a TCP port; the only file that knows the server.
 *
 * @module
 */
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { Problem } from '../validator/index.ts'
import { addressInUse } from './problems.ts'

export interface Listening {
  readonly port: number
  /** Lets requests in flight finish, then closes what is left. */
  readonly close: () => Promise<void>
}

/** A client that sends slowly holds a connection no longer than this. */
const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 30_000
const CONNECTIONS_CHECK_MS = 5_000
const CLOSE_GRACE_MS = 5_000

/** Throws Problem `address-in-use`. */
export function listen(app: Hono, host: string, port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: app.fetch,
        hostname: host,
        port,
        serverOptions: {
          headersTimeout: HEADERS_TIMEOUT_MS,
          requestTimeout: REQUEST_TIMEOUT_MS,
          connectionsCheckingInterval: CONNECTIONS_CHECK_MS,
        },
      },
      (address) => resolve({ port: address.port, close: () => close(server as Server) }),
    )
    server.on('error', (thrown: NodeJS.ErrnoException) => reject(toProblem(thrown, host, port)))
  })
}

function toProblem(thrown: NodeJS.ErrnoException, host: string, port: number): unknown {
  const reason = REASONS[thrown.code ?? '']
  if (reason === undefined) return thrown
  return new Problem(addressInUse, `${host}:${port} ${reason}; set CHUAN_HOST or CHUAN_PORT`, {
    cause: thrown,
  })
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another process',
  EADDRNOTAVAIL: 'is no address of this machine',
  EACCES: 'may not be used by this user',
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })
}
