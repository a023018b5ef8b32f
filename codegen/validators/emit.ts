/**
 * Stand-alone validators for some versions and all they lean on: one module each beside the
 * module of its types, readers of XML, an index, and the runtime they share.
 *
 * Nothing of them needs Ajv, `eval` or this package at run time.
 *
 * @module
 */
import type { Catalogue, SchemaVersion, StandaloneCode } from '../../validator/index.ts'
import { emitStandalone } from '../../validator/index.ts'
import { closureOf } from '../references.ts'
import { typeNames } from '../type-names.ts'
import { modulePath } from '../typescript/module.ts'
import type { GeneratedFile } from '../write.ts'
import type { Dialect } from './dialect.ts'
import { DIALECTS } from './dialect.ts'
import { validatorIndex } from './index-file.ts'
import { runtimeFiles } from './runtime-files.ts'
import { validatorModule } from './validator-module.ts'
import { xmlModule } from './xml-module.ts'

/** The runtime as it was built with this package. */
export interface StandaloneRuntime {
  readonly runtime: string
  readonly xml: string
  readonly shared: string
  /** Declarations of the verdict. */
  readonly verdict: string
}

export interface ValidatorOptions {
  readonly runtime: StandaloneRuntime
  /** `ts` modules, or `js` with declarations beside them. */
  readonly emit?: 'ts' | 'js'
}

/** What every module of this kind is made from. */
export interface ValidatorContext {
  readonly version: SchemaVersion
  readonly code: StandaloneCode
  readonly catalogue: Catalogue
  readonly path: string
  /** The type of an instance; absent where only other validators need the module. */
  readonly name?: string
  readonly dialect: Dialect
}

export function emitValidators(
  versions: readonly SchemaVersion[],
  catalogue: Catalogue,
  { runtime, emit = 'ts' }: ValidatorOptions,
): readonly GeneratedFile[] {
  const dialect = DIALECTS[emit]
  const typed = closureOf(versions, catalogue)
  const names = typeNames(typed)
  const contexts = reachable(typed, catalogue).map(([version, code]) => {
    const name = names.get(version.id)
    const path = modulePath(version)
    return { version, code, catalogue, path, dialect, ...(name === undefined ? {} : { name }) }
  })
  return [
    ...contexts.flatMap(validatorModule),
    ...contexts.flatMap(xmlModule),
    ...validatorIndex(contexts, dialect),
    ...runtimeFiles(runtime, dialect),
  ]
}

/** Beyond what types refer to, the code lists that codes are looked up in. */
function reachable(
  versions: readonly SchemaVersion[],
  catalogue: Catalogue,
): readonly (readonly [SchemaVersion, StandaloneCode])[] {
  const codes = new Map<string, readonly [SchemaVersion, StandaloneCode]>()
  const waiting = [...versions]
  for (let version = waiting.shift(); version !== undefined; version = waiting.shift()) {
    if (codes.has(version.id)) continue
    const code = emitStandalone(version, catalogue)
    codes.set(version.id, [version, code])
    waiting.push(...code.parts)
  }
  const order = new Map(catalogue.versions.map(({ id }, at) => [id, at]))
  return [...codes.values()].sort(([a], [b]) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
}
