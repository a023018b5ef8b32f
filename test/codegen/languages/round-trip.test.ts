/**
 * The compilers of other languages take the types of the whole catalogue, and the types lose
 * nothing: what is read by them is written back the same.
 */
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LanguageName } from '../../../codegen/index.ts'
import { emitLanguage, writeFiles } from '../../../codegen/index.ts'
import { closureOf } from '../../../codegen/references.ts'
import { typeNames } from '../../../codegen/type-names.ts'
import {
  CATALOGUE_FOLDER,
  readCatalogueFolder,
  readVersionExamples,
} from '../../../sources/index.ts'
import type { JsonObject } from '../../../validator/index.ts'
import { createCatalogue, parseSchemaRef } from '../../../validator/index.ts'
import { isExchanged } from '../../instances/valid-instance.ts'
import { HOSTILE, HOSTILE_DOCUMENT } from './hostile.ts'

interface Case {
  readonly file: string
  readonly name: string
  readonly value: JsonObject
}

const hostile = { ref: parseSchemaRef('vi-du/hostile@1.0.0'), document: HOSTILE }
const catalogue = createCatalogue([...(await readCatalogueFolder()), hostile])
const versions = catalogue.versions.filter(isExchanged)
const names = typeNames(closureOf(versions, catalogue))
const cases: Case[] = []
const folders: string[] = []

beforeAll(async () => {
  for (const version of versions) {
    if (version.document['type'] !== 'object') continue
    const name = names.get(version.id) ?? ''
    const { examples } = await readVersionExamples(CATALOGUE_FOLDER, version.ref)
    for (const { kind, file, bytes } of examples) {
      if (kind !== 'valid' || !file.endsWith('.json')) continue
      const { $schema: _, ...value } = JSON.parse(new TextDecoder().decode(bytes)) as JsonObject
      cases.push({ file: `${version.id} ${file}`, name, value })
    }
  }
  expect(cases.length).toBeGreaterThan(60)
  cases.push({ file: 'hostile', name: 'Hostile', value: HOSTILE_DOCUMENT })
})

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A folder with the types, the documents and the program that sends them through. */
async function lay(language: LanguageName, program: string, types = '.'): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'chuan-language-'))
  folders.push(folder)
  mkdirSync(join(folder, types), { recursive: true })
  await writeFiles(await emitLanguage(language, versions, catalogue), join(folder, types))
  copyFileSync(join(import.meta.dirname, 'round-trip', program), join(folder, program))
  const texts = cases.map(({ name, value }) => ({ name, text: JSON.stringify(value) }))
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(texts))
  return folder
}

function run(folder: string, command: string, ...args: readonly string[]): void {
  const env = { ...process.env, GOFLAGS: '-mod=mod', GOCACHE: join(folder, 'cache') }
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env,
  })
  expect([status, status === 0 ? '' : `${stdout}${stderr}`.slice(0, 2_000)]).toEqual([0, ''])
}

function expectTheSame(folder: string): void {
  const written = JSON.parse(readFileSync(join(folder, 'written.json'), 'utf8')) as string[]
  expect(written.length).toBe(cases.length)
  written.forEach((text, index) => {
    const { file, value } = cases[index] ?? {}
    expect([file, JSON.parse(text)]).toEqual([file, value])
  })
}

function has(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0
}

const LIMITS = { timeout: 180_000 }

test.skipIf(!has('python3', '--version'))('Python (needs python3)', LIMITS, async () => {
  const folder = await lay('python', 'round_trip.py')
  run(folder, 'python3', '-W', 'error', 'round_trip.py')
  expectTheSame(folder)
})

const JARS = ['databind', 'core', 'annotations'].map(
  (name) => `/usr/share/java/jackson-${name}.jar`,
)
const hasJackson = JARS.every((jar) => existsSync(jar))

test.skipIf(!has('javac', '-version') || !hasJackson)(
  'Java with Jackson (needs javac and libjackson2-databind-java)',
  LIMITS,
  async () => {
    const folder = await lay('java', 'RoundTrip.java', 'chuan')
    const sources = readdirSync(join(folder, 'chuan')).map((file) => join('chuan', file))
    const path = ['.', ...JARS].join(':')
    run(folder, 'javac', '-encoding', 'UTF-8', '-cp', path, 'RoundTrip.java', ...sources)
    run(folder, 'java', '-cp', path, 'RoundTrip')
    expectTheSame(folder)
  },
)

