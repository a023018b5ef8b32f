/**
 * TypeScript for some versions and all they refer to: one module each, and an index.
 *
 * Select → name → module → import → index. The same catalogue always gives the same bytes.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../../validator/index.ts'
import { Problem, problems } from '../../validator/index.ts'
import { closureOf, referencesOf } from '../references.ts'
import { typeNames } from '../type-names.ts'
import type { GeneratedFile } from '../write.ts'
import { codeListModule } from './code-list.ts'
import { contextModule, hasContext } from './context-module.ts'
import type { FileContext } from './file.ts'
import { filesOf, sharedFiles } from './file.ts'
import { identifierModule, isIdentifier } from './identifier.ts'
import { indexFiles } from './index-file.ts'
import type { Emitted, Module, ModuleContext } from './module.ts'
import { header, modulePath } from './module.ts'
import { printParts, SHARED } from './shared-module.ts'
import { structureModule } from './structure.ts'

export interface TypescriptOptions {
  /** How import specifiers end: `.js` is right for Node and for bundlers alike. */
  readonly importSuffix?: '.js' | '.ts' | ''
  /** Members and lists that cannot be assigned to; default false. */
  readonly readonly?: boolean
  /** Modules of TypeScript, or of JavaScript with declarations beside them; default `ts`. */
  readonly emit?: 'ts' | 'js'
}

/** Says that the files are ECMAScript modules and can be left out where nothing is imported. */
const PACKAGE: GeneratedFile = {
  path: 'package.json',
  text: '{\n  "private": true,\n  "type": "module",\n  "sideEffects": false\n}\n',
}

/** A folder of modules, one for each version, and an index. */
export async function emitTypescript(
  versions: readonly SchemaVersion[],
  catalogue: Catalogue,
  options: TypescriptOptions = {},
): Promise<readonly GeneratedFile[]> {
  const { importSuffix = '.js', readonly: isReadonly = false, emit = 'ts' } = options
  const selected = closureOf(versions, catalogue)
  const names = typeNames(selected)
  const context: FileContext = {
    names,
    catalogue,
    importSuffix: emit === 'js' ? '.js' : importSuffix,
    forms: emit === 'js' ? ['js', 'd.ts'] : ['ts'],
  }
  const emitted = await emitModules(selected, { names, isReadonly, taken: () => [] })
  const all = [...emitted, ...emitContexts(emitted, names, catalogue)]
  const shared = sharedFiles(all, context)
  const files = all.flatMap((one) => filesOf(one, context))
  const extra = emit === 'js' ? [PACKAGE] : []
  return [...files, ...shared, ...indexFiles(all, context), ...extra]
}

/** One version and all it refers to in one module that imports nothing. */
export async function emitTypescriptModule(
  version: SchemaVersion,
  catalogue: Catalogue,
): Promise<string> {
  const selected = closureOf([version], catalogue)
  const names = typeNames(selected)
  const others = selected.filter(({ id }) => id !== version.id)
  const emitted = await emitModules([version, ...others], {
    names,
    isReadonly: false,
    taken: (before) => [...names.values(), ...before.flatMap(({ module }) => module.types)],
  })
  const uses = new Set(emitted.flatMap(({ module }) => module.shared.map(({ from }) => from)))
  const shared = SHARED.filter(({ name }) => uses.has(name))
  const parts = [...emitted.map(({ module }) => module), ...shared]
  return header(version) + parts.map((part) => printParts(part, 'ts')).join('\n')
}

interface EmitContext {
  readonly names: ReadonlyMap<string, string>
  readonly isReadonly: boolean
  /** Which names a module may not give, from the modules before it. */
  readonly taken: (before: readonly Emitted[]) => readonly string[]
}

async function emitModules(
  versions: readonly SchemaVersion[],
  { names, isReadonly, taken }: EmitContext,
): Promise<readonly Emitted[]> {
  const nameOf = (id: string) => names.get(id) ?? refuse(id)
  const emitted: Emitted[] = []
  for (const version of versions) {
    const imports = referencesOf(version.document)
    const name = nameOf(version.id)
    const context = { version, name, nameOf, imports, taken: taken(emitted), isReadonly }
    emitted.push({ version, path: modulePath(version), module: await emitModule(context) })
  }
  return emitted
}

function emitContexts(
  emitted: readonly Emitted[],
  names: ReadonlyMap<string, string>,
  catalogue: Catalogue,
): readonly Emitted[] {
  return emitted
    .filter(({ version }) => hasContext(version, catalogue))
    .map(({ version, path }) => {
      const module = contextModule(version, names.get(version.id) ?? refuse(version.id), catalogue)
      return { version, path: `${path}.context`, module }
    })
}

async function emitModule(context: ModuleContext): Promise<Module> {
  const { version } = context
  if (version.codeList !== undefined) return codeListModule(context, version.codeList)
  return isIdentifier(version) ? identifierModule(context) : structureModule(context)
}

function refuse(id: string): never {
  throw new Problem(problems.schemaUnusable, `${id} is referred to and not generated`)
}
