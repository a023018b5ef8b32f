/** What must stay untouched: an address on this machine, a file, and every socket. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, vi } from 'vitest'

export interface Canary {
  /** Answers with `content`; counts who asks. */
  readonly url: () => string
  /** A file that has `content`. */
  readonly fileUrl: () => string
  readonly content: string
  readonly digest: string
  /** Fails when anybody connected to anywhere, or asked. */
  readonly assertUntouched: () => void
}

/** For one test file. `content` is what an attacker would like to have read. */
export function useCanary(content: string): Canary {
  const folder = mkdtempSync(join(tmpdir(), 'chuan-canary-'))
  const file = join(folder, 'canary.xml')
  let server: Server
  let requests = 0
  const connect = vi.spyOn(Socket.prototype, 'connect')
  beforeAll(async () => {
    writeFileSync(file, content)
    server = createServer((_request, response) => {
      requests += 1
      response.end(content)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  beforeEach(() => {
    requests = 0
    connect.mockClear()
  })
  afterAll(async () => {
    connect.mockRestore()
    rmSync(folder, { recursive: true })
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/canary`,
    fileUrl: () => pathToFileURL(file).href,
    content,
    digest: createHash('sha256').update(content).digest('base64'),
    assertUntouched: () => {
      expect({ requests, connections: connect.mock.calls.length }).toEqual({
        requests: 0,
        connections: 0,
      })
    },
  }
}
