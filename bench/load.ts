/**
 * Sends requests to one server on loopback and counts the answers.
 *
 * @module
 */
import { Agent, request } from 'node:http'

export interface Shot {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

const CONNECTIONS = 16

/** Answers per second over `durationMs`; throws when an answer is not 200. */
export async function measure(port: number, shot: Shot, durationMs: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const end = performance.now() + durationMs
  let answers = 0
  async function worker(): Promise<void> {
    while (performance.now() < end) {
      await send(port, shot, agent)
      answers += 1
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: CONNECTIONS }, worker))
  const seconds = (performance.now() - start) / 1_000
  agent.destroy()
  return answers / seconds
}

function send(port: number, shot: Shot, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const { method, path, headers = {}, body } = shot
    const length = body === undefined ? {} : { 'content-length': String(body.byteLength) }
    const outgoing = request(
      { host: '127.0.0.1', port, method, path, agent, headers: { ...headers, ...length } },
      (incoming) => {
        incoming.resume()
        incoming.on('end', () =>
          incoming.statusCode === 200
            ? resolve()
            : reject(new Error(`${path} answered ${incoming.statusCode}`)),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
