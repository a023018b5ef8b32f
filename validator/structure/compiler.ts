/**
 * Compiles schemas with Ajv, each once, with what it refers to and nothing else.
 *
 * @module
 */

import type { Options, ValidateFunction } from 'ajv/dist/2020.js'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { SchemaVersion } from '../catalogue.ts'
import { isDateTime } from '../formats/date-notation.ts'
import { isUri } from '../formats/uri.ts'
import type { JsonObject } from '../json-value.ts'
import { member, objectMember } from '../json-value.ts'
import { Problem } from '../problem.ts'
import { schemaUnusable } from '../problems.ts'
import { formatSchemaRef } from '../schema-ref.ts'
import { boundKeywords } from './bounded-keywords.ts'
import { addKeywords } from './keywords.ts'
import type { SchemaIndex } from './schema-index.ts'
import { eachObject } from './schema-index.ts'

export type Validate = ValidateFunction

export interface Compiler {
  /** Throws Problem `schema-unusable`. */
  readonly compile: (version: SchemaVersion) => Validate
  /** What stands at an absolute location in a version that is compiled already. */
  readonly findPart: (version: SchemaVersion, location: string) => Validate
}

const OPTIONS: Options = {
  strict: true,
  // An alternative may require fields that the object around it defines.
  strictRequired: false,
  // Codes circulate both as text and as integers.
  allowUnionTypes: true,
  allErrors: true,
  // Errors name the schema object that refused; their sentences are ours.
  verbose: true,
  messages: false,
  // Our keywords find what one judgement knows in `this`.
  passContext: true,
  logger: false,
}

export function createCompiler(index: SchemaIndex): Compiler {
  const whole = createLoader(index, OPTIONS)
  // A branch says no type that the schema around it has said, so alone it has none.
  const alone = createLoader(index, { ...OPTIONS, strictTypes: false })
  return {
    compile: once((version) => {
      whole.load(version)
      return found(whole.ajv.getSchema(version.id))
    }),
    findPart(version, location) {
      alone.load(version)
      return found(alone.ajv.getSchema(location))
    },
  }
}

/**
 * Compiles so that the functions can be written down; `find` takes the address of a schema.
 * Throws Problem `schema-unusable`.
 */
export function compileToSource(
  version: SchemaVersion,
  index: SchemaIndex,
): { readonly find: (location: string) => Validate } {
  const { ajv, load } = createLoader(index, {
    ...OPTIONS,
    strictTypes: false,
    code: { source: true, lines: true },
  })
  const told = <Result>(compile: () => Result): Result => {
    const outcome = attempt(compile, version)
    if (outcome instanceof Problem) throw outcome
    return outcome
  }
  told(() => load(version))
  return { find: (location) => told(() => found(ajv.getSchema(location))) }
}

interface Loader {
  readonly ajv: Ajv2020
  /** Gives Ajv a version and all it refers to; throws when a document is no schema. */
  readonly load: (version: SchemaVersion) => void
}

function createLoader(index: SchemaIndex, options: Options): Loader {
  const ajv = new Ajv2020(options)
  addFormats.default(ajv)
  ajv.addFormat('uri', isUri)
  // The usual expression takes an offset without its colon, which RFC 3339 does not.
  ajv.addFormat('date-time', isDateTime)
  addKeywords(ajv, index)
  boundKeywords(ajv)
  const loaded = new Set<string>()

  function load(version: SchemaVersion): void {
    if (loaded.has(version.id)) return
    const document = index.documentOf(version)
    assertOwnNames(document)
    if (ajv.validateSchema(document) !== true) throw new Error(whereWrong(ajv.errors ?? []))
    ajv.addSchema(document, version.id, undefined, false)
    loaded.add(version.id)
    for (const dependency of index.dependenciesOf(version)) load(dependency)
  }

  return { ajv, load }
}

/** Recognition asks for a few members only, so what strict mode wants said is not said. */
export function createRecogniserCompiler(): Pick<Compiler, 'compile'> {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    logger: false,
  })
  addFormats.default(ajv)
  return {
    compile: once(({ document }) => ajv.compile(objectMember(document, 'x-recognise') ?? {})),
  }
}

/** By place alone: Ajv is to have no messages of its own. */
function whereWrong(errors: readonly { readonly instancePath: string }[]): string {
  const places = new Set(errors.map(({ instancePath }) => instancePath || 'its root'))
  return `it is no JSON Schema 2020-12 at ${[...places].join(', ')}`
}

/** Ajv takes what every JavaScript object inherits for a member of the document. */
function assertOwnNames(document: JsonObject): void {
  eachObject(document, '', (schema) => {
    const required = member(schema, 'required')
    const names = Object.keys(objectMember(schema, 'properties') ?? {})
    for (const name of Array.isArray(required) ? [...names, ...required.map(String)] : names) {
      if (name in Object.prototype) throw new Error(`no field can be named ${name}`)
    }
  })
}

function found(validate: Validate | undefined): Validate {
  if (validate === undefined) throw new Error('Ajv does not know a schema that it was given')
  return validate
}

/** Remembers what was compiled, and what could not be. */
function once(compile: (version: SchemaVersion) => Validate): Compiler['compile'] {
  const outcomes = new Map<string, Validate | Problem>()
  return (version) => {
    const outcome = outcomes.get(version.id) ?? attempt(() => compile(version), version)
    outcomes.set(version.id, outcome)
    if (outcome instanceof Problem) throw outcome
    return outcome
  }
}

/** Ajv throws plain errors, for schemas it is not made for as for those that are wrong. */
function attempt<Result>(compile: () => Result, { ref }: SchemaVersion): Result | Problem {
  try {
    return compile()
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown
    const detail = `${formatSchemaRef(ref)} cannot be compiled: ${thrown.message}`
    return new Problem(schemaUnusable, detail, { cause: thrown })
  }
}
