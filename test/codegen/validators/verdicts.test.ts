/**
 * Generated validators against the service: on every example, on random instances and on
 * their broken neighbours, the verdict is the same to the letter.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { emitValidators, writeFiles } from '../../../codegen/index.ts'
import { toCamelCase, typeNames } from '../../../codegen/type-names.ts'
import {
  CATALOGUE_FOLDER,
  readStandaloneRuntime,
  readVersionExamples,
} from '../../../sources/index.ts'
import type { Catalogue, JsonValue, SchemaVersion, Verdict } from '../../../validator/index.ts'
import { createValidator, formatSchemaRef, isDatabase, toXml } from '../../../validator/index.ts'
import { brokenNeighbours } from '../../instances/broken-neighbours.ts'
import { profileCatalogue } from '../../instances/profile-catalogue.ts'
import { AS_OF, isExchanged, validInstance } from '../../instances/valid-instance.ts'
import { realCatalogue } from '../catalogues.ts'

const RUNS = Number(process.env['CHUAN_RUNS'] ?? 20)
const NEIGHBOURS_MAX = 120
const now = () => new Date(`${AS_OF}T05:00:00Z`)

type Judge = (document: Uint8Array | string, options: object) => Verdict
type Read = (document: string, options: object) => { value?: JsonValue; verdict: Verdict }
type Loaded = Readonly<Record<string, unknown>>

interface Generated {
  readonly catalogue: Catalogue
  readonly names: ReadonlyMap<string, string>
  readonly validators: Loaded
  readonly readers: Loaded
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** What is generated is run as it lies there. */
function importFile(file: string): Promise<Loaded> {
  return import(/* @vite-ignore */ pathToFileURL(file).href)
}

async function generate(catalogue: Catalogue): Promise<Generated> {
  const folder = mkdtempSync(join(tmpdir(), 'chuan-generated-'))
  folders.push(folder)
  const versions = catalogue.versions.filter((version) => !isDatabase(version))
  const runtime = await readStandaloneRuntime()
  await writeFiles(emitValidators(versions, catalogue, { runtime, emit: 'js' }), folder)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  // No package is there yet, so whatever asked for one would fail here.
  const validators = await importFile(join(folder, 'validators.js'))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(
    join(process.cwd(), 'node_modules/libxml2-wasm'),
    join(folder, 'node_modules/libxml2-wasm'),
  )
  const readers = await importFile(join(folder, 'xml-readers.js'))
  return { catalogue, names: typeNames(versions), validators, readers }
}

const real = await generate(await realCatalogue())
const profile = await generate(profileCatalogue())
const cases = [real, profile].flatMap((from) =>
  from.catalogue.versions
    .filter((version) => isExchanged(version))
    .map((version) => ({ ref: formatSchemaRef(version.ref), version, from })),
)

function found<T>(from: Loaded, name: string): T {
  const value = from[name]
  if (value === undefined) throw new Error(`${name} was not generated`)
  return value as T
}

function validatorOf({ names, validators }: Generated, version: SchemaVersion): Judge {
  return found(validators, `validate${names.get(version.id)}`)
}

