/**
 * Reads the members of a project file, saying what is wrong and where.
 *
 * The shape is published as `api/config` in the catalogue; what is not in it is
 * refused, so that a misspelt setting is not one that does nothing.
 *
 * @module
 */
import type { JsonValue } from '../validator/index.ts'
import { appendPointer, isFullDate, isJsonObject, Problem } from '../validator/index.ts'
import { projectMalformed } from './problems.ts'
import type {
  CodegenConfig,
  ProjectConfig,
  PullConfig,
  SchemaMapping,
  ValidateConfig,
} from './project-config.ts'
import { CODEGEN_LANGUAGES, SEVERITIES } from './project-config.ts'

/** How one member is read; what comes back has its type. */
type Read<Value> = (value: JsonValue, at: string) => Value
type Readers<Type> = { readonly [Name in keyof Type]-?: Read<NonNullable<Type[Name]>> }

/** Throws Problem `project-malformed`, whose extension `at` is a JSON Pointer. */
export function readProjectConfig(value: JsonValue): ProjectConfig {
  return readMembers(value, '', PROJECT, [])
}

const PULL: Readers<PullConfig> = { trust: text, requireSignature: flag }

const CODEGEN: Readers<CodegenConfig> = {
  out: text,
  language: (value, at) => oneOf(value, at, CODEGEN_LANGUAGES),
  structures: (value, at) => list(value, at, structure),
  readonly: flag,
}

const MAPPING: Readers<SchemaMapping> = { files: text, schema: structure }

const VALIDATE: Readers<ValidateConfig> = {
  files: (value, at) => list(value, at, text),
  mapping: (value, at) =>
    list(value, at, (row, place) => readMembers(row, place, MAPPING, ['files', 'schema'])),
  trust: text,
  policy: text,
  xsd: flag,
  baseline: text,
  severity: (value, at) => oneOf(value, at, SEVERITIES),
  asOf: day,
}

const PROJECT: Readers<ProjectConfig> = {
  $schema: text,
  registry: url,
  structures: (value, at) => list(value, at, structure),
  schemas: text,
  pull: (value, at) => readMembers(value, at, PULL, []),
  codegen: (value, at) =>
    list(value, at, (target, place) => readMembers(target, place, CODEGEN, ['out'])),
  validate: (value, at) => readMembers(value, at, VALIDATE, []),
}

function readMembers<Type extends object>(
  value: JsonValue,
  at: string,
  readers: Readers<Type>,
  required: readonly (keyof Type & string)[],
): Type {
  if (!isJsonObject(value)) throw malformed(at, 'an object')
  const lacking = required.find((name) => !Object.hasOwn(value, name))
  if (lacking !== undefined) throw malformed(at, `an object with the member ${lacking}`)
  const read = Object.entries(value).map(([name, inside]) => [
    name,
    readMember(name, inside, at, readers),
  ])
  return Object.fromEntries(read) as Type
}

function readMember<Type extends object>(
  name: string,
  value: JsonValue,
  at: string,
  readers: Readers<Type>,
): unknown {
  const place = appendPointer(at, name)
  if (!Object.hasOwn(readers, name)) {
    throw malformed(place, `one of the members ${Object.keys(readers).join(', ')}`)
  }
  return readers[name as keyof Type](value, place)
}

function list<Item>(value: JsonValue, at: string, read: Read<Item>): readonly Item[] {
  if (!Array.isArray(value)) throw malformed(at, 'a list')
  return (value as readonly JsonValue[]).map((item, index) => read(item, `${at}/${index}`))
}

function text(value: JsonValue, at: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw malformed(at, 'a text that is not empty')
}

const STRUCTURE = /^[a-z][a-z0-9-]*(?:\/[a-z][a-z0-9-]*)*(?:@(?:latest|\d+(?:\.\d+){0,2}))?$/u

function structure(value: JsonValue, at: string): string {
  const written = text(value, at)
  if (STRUCTURE.test(written)) return written
  throw malformed(at, 'path, path@2, path@2.0, path@2.0.0 or path@latest')
}

function url(value: JsonValue, at: string): string {
  const written = text(value, at)
  if (/^https?:\/\//u.test(written) && URL.canParse(written)) return written
  throw malformed(at, 'an http or https URL')
}

function day(value: JsonValue, at: string): string {
  const written = text(value, at)
  if (isFullDate(written)) return written
  throw malformed(at, 'a day, YYYY-MM-DD')
}

function flag(value: JsonValue, at: string): boolean {
  if (typeof value === 'boolean') return value
  throw malformed(at, 'true or false')
}

function oneOf<Choice extends string>(
  value: JsonValue,
  at: string,
  allowed: readonly Choice[],
): Choice {
  const found = allowed.find((choice) => choice === value)
  if (found !== undefined) return found
  throw malformed(at, `one of ${allowed.join(', ')}`)
}

function malformed(at: string, expected: string): Problem {
  const place = at === '' ? 'the project file' : at
  return new Problem(projectMalformed, `${place} is not what was expected: ${expected}`, {
    extensions: { at },
  })
}
