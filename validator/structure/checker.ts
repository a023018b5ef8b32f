/**
 * Judges a value by a version of the catalogue: shape, codes, identifiers, rules.
 *
 * Schemas are compiled when they are first needed, or ahead of that by `warmUp`.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import type { JsonValue } from '../json-value.ts'
import { member, textMember } from '../json-value.ts'
import { Problem } from '../problem.ts'
import type { AsOfOptions } from './as-of.ts'
import { createCompiler, createRecogniserCompiler } from './compiler.ts'
import type { CheckResult } from './judge-value.ts'
import { isAccepted, judgeValue, passing } from './judge-value.ts'
import { createSchemaIndex } from './schema-index.ts'

export type { CheckResult }

export interface StructureChecker {
  /** Throws Problem `schema-unusable`. */
  readonly check: (version: SchemaVersion, value: JsonValue, options: AsOfOptions) => CheckResult
  /** For many values: the day that one is about, when there is nothing to say of it. */
  readonly passing: (
    version: SchemaVersion,
    options: AsOfOptions,
  ) => (value: JsonValue) => string | undefined
  /** The version whose `x-recognise` the value matches: the newest of its path. */
  readonly recognise: (value: JsonValue) => SchemaVersion | undefined
  /** Whether the value matches the version's `x-recognise`; undefined when it has none. */
  readonly claims: (version: SchemaVersion, value: JsonValue) => boolean | undefined
  /** Whether the part of a version that a JSON Pointer leads to accepts a value, alone. */
  readonly accepts: (
    version: SchemaVersion,
    pointer: string,
    value: JsonValue,
    options: AsOfOptions,
  ) => boolean
  /** Compiles all that a version consists of; throws Problem `schema-unusable`. */
  readonly assertUsable: (version: SchemaVersion) => void
  /** Compiles one more schema; false when there is none left. */
  readonly warmUp: () => boolean
}

export function createStructureChecker(catalogue: Catalogue): StructureChecker {
  const index = createSchemaIndex(catalogue)
  const compiler = createCompiler(index)
  const recognisers = createRecogniserCompiler()
  const candidates = newestFirst(catalogue)
  const pending = catalogue.versions.filter(isJudgedBy)[Symbol.iterator]()

  function check(version: SchemaVersion, value: JsonValue, options: AsOfOptions): CheckResult {
    const judged = {
      root: index.documentOf(version),
      validate: compiler.compile(version),
      index: () => index,
      findBranch: (location: string | undefined, branch: number) =>
        compiler.findPart(version, `${location}/${branch}`),
    }
    return judgeValue(judged, value, options)
  }

  function accepts(
    version: SchemaVersion,
    pointer: string,
    value: JsonValue,
    options: AsOfOptions,
  ): boolean {
    const validate = compiler.findPart(version, `${version.id}#${encodeURI(pointer)}`)
    return isAccepted(validate, index.documentOf(version), value, options)
  }

  function assertUsable(version: SchemaVersion): void {
    compiler.compile(version)
    if (member(version.document, 'x-recognise') !== undefined) recognisers.compile(version)
  }

  return {
    check,
    passing: (version, options) =>
      passing({ root: index.documentOf(version), validate: compiler.compile(version) }, options),
    accepts,
    assertUsable,
    claims: (version, value) =>
      member(version.document, 'x-recognise') === undefined
        ? undefined
        : recognisers.compile(version)(value),
    recognise: (value) => candidates.find((version) => recognisers.compile(version)(value)),
    warmUp() {
      const next = pending.next()
      if (next.done === true) return false
      compileAhead(() => assertUsable(next.value))
      return true
    },
  }
}

/** A schema that cannot be used is a problem of whoever asks for it, not of the start. */
function compileAhead(compile: () => unknown): void {
  try {
    compile()
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
  }
}

const JUDGED_BY = new Set(['record', 'message', 'api'])

/** Elements and code lists are compiled with what refers to them. */
function isJudgedBy({ document }: SchemaVersion): boolean {
  return JUDGED_BY.has(textMember(document, 'x-kind') ?? '')
}

/** Versions that can be recognised: by path, then newest first. */
function newestFirst(catalogue: Catalogue): readonly SchemaVersion[] {
  const recognisable = catalogue.versions.filter(
    ({ document }) => member(document, 'x-recognise') !== undefined,
  )
  const paths = [...new Set(recognisable.map(({ ref }) => ref.path))]
  return paths.flatMap((path) => recognisable.filter(({ ref }) => ref.path === path).reverse())
}
