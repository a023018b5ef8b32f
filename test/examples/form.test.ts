/** The example of a form, bundled by esbuild and by Vite, and judged by in a browser. */
import { execFile, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const home = mkdtempSync(join(tmpdir(), 'chuan-example-form-'))
const browser = join(home, 'browser')
const modules = join(process.cwd(), 'node_modules')
afterAll(() => rmSync(home, { recursive: true, force: true }))

function runNode(...args: readonly string[]): string {
  const env = { ...process.env, LANG: 'C', NODE_ENV: '' }
  const options = { cwd: browser, encoding: 'utf8', env } as const
  const { status, stderr } = spawnSync(process.execPath, args, options)
  return status === 0 ? '' : `${status} ${stderr}`
}

beforeAll(() => {
  cpSync('examples/browser', browser, { recursive: true })
  symlinkSync(modules, join(browser, 'node_modules'))
  const command = join(process.cwd(), 'dist/bin/chuan.js')
  expect(runNode(command, 'pull')).toBe('')
  expect(runNode(command, 'codegen', '--validators')).toBe('')
})

/** An import that is left would be asked of the page's server; the page allows no code of text. */
function expectOnlyWhatIsUsed(file: string): void {
  const text = readFileSync(file, 'utf8')
  expect(statSync(file).size).toBeLessThan(100_000)
  expect(text).not.toMatch(/\beval\s*\(|\bFunction\s*\(|\bimport\s*[("'`]|\bfrom\s*["'`]/u)
  expect(text).not.toContain('process.')
  // What Ajv says to authors of schemas, and a ward of a code list that the form does not use.
  expect(text).not.toContain('strict mode')
  expect(text).not.toContain('Phường')
}

describe.sequential('esbuild', () => {
  const bundle = async (entry: string, outfile: string) => {
    const options = { bundle: true, minify: true, format: 'esm', target: 'es2022' } as const
    await build({ ...options, entryPoints: [entry], outfile, logLevel: 'silent' })
    return statSync(outfile).size
  }

  test('bundles what is used, and nothing else', { timeout: 120_000 }, async () => {
    const main = join(browser, 'built/main.js')
    const size = await bundle(join(browser, 'src/main.ts'), main)
    expectOnlyWhatIsUsed(main)
    const all = join(browser, 'all.ts')
    writeFileSync(all, "export * from './src/generated/validators.js'\n")
    expect(await bundle(all, join(browser, 'built/all.js'))).toBeGreaterThan(5 * size)
  })

  test('makes what judges as the command does', async () => {
    const { problemsOf } = await import(pathToFileURL(join(browser, 'built/main.js')).href)
    expect(problemsOf('001099000001')).toEqual([])
    expect(problemsOf('0010990').length).toBeGreaterThan(0)
    expect(problemsOf(7).length).toBeGreaterThan(0)
  })
})

describe.sequential('Vite', () => {
  const built = join(browser, 'built-by-vite')
  const hasChromium = spawnSync('chromium', ['--version']).status === 0

  test('bundles what is used, and nothing else', { timeout: 120_000 }, () => {
    const vite = join(modules, 'vite/bin/vite.js')
    expect(runNode(vite, 'build', '--outDir', built, '--emptyOutDir')).toBe('')
    const scripts = readdirSync(join(built, 'assets'))
    expect(scripts).toEqual([expect.stringMatching(/\.js$/u)])
    expectOnlyWhatIsUsed(join(built, 'assets', scripts[0] ?? ''))
  })

  test.skipIf(!hasChromium)(
    'makes a page that judges in a browser that runs its own scripts only (needs chromium)',
    { timeout: 120_000 },
    async () => {
      expect(await answerOf(built, '001099000001')).toBe('Đúng')
      expect(await answerOf(built, '0010990')).toContain('[0-9]{12}')
    },
  )
})

/** Types a number and sends the form, as the person before it would. */
const TYPE = `addEventListener('load', () => {
  const [form] = document.forms
  form.elements.namedItem('id').value = location.hash.slice(1)
  form.requestSubmit()
})`

/** What the page answers under a policy by which text never becomes code. */
async function answerOf(folder: string, id: string): Promise<string> {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const typing = page.replace('</head>', '<script src="/type.js"></script></head>')
  const server = createServer(({ url = '/' }, response) => {
    response.setHeader('content-security-policy', "default-src 'none'; script-src 'self'")
    response.setHeader('content-type', url === '/' ? 'text/html' : 'text/javascript')
    if (url === '/') return response.end(typing)
    return response.end(url === '/type.js' ? TYPE : readFileSync(join(folder, url)))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const profile = `--user-data-dir=${join(home, 'profile')}`
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', profile, '--dump-dom']
  const { stdout } = await promisify(execFile)('chromium', [
    ...flags,
    `http://127.0.0.1:${port}/#${id}`,
  ]).finally(() => server.close())
  return /<output>(.*)<\/output>/u.exec(stdout)?.[1] ?? ''
}
