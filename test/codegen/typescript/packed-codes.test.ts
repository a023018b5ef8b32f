/** Long code lists: read late, looked up as the validator does, left out where not asked for. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, describe, expect, test } from 'vitest'
import { emitTypescript, emitTypescriptModule, writeFiles } from '../../../codegen/index.ts'
import { VALUES_MAX } from '../../../codegen/typescript/code-list.ts'
import type { CodeListValue } from '../../../validator/index.ts'
import { lookUpCode } from '../../../validator/index.ts'
import { smallCatalogue, versionOf } from '../catalogues.ts'

const ODD: readonly CodeListValue[] = [
  ...['__proto__', 'constructor', 'toString', '0'].map((code) => ({ code, vi: code, en: '' })),
  { code: 'tab\there', vi: 'a\tb\nc\r\\n', en: '\\' },
  { code: `\`\${globalThis.hit = 1}\``, vi: '`+(globalThis.hit = 1)+`', en: "'\u2028</script>*/" },
  { code: 'moved', vi: 'trước', validTo: '2025-06-30' },
  { code: 'moved', vi: 'sau', validFrom: '2025-07-01', validTo: '2030-01-01' },
]
const MANY = Array.from({ length: VALUES_MAX }, (_, index): CodeListValue => {
  const code = String(index).padStart(5, '0')
  return { code, vi: `Xã số ${code}`, validFrom: '2004-06-30', validTo: '2025-06-30' }
})
const list = { title: 'Danh mục dài', 'x-kind': 'codelist', type: 'string' }
const catalogue = smallCatalogue({
  'codelists/long@1.0.0': { ...list, 'x-coverageFrom': '2000-01-01', values: [...MANY, ...ODD] },
  'codelists/short@1.0.0': { ...list, title: 'Danh mục ngắn', values: ODD },
} as never)
const version = versionOf(catalogue, 'codelists/long@1.0.0')
const folder = mkdtempSync(join(tmpdir(), 'chuan-packed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a code list of over 5,000 values', () => {
  test('is looked up as of a day as the validator does', async () => {
    await writeFiles(await emitTypescript(catalogue.versions, catalogue, { emit: 'js' }), folder)
    const generated = await import(pathToFileURL(join(folder, 'index.js')).href)
    const codes = [...ODD, ...MANY.slice(0, 50)].map(({ code }) => code)
    for (const code of [...codes, 'none', '', 'valueOf']) {
      for (const day of ['1999-12-31', '2004-06-30', '2025-06-30', '2025-07-01', '2031-01-01']) {
        const { kind, value } = generated.longAsOf(code, day)
        const found = lookUpCode(version.codeList as never, code, day)
        expect([code, day, kind]).toEqual([code, day, found.kind])
        if (found.kind !== 'in-force') continue
        const { code: _, ...meaning } = found.value
        expect(value).toEqual(meaning)
      }
    }
    expect(generated.longTable()).toBe(generated.longTable())
    expect(Object.keys(generated.longTable())).toHaveLength(MANY.length + ODD.length - 1)
    expect('hit' in globalThis).toBe(false)
  })

  test('compiles under strict options, in a folder and as one module', async () => {
    const one = await emitTypescriptModule(version, catalogue)
    const use = `import { longAsOf } from './ts/index.js'
export const kind: string = longAsOf('00001', '2025-01-01').kind
`
    await writeFiles(await emitTypescript([version], catalogue), join(folder, 'ts'))
    writeFileSync(join(folder, 'one.ts'), one)
    writeFileSync(join(folder, 'use.ts'), use)
    const compilerOptions = {
      ...{ target: 'ES2022', module: 'NodeNext', types: [], noEmit: true, strict: true },
      ...{ noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true },
      ...{ noUnusedLocals: true, noUnusedParameters: true, isolatedModules: true },
    }
    const config = { compilerOptions, files: ['one.ts', 'use.ts'] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const tsc = join(process.cwd(), 'node_modules/.bin/tsc')
    execFileSync(process.execPath, [tsc, '--project', folder], { stdio: 'pipe' })
  })

  test('is left out of a bundle that does not ask for it', async () => {
    const sizeOf = async (name: string) => {
      const { outputFiles } = await build({
        stdin: { contents: `export { ${name} } from './index.js'`, resolveDir: folder },
        ...{ bundle: true, minify: true, write: false, format: 'esm' },
      })
      return outputFiles[0]?.contents.length ?? 0
    }
    expect(await sizeOf('shortAsOf')).toBeLessThan(2_500)
    expect(await sizeOf('longAsOf')).toBeGreaterThan(VALUES_MAX * 30)
  })
})
