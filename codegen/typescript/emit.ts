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
import { CODE_VALUE_MODULE, CODE_VALUE_TEXT, codeListModule, hasLabels } from './code-list.ts'
import { indexFile } from './index-file.ts'
import type { Emitted, Module, ModuleContext } from './module.ts'
import { header, modulePath, specifier } from './module.ts'
import { structureModule } from './structure.ts'

export interface TypescriptOptions {
  /** How import specifiers end: `.js` is right for Node and for bundlers alike. */
  readonly importSuffix?: '.js' | '.ts' | ''
}

/** A folder of modules, one for each version, and an index. */
export async function emitTypescript(
  versions: readonly SchemaVersion[],
  catalogue: Catalogue,
  options: TypescriptOptions = {},
): Promise<readonly GeneratedFile[]> {
  const { importSuffix = '.js' } = options
  const selected = closureOf(versions, catalogue)
  const names = typeNames(selected)
  const emitted = await emitModules(selected, names, () => [])
  const files = emitted.map((one) => toFile(one, { names, catalogue, importSuffix }))
  const withLabels = emitted.some(({ module }) => hasLabels(module))
  const shared = withLabels ? [{ path: `${CODE_VALUE_MODULE}.ts`, text: CODE_VALUE_TEXT }] : []
  return [...files, ...shared, indexFile(emitted, withLabels, importSuffix)]
}

/** One version and all it refers to in one module that imports nothing. */
export async function emitTypescriptModule(
  version: SchemaVersion,
  catalogue: Catalogue,
): Promise<string> {
  const selected = closureOf([version], catalogue)
  const names = typeNames(selected)
  const others = selected.filter(({ id }) => id !== version.id)
  const emitted = await emitModules([version, ...others], names, (before) => [
    ...names.values(),
    ...before.flatMap(({ module }) => module.types),
  ])
  const shared = emitted.some(({ module }) => hasLabels(module)) ? [CODE_VALUE_TEXT] : []
  return header(version) + [...emitted.map(({ module }) => module.text), ...shared].join('\n')
}

/** `taken` says which names a module may not give, from the modules before it. */
async function emitModules(
  versions: readonly SchemaVersion[],
  names: ReadonlyMap<string, string>,
  taken: (before: readonly Emitted[]) => readonly string[],
): Promise<readonly Emitted[]> {
  const nameOf = (id: string) => names.get(id) ?? refuse(id)
  const emitted: Emitted[] = []
  for (const version of versions) {
    const imports = referencesOf(version.document)
    const context = { version, name: nameOf(version.id), nameOf, imports, taken: taken(emitted) }
    emitted.push({ version, path: modulePath(version), module: await emitModule(context) })
  }
  return emitted
}

interface FileContext {
  readonly names: ReadonlyMap<string, string>
  readonly catalogue: Catalogue
  readonly importSuffix: string
}

async function emitModule(context: ModuleContext): Promise<Module> {
  const { codeList } = context.version
  return codeList === undefined ? structureModule(context) : codeListModule(context, codeList)
}

function toFile({ version, path, module }: Emitted, context: FileContext): GeneratedFile {
  const imports = importLines(path, module, context)
  const gap = imports.length === 0 ? '' : '\n'
  return { path: `${path}.ts`, text: `${header(version)}${imports.join('')}${gap}${module.text}` }
}

function importLines(path: string, module: Module, context: FileContext): readonly string[] {
  const { names, catalogue, importSuffix } = context
  const line = (name: string, target: string) =>
    `import type { ${name} } from '${specifier(path, target, importSuffix)}'\n`
  const types = module.used.flatMap((id) => {
    const [name, target] = [names.get(id), catalogue.findById(id)]
    return name === undefined || target === undefined ? [] : [line(name, modulePath(target))]
  })
  return [...(hasLabels(module) ? [line('CodeValue', CODE_VALUE_MODULE)] : []), ...types.sort()]
}

function refuse(id: string): never {
  throw new Problem(problems.schemaUnusable, `${id} is referred to and not generated`)
}
