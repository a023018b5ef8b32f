/** Types in other languages: the compilers of those languages take them, and lose nothing. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { LanguageName } from '../../../codegen/index.ts'
import { emitLanguage, LANGUAGES, writeFiles } from '../../../codegen/index.ts'
import { closureOf } from '../../../codegen/references.ts'
import { typeNames } from '../../../codegen/type-names.ts'
import { CATALOGUE_FOLDER, readVersionExamples } from '../../../sources/index.ts'
import { isExchanged } from '../../instances/valid-instance.ts'
import { realCatalogue } from '../catalogues.ts'

const catalogue = await realCatalogue()
const versions = catalogue.versions.filter(isExchanged)
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

async function generate(language: LanguageName): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'chuan-language-'))
  folders.push(folder)
  await writeFiles(await emitLanguage(language, versions, catalogue), folder)
  return folder
}

function has(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0
}

describe.for(Object.keys(LANGUAGES) as LanguageName[])('%s', (language) => {
  test('is generated for every structure, the same to the byte each time', async () => {
    const files = await emitLanguage(language, versions, catalogue)
    expect(files.length).toBeGreaterThan(0)
    expect(await emitLanguage(language, versions, catalogue)).toEqual(files)
  })

  test('keeps the names, the order and the words of the law', async () => {
    const [citizen] = catalogue.versionsOf('national/population/citizen').slice(-1)
    if (citizen === undefined) throw new Error('There is no citizen')
    const files = await emitLanguage(language, [citizen], catalogue)
    const text = files.map((file) => file.text).join('\n')
    const places = ['"SoDinhDanh', '"GioiTinh', '"NhomMau'].map((name) => text.indexOf(name))
    expect(places.every((at) => at > 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(text).toContain('Luật Căn cước')
  })
})

test.skipIf(!has('python3', '--version'))(
  'Python reads every valid example and writes it back the same (needs python3)',
  { timeout: 120_000 },
  async () => {
    const folder = await generate('python')
    const names = typeNames(closureOf(versions, catalogue))
    const cases: { name: string; file: string; text: string }[] = []
    for (const version of versions) {
      if (version.document['type'] !== 'object') continue
      const { examples } = await readVersionExamples(CATALOGUE_FOLDER, version.ref)
      for (const { kind, file, bytes } of examples) {
        if (kind !== 'valid' || !file.endsWith('.json')) continue
        const text = new TextDecoder().decode(bytes)
        cases.push({ name: names.get(version.id) ?? '', file: `${version.id} ${file}`, text })
      }
    }
    expect(cases.length).toBeGreaterThan(60)
    writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases))
    writeFileSync(join(folder, 'judge.py'), PYTHON)
    expect(execFileSync('python3', ['judge.py'], { cwd: folder, encoding: 'utf8' })).toBe('[]\n')
  },
)

/** Prints the names of the examples that come back changed. */
const PYTHON = `import json
import chuan_types

wrong = []
for case in json.load(open('cases.json', encoding='utf-8')):
    value = json.loads(case['text'])
    value.pop('$schema', None)
    try:
        back = getattr(chuan_types, case['name']).from_dict(value).to_dict()
    except Exception as thrown:
        wrong.append([case['file'], repr(thrown)])
        continue
    if back != value:
        wrong.append([case['file'], 'changed'])
print(json.dumps(wrong))
`

const JARS = '/usr/share/java'
const hasJackson = existsSync(join(JARS, 'jackson-databind.jar'))

test.skipIf(!has('javac', '-version') || !hasJackson)(
  'Java compiles with Jackson (needs javac and jackson-databind)',
  { timeout: 180_000 },
  async () => {
    const folder = await generate('java')
    const sources = readdirSync(folder).filter((file) => file.endsWith('.java'))
    const jars = ['databind', 'core', 'annotations'].map((name) =>
      join(JARS, `jackson-${name}.jar`),
    )
    const args = ['-encoding', 'UTF-8', '-d', 'built', '-cp', jars.join(':'), ...sources]
    const { status, stderr } = spawnSync('javac', args, { cwd: folder, encoding: 'utf8' })
    expect([status, stderr.slice(0, 2_000)]).toEqual([0, ''])
  },
)

test.skipIf(!has('go', 'version'))('Go compiles (needs go)', { timeout: 180_000 }, async () => {
  const folder = await generate('go')
  writeFileSync(join(folder, 'go.mod'), 'module chuan\n\ngo 1.19\n')
  const env = { ...process.env, GOFLAGS: '-mod=mod', GOCACHE: join(folder, 'cache') }
  const { status, stderr } = spawnSync('go', ['vet', '.'], { cwd: folder, encoding: 'utf8', env })
  expect([status, stderr.slice(0, 2_000)]).toEqual([0, ''])
})

test.skipIf(!has('dotnet', '--version'))(
  'C# compiles (needs dotnet)',
  { timeout: 180_000 },
  async () => {
    const folder = await generate('csharp')
    writeFileSync(
      join(folder, 'chuan.csproj'),
      '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework>' +
        '<Nullable>enable</Nullable></PropertyGroup></Project>',
    )
    const { status, stdout } = spawnSync('dotnet', ['build'], { cwd: folder, encoding: 'utf8' })
    expect([status, status === 0 ? '' : stdout.slice(0, 2_000)]).toEqual([0, ''])
  },
)