test.skipIf(!has('go', 'version'))('Go (needs go)', LIMITS, async () => {
  const folder = await lay('go', 'main.go', 'chuan')
  const used = [...new Set(cases.map(({ name }) => name))]
  const rows = used.map((name) => `\t"${name}": func() any { return new(chuan.${name}) },\n`)
  const registry = `var newValue = map[string]func() any{\n${rows.join('')}}\n`
  writeFileSync(join(folder, 'types.go'), `package main\n\nimport "chuan/chuan"\n\n${registry}`)
  writeFileSync(join(folder, 'go.mod'), 'module chuan\n\ngo 1.18\n')
  run(folder, 'go', 'vet', './...')
  run(folder, 'go', 'run', '.')
  expectTheSame(folder)
})

test.skipIf(!has('gofmt', '-h') && !has('go', 'version'))(
  'Go is laid out as gofmt does',
  async () => {
    const folder = await lay('go', 'main.go', 'chuan')
    const { stdout } = spawnSync('gofmt', ['-l', 'chuan'], { cwd: folder, encoding: 'utf8' })
    expect(stdout).toBe('')
  },
)

const NEWTONSOFT = '/usr/lib/cli/Newtonsoft.Json-5.0/Newtonsoft.Json.dll'
const hasMono = has('mcs', '--version') && has('mono', '--version') && existsSync(NEWTONSOFT)

describe('C#', () => {
  test.skipIf(!hasMono)(
    'with Json.NET (needs mono-mcs and libnewtonsoft-json-cil-dev)',
    LIMITS,
    async () => {
      const folder = await lay('csharp-newtonsoft', 'RoundTrip.cs')
      const flags = [
        '-langversion:6',
        '-warnaserror',
        '-doc:words.xml',
        '-nowarn:1591',
        '-out:RoundTrip.exe',
      ]
      run(folder, 'mcs', ...flags, `-r:${NEWTONSOFT}`, 'RoundTrip.cs', 'ChuanTypes.cs')
      copyFileSync(NEWTONSOFT, join(folder, 'Newtonsoft.Json.dll'))
      run(folder, 'mono', 'RoundTrip.exe')
      expectTheSame(folder)
    },
  )

  test('for System.Text.Json declares the same types as for Json.NET', async () => {
    const [own] = await emitLanguage('csharp', versions, catalogue)
    const [newtonsoft] = await emitLanguage('csharp-newtonsoft', versions, catalogue)
    expect(own === undefined ? '' : toNewtonsoft(own.text)).toBe(newtonsoft?.text)
  })

  test.skipIf(!has('dotnet', '--version'))(
    'for System.Text.Json compiles (needs dotnet)',
    LIMITS,
    async () => {
      const folder = await lay('csharp', 'RoundTrip.cs')
      rmSync(join(folder, 'RoundTrip.cs'))
      writeFileSync(
        join(folder, 'chuan.csproj'),
        '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0' +
          '</TargetFramework><Nullable>enable</Nullable></PropertyGroup></Project>',
      )
      run(folder, 'dotnet', 'build')
    },
  )
})

/** The words of one library for those of the other; C# 6 has no mark for a text that is absent. */
function toNewtonsoft(text: string): string {
  return text
    .replace('\n#nullable enable\n#pragma warning disable CS8618\n', '')
    .replace('using System.Text.Json.Serialization;', 'using Newtonsoft.Json;')
    .replaceAll(
      /\[JsonIgnore\(Condition = JsonIgnoreCondition.WhenWritingNull\)\]\n +\[JsonPropertyName\((.*)\)\]/gu,
      '[JsonProperty($1, NullValueHandling = NullValueHandling.Ignore)]',
    )
    .replaceAll('[JsonPropertyName(', '[JsonProperty(')
    .replaceAll(/(?<!\b(?:long|double|bool))\?(?= \w+ \{ get; set; \})/gu, '')
}
