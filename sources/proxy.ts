/**
 * Which proxy a request goes by: `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, as curl reads them.
 *
 * The `fetch` of Node 20 knows none of them. What does the work is loaded only where one is set.
 *
 * @module
 */
import { Problem } from '../validator/index.ts'
import { registryUnreachable } from './problems.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Undefined where the request goes straight. Throws Problem `registry-unreachable`. */
export function findProxy(url: URL, env: Environment): URL | undefined {
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const text = setting(env, name)
  if (text === '' || isLoopback(url) || isExempt(url, setting(env, 'NO_PROXY'))) return undefined
  const proxy = /^[a-z][a-z0-9+.-]*:\/\//iu.test(text) ? text : `http://${text}`
  if (URL.canParse(proxy) && /^https?:$/u.test(new URL(proxy).protocol)) return new URL(proxy)
  // Not repeated: it may carry a password.
  throw new Problem(registryUnreachable, `${name} is no http or https URL of a proxy`)
}

/** The small name goes before, as everywhere. */
function setting(env: Environment, name: string): string {
  return (env[name.toLowerCase()] ?? env[name] ?? '').trim()
}

/** This machine is not to be asked for by another, whatever the variables say. */
function isLoopback({ hostname }: URL): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/u.test(hostname)
}

/** A name means itself and what is below it; `*` everything; a port only that one. */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const ports = [port || (protocol === 'https:' ? '443' : '80'), undefined]
  return list
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true
      const [, name = '', at] = /^\*?\.?(.*?)(?::(\d+))?$/u.exec(bracketed(entry)) ?? []
      return ports.includes(at) && (hostname === name || hostname.endsWith(`.${name}`))
    })
}

/** Of an IPv6 address its colons are no port. */
function bracketed(entry: string): string {
  return /^[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*$/u.test(entry) ? `[${entry}]` : entry
}

interface ProxyConnection {
  readonly fetch: (url: URL, options: RequestInit) => Promise<Response>
  readonly close: () => Promise<void>
}

/** The way to a host: straight, or by a proxy that is connected to once. */
export interface Route extends ProxyConnection {
  /** What comes before a reason. */
  readonly name: () => string
}

export function startRoute(env: Environment): Route {
  const connections = new Map<string, ProxyConnection>()
  let name = ''
  return {
    async fetch(url, options) {
      const proxy = findProxy(url, env)
      name = proxy === undefined ? '' : `by the proxy ${proxy.host}: `
      if (proxy === undefined) return fetch(url, options)
      const connection = connections.get(proxy.href) ?? (await connectProxy(proxy))
      connections.set(proxy.href, connection)
      return connection.fetch(url, options)
    },
    name: () => name,
    async close() {
      for (const connection of connections.values()) await connection.close()
    },
  }
}

/** A request for http is handed to the proxy as it is, one for https goes through a tunnel. */
async function connectProxy(proxy: URL): Promise<ProxyConnection> {
  // Its own `fetch` as well: that of another version of Node does not take its connections.
  const { fetch, ProxyAgent } = await import('undici')
  const dispatcher = new ProxyAgent({ uri: proxy.href, proxyTunnel: false })
  return {
    fetch: (url, options) =>
      fetch(url, { ...(options as object), dispatcher }) as unknown as Promise<Response>,
    close: () => dispatcher.destroy(),
  }
}
