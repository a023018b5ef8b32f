/** What importing a part of the package loads, and that each subpath export is there. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }

/** The packages a fresh process has loaded after importing one file of ours. */
function packagesLoadedBy(specifier: string): readonly string[] {
  const script = `
    import { registerHooks, register } from 'node:module'
    const { port1, port2 } = new MessageChannel()
    register('data:text/javascript,' + encodeURIComponent(\`
      let port
      export async function initialize(data) { port = data.port }
      export async function load(url, context, next) { port.postMessage(url); return next(url, context) }
    \`), { data: { port: port2 }, transferList: [port2] })
    const urls = []
    port1.on('message', (url) => urls.push(url))
    await import(${JSON.stringify(specifier)})
    await new Promise((resolve) => setTimeout(resolve, 100))
    port1.close()
    const { createRequire } = await import('node:module')
    const commonJs = Object.keys(createRequire('/').cache)
    console.log(JSON.stringify([...urls, ...commonJs]))
  `.replace('registerHooks, ', '')
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  const urls = JSON.parse(printed) as readonly string[]
  const names = urls.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(url)?.[1] ?? [])
  return [...new Set(names)].sort()
}

describe('importing', () => {
  test('chuan/validator loads neither server, database nor generators', () => {
    const packages = packagesLoadedBy('chuan/validator')
    expect(packages).toContain('ajv')
    for (const stranger of ['hono', '@hono/node-server', 'libsql', 'json-schema-to-typescript']) {
      expect(packages).not.toContain(stranger)
    }
  })

  test('chuan/sources loads no server, database, generator or proxy either', () => {
    const packages = packagesLoadedBy('chuan/sources')
    for (const stranger of ['hono', 'libsql', 'json-schema-to-typescript', 'undici']) {
      expect(packages).not.toContain(stranger)
    }
  })

  test.for(Object.entries(packageJson.exports))('%s is built, with its types', ([, target]) => {
    const files = typeof target === 'string' ? [target] : Object.values(target)
    expect(files.filter((file) => !existsSync(file))).toEqual([])
  })
})
