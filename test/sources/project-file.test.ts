/** The project file: found upwards, read from JSON and TypeScript, refused with its place. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defineConfig, findProject, readProjectFile } from '../../sources/index.ts'
import { fileUnreadable, projectMalformed } from '../../sources/problems.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chuan-project-'))
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const WHOLE = defineConfig({
  $schema: './node_modules/chuan/schemas/api/config/1.0.0/schema.json',
  registry: 'https://schema.example.gov.vn',
  structures: ['national/population/citizen@2', 'codelists/sex@latest', 'elements/address@1.0'],
  schemas: 'vendor/schemas',
  codegen: [{ out: 'src/generated', language: 'typescript', readonly: true }],
  validate: {
    files: ['messages/**/*.json'],
    mapping: [{ files: 'messages/citizens/*.json', schema: 'national/population/citizen@2.0.0' }],
    trust: 'trust',
    policy: 'policy.json',
    xsd: true,
    baseline: 'known.json',
    severity: 'warning',
    asOf: '2026-11-23',
  },
})

describe('a project file', () => {
  test('says all it can say in JSON', async () => {
    const file = write('whole.json', JSON.stringify(WHOLE))
    expect(await readProjectFile(file)).toEqual({ file, folder, config: WHOLE })
  })

  test('says the same in TypeScript, with the helper of chuan/config', async () => {
    const text = [
      "import { defineConfig, type ProjectConfig } from 'chuan/config'",
      `const config: ProjectConfig = ${JSON.stringify(WHOLE)}`,
      'export default defineConfig(config)',
    ]
    const file = write('whole.ts', text.join('\n'))
    expect((await readProjectFile(file)).config).toEqual(WHOLE)
  })

  test('is found from a folder below it', async () => {
    const below = join(folder, 'found', 'src', 'deep')
    mkdirSync(below, { recursive: true })
    const json = write('found/chuan.config.json', '{"schemas":"json"}')
    expect(await findProject(below)).toMatchObject({ config: { schemas: 'json' } })
    rmSync(json)
    const file = write('found/chuan.config.ts', 'export default { schemas: "ts" }')
    expect(await findProject(below)).toMatchObject({ file, config: { schemas: 'ts' } })
    expect((await readProjectFile(join(folder, 'found'))).file).toBe(file)
  })

  test('has no other beside it that would silently go unread', async () => {
    const twice = join(folder, 'twice')
    mkdirSync(twice)
    const json = write('twice/chuan.config.json', '{"schemas":"json"}')
    write('twice/chuan.config.ts', 'export default { schemas: "ts" }')
    const refused = { kind: projectMalformed, message: expect.stringContaining('keep one of them') }
    await expect(findProject(twice)).rejects.toMatchObject(refused)
    await expect(readProjectFile(twice)).rejects.toMatchObject(refused)
    expect(await readProjectFile(json)).toMatchObject({ config: { schemas: 'json' } })
  })

  test('need not be there, and then a lock alone marks the project', async () => {
    const alone = join(folder, 'alone')
    mkdirSync(alone)
    expect(await findProject(alone)).toBeUndefined()
    write('alone/chuan.lock.json', '{}')
    expect(await findProject(alone)).toEqual({ folder: alone, config: {} })
  })

  test.for([
    ['{"structurs":[]}', '/structurs', ':1:14'],
    ['{\n  "structures": ["Citizen"]\n}', '/structures/0', ':2:18'],
    ['{"structures":"codelists/sex"}', '/structures', ':1:15'],
    ['{"registry":"ftp://x"}', '/registry', ':1:13'],
    ['{"schemas":""}', '/schemas', ':1:12'],
    ['{"codegen":[{"language":"typescript"}]}', '/codegen/0', ':1:13'],
    ['{"codegen":[{"out":"x","language":"cobol"}]}', '/codegen/0/language', ':1:35'],
    ['{"codegen":[{"out":"x","readonly":"yes"}]}', '/codegen/0/readonly', ':1:35'],
    ['{"validate":{"mapping":[{"files":"*"}]}}', '/validate/mapping/0', ':1:25'],
    ['{"validate":{"asOf":"2026-02-30"}}', '/validate/asOf', ':1:21'],
    ['[]', '', ':1:1'],
  ] as const)('%s is refused, with the place', async ([text, at, position]) => {
    const file = write('wrong.json', text)
    const refused = readProjectFile(file)
    await expect(refused).rejects.toMatchObject({ kind: projectMalformed, extensions: { at } })
    await expect(refused).rejects.toThrow(`${file}${position}: `)
  })

  test.for([
    'export default { structurs: [] }',
    'export default () => 1',
    'throw new Error("no")',
    'export default {',
  ])('the program %s is refused', async (text) => {
    const refused = readProjectFile(write('wrong.ts', text))
    await expect(refused).rejects.toMatchObject({ kind: projectMalformed })
  })

  test('that is no JSON or not there is refused', async () => {
    const broken = readProjectFile(write('broken.json', '{"a":'))
    await expect(broken).rejects.toMatchObject({ kind: projectMalformed })
    const bytes = write('bytes.json', '')
    writeFileSync(bytes, Buffer.from([0x7b, 0xff]))
    await expect(readProjectFile(bytes)).rejects.toMatchObject({ kind: projectMalformed })
    const nowhere = readProjectFile(join(folder, 'nowhere.json'))
    await expect(nowhere).rejects.toMatchObject({ kind: fileUnreadable })
  })
})