describe.for(cases)('$ref', ({ version, from }) => {
  const service = createValidator({ catalogue: from.catalogue, now })
  const judge = validatorOf(from, version)

  async function compare(text: string | Uint8Array, asOf?: string): Promise<void> {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
    const dated = asOf === undefined ? {} : { asOf }
    const expected = await service.validate(bytes, { schema: version.ref, ...dated })
    expect(judge(text, { now, ...dated })).toEqual(expected)
  }

  test('gives the verdict of the service on random instances and their neighbours', async () => {
    const instances = fc.sample(validInstance(version, from.catalogue), {
      seed: 41,
      numRuns: RUNS,
    })
    for (const instance of instances) await compare(JSON.stringify(instance, null, 1), AS_OF)
    const [first = {}] = instances
    const broken = brokenNeighbours(version, first, from.catalogue)
    const step = Math.ceil(broken.length / NEIGHBOURS_MAX)
    for (const [index, { value }] of broken.entries()) {
      if (index % step === 0) await compare(JSON.stringify(value))
    }
  })

  test('writes the same XML, and reads it back to the same value', ({ skip }) => {
    if (version.codeList !== undefined) skip('a code list has no XML of its own')
    const name = from.names.get(version.id) ?? ''
    const write = found<(value: JsonValue) => string>(from.validators, `${toCamelCase(name)}ToXml`)
    const read = found<Read>(from.readers, `read${name}Xml`)
    const [instance = {}] = fc.sample(validInstance(version, from.catalogue), {
      seed: 7,
      numRuns: 1,
    })
    const xml = write(instance)
    expect(xml).toBe(toXml(instance, version, from.catalogue))
    const { value, verdict } = read(xml, { now, asOf: AS_OF })
    expect({ value, valid: verdict.valid }).toEqual({ value: instance, valid: true })
  })
})

test('gives the verdict of the service on every example, in JSON and in XML', async () => {
  const service = createValidator({ catalogue: real.catalogue, now })
  let compared = 0
  for (const { version } of cases.filter(({ from }) => from === real)) {
    const { examples } = await readVersionExamples(CATALOGUE_FOLDER, version.ref)
    for (const { file, bytes } of examples) {
      if (file.endsWith('.jws')) continue
      const expected = await service.validate(bytes, { schema: version.ref })
      if (expected.signatures.length > 0) continue
      const text = new TextDecoder().decode(bytes)
      const name = real.names.get(version.id) ?? ''
      const judged = file.endsWith('.xml')
        ? found<Read>(real.readers, `read${name}Xml`)(text, { now }).verdict
        : validatorOf(real, version)(text, { now })
      expect({ file, judged }).toEqual({ file, judged: expected })
      compared += 1
    }
  }
  expect(compared).toBeGreaterThan(150)
})

test.for([
  ['a broken text', '{"HoVaTen": '],
  ['a member twice', '{"Ho":"A","Ho":"B"}'],
  ['nothing but space', '  \n'],
  ['no object', '7'],
  ['deep nesting', `${'['.repeat(5_000)}${']'.repeat(5_000)}`],
])('reads %s as the service does', async ([, text = '']) => {
  const service = createValidator({ catalogue: real.catalogue, now })
  const [version] = real.catalogue.versionsOf('elements/person-name')
  if (version === undefined) throw new Error('There is no element of that name')
  const expected = await service.validate(new TextEncoder().encode(text), { schema: version.ref })
  expect(validatorOf(real, version)(text, { now })).toEqual(expected)
})

test('never takes a signed document for valid: it verifies no signature', async () => {
  const version = real.catalogue.versionsOf('elements/person-name').at(-1)
  if (version === undefined) throw new Error('There is no element of that name')
  const [instance = {}] = fc.sample(validInstance(version, real.catalogue), { seed: 7, numRuns: 1 })
  const xml = toXml(instance, version, real.catalogue)
  const signature = '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'
  const signed = xml.replace(/(<\/[^<>]+>\s*)$/u, `${signature}$1`)
  const read = found<Read>(real.readers, `read${real.names.get(version.id)}Xml`)
  const { verdict } = read(signed, { now })
  expect(verdict.issues.map(({ code }) => code)).toContain('signature-unverified')
  expect(verdict.valid).toBe(false)
})

test('stands on no Ajv and no eval', async () => {
  const version = real.catalogue.versions.find(({ ref }) => ref.path.endsWith('/citizen'))
  if (version === undefined) throw new Error('There is no citizen')
  const runtime = await readStandaloneRuntime()
  const files = emitValidators([version], real.catalogue, { runtime })
  for (const { path, text } of files) {
    const suspicious = /\beval\(|new Function\(|from ['"]ajv|require\(['"]/u.exec(text)?.[0]
    expect({ path, suspicious }).toEqual({ path, suspicious: undefined })
  }
})
