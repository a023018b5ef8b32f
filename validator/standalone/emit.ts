/**
 * Writes down the functions that Ajv compiled for one version, so that they run without Ajv.
 *
 * Ajv's own writer repeats every schema in the text and knows no function but its own. Here a
 * schema is a place in the document of its structure, what our keywords find is made again
 * from the schema that states it, and a function of another structure is that structure's.
 *
 * @module
 */
import type { AnyValidateFunction, SourceCode } from 'ajv/dist/types/index.js'
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import type { JsonObject } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'
import { compileToSource } from '../structure/compiler.ts'
import type { SchemaIndex } from '../structure/schema-index.ts'
import { createSchemaIndex } from '../structure/schema-index.ts'
import { alternativesOf } from './alternatives.ts'
import type { HeldValue } from './expressions.ts'
import { expressionOf, namePartsOf } from './expressions.ts'

export interface StandaloneCode {
  /** As the functions judge by it. */
  readonly document: JsonObject
  /** Definitions of constants, which need the parts, and of functions, which are hoisted. */
  readonly constants: readonly string[]
  readonly functions: readonly string[]
  /** Functions, and what Ajv says that each has looked at. */
  readonly evaluated: readonly (readonly [name: string, expression: string])[]
  readonly judge: string
  /** Where each branch of an alternative is, and the function that judges it. */
  readonly branches: readonly (readonly [location: string, name: string])[]
  /** What it leans on; the index is that in `partN`. */
  readonly parts: readonly SchemaVersion[]
}

export function emitStandalone(version: SchemaVersion, catalogue: Catalogue): StandaloneCode {
  const index = createSchemaIndex(catalogue)
  const document = index.documentOf(version)
  const { find } = compileToSource(version, index)
  const writer = createWriter(version, index)
  const judge = writer.write(find(version.id))
  const branches = alternativesOf(document).map((pointer) => {
    const location = `${version.id}#${encodeURI(pointer)}`
    return [location, writer.write(find(location))] as const
  })
  return { document, judge, branches, ...writer.written() }
}

type Written = Pick<StandaloneCode, 'constants' | 'functions' | 'evaluated' | 'parts'>

interface Writer {
  /** The name of the function in the text. */
  readonly write: (validate: AnyValidateFunction) => string
  readonly written: () => Written
}

/** A name in generated code, and what Ajv holds under it. */
interface ScopeName {
  readonly prefix: string
  readonly str: string
  readonly value?: HeldValue
}

function createWriter(version: SchemaVersion, index: SchemaIndex): Writer {
  const constants = new Map<string, string>()
  const functions = new Map<string, string>()
  const evaluated: (readonly [string, string])[] = []
  const names = namePartsOf(version, index)

  function write(validate: AnyValidateFunction): string {
    const source = sourceOf(validate)
    const name = String(source.validateName)
    if (functions.has(name)) return name
    functions.set(name, '')
    for (const values of Object.values(source.scopeValues)) {
      for (const each of (values ?? []) as Iterable<ScopeName>) define(each)
    }
    if (source.evaluated) evaluated.push([name, String(source.evaluated)])
    functions.set(name, source.validateCode)
    return name
  }

  function define({ prefix, str, value }: ScopeName): void {
    if (constants.has(str) || value === undefined) return
    const expression = isFunction(prefix)
      ? functionOf(prefix, str, value.ref)
      : expressionOf(prefix, value, names)
    if (expression !== undefined) constants.set(str, `const ${str} = ${pure(expression)}`)
  }

  function functionOf(prefix: string, name: string, ref: unknown): string | undefined {
    if (prefix === 'validate') return foreign(ref as AnyValidateFunction, name)
    const { validate } = ref as { readonly validate?: AnyValidateFunction }
    if (validate === undefined) throw new Error('Ajv has not compiled a schema that it calls')
    const called = String(sourceOf(validate).validateName)
    return `{ validate: ${foreign(validate, called) ?? called} }`
  }

  /** Undefined when the function is written here, under that very name. */
  function foreign(validate: AnyValidateFunction, name: string): string | undefined {
    const place = isJsonObject(validate.schema) ? index.placeOf(validate.schema) : undefined
    if (place?.pointer === '' && place.version.id !== version.id) {
      return `${names.partOf(place.version)}.judge`
    }
    if (write(validate) !== name) throw new Error('Ajv gave one function two names')
    return undefined
  }

  return {
    write,
    written: () => ({
      constants: [...constants.values()],
      functions: [...functions.values()],
      evaluated,
      parts: names.parts,
    }),
  }
}

/** A bundler leaves out a call that is marked, and no other expression that reads a member. */
function pure(expression: string): string {
  return `/* @__PURE__ */ (() => (${expression}))()`
}

function isFunction(prefix: string): boolean {
  return prefix === 'validate' || prefix === 'root' || prefix === 'wrapper'
}

function sourceOf({ source }: AnyValidateFunction): SourceCode {
  if (source === undefined) throw new Error('Ajv kept no source of a function')
  return source
}
