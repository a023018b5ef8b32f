/**
 * A module as files: its header, what it imports, its parts, in each form asked for.
 *
 * @module
 */
import type { Catalogue } from '../../validator/index.ts'
import type { GeneratedFile } from '../write.ts'
import type { Emitted, Module } from './module.ts'
import { header, modulePath, specifier } from './module.ts'
import { printParts, SHARED } from './shared-module.ts'
import type { SourceForm } from './value.ts'

export interface FileContext {
  /** Of types, by `$id`. */
  readonly names: ReadonlyMap<string, string>
  readonly catalogue: Catalogue
  readonly importSuffix: string
  readonly forms: readonly SourceForm[]
}

export function filesOf({ version, path, module }: Emitted, context: FileContext): GeneratedFile[] {
  return context.forms.map((form) => {
    const imports = [
      ...sharedImports(path, module, form, context),
      ...(form === 'js' ? [] : typeImports(path, module, context)),
    ]
    const gap = imports.length === 0 ? '' : '\n'
    const text = printParts(module, form)
    // A folder of JavaScript has a file for every structure, so that every import is found.
    const body = text === '' ? 'export {}\n' : text
    return { path: `${path}.${form}`, text: `${header(version)}${imports.join('')}${gap}${body}` }
  })
}

/** Those of the shared modules that something imports from. */
export function sharedFiles(all: readonly Emitted[], context: FileContext): GeneratedFile[] {
  return sharedOf(all).flatMap((shared) =>
    context.forms.map((form) => ({
      path: `${shared.name}.${form}`,
      text: printParts(shared, form),
    })),
  )
}

export function sharedOf(all: readonly Emitted[]): typeof SHARED {
  const uses = new Set(all.flatMap(({ module }) => module.shared.map(({ from }) => from)))
  return SHARED.filter(({ name }) => uses.has(name))
}

function sharedImports(
  path: string,
  { shared }: Module,
  form: SourceForm,
  { importSuffix }: FileContext,
): readonly string[] {
  return shared.flatMap(({ from, types, values }) => {
    const source = `from '${specifier(path, from, importSuffix)}'\n`
    return [
      ...(form === 'js' || types.length === 0
        ? []
        : [`import type { ${types.join(', ')} } ${source}`]),
      ...(form === 'd.ts' || values.length === 0
        ? []
        : [`import { ${values.join(', ')} } ${source}`]),
    ]
  })
}

function typeImports(path: string, module: Module, context: FileContext): readonly string[] {
  const { names, catalogue, importSuffix } = context
  const lines = module.used.flatMap((id) => {
    const [name, target] = [names.get(id), catalogue.findById(id)]
    if (name === undefined || target === undefined) return []
    return [`import type { ${name} } from '${specifier(path, modulePath(target), importSuffix)}'\n`]
  })
  return lines.sort()
}
