/**
 * One module for one structure: json-schema-to-typescript behind our own normalisation.
 *
 * @module
 */
import type { JSONSchema } from 'json-schema-to-typescript'
import type { JsonObject } from '../../validator/index.ts'
import { objectMember } from '../../validator/index.ts'
import { definitionEndings } from '../definitions.ts'
import { makeReadonly } from './make-readonly.ts'
import type { Module, ModuleContext } from './module.ts'
import { normalize } from './normalize.ts'

const ENGINE = {
  bannerComment: '',
  // [T, ...T[]] up to twenty and more: a type nobody can build. The comment says how many.
  ignoreMinAndMaxItems: true,
  unreachableDefinitions: false,
  // Nothing is read: every reference is a name by now.
  $refOptions: { resolve: { file: false, http: false } },
  style: { semi: false, singleQuote: true, printWidth: 100 },
} as const

export async function structureModule(context: ModuleContext): Promise<Module> {
  const { version, name, nameOf, isReadonly } = context
  const used = new Set<string>()
  const own = objectMember(version.document, '$defs') ?? {}
  const definitions = [...definitionEndings(version.document)].map(([key, ending]) => {
    return { place: ['$defs', key], name: name + ending, schema: objectMember(own, key) ?? {} }
  })
  const local = new Map([
    ['#', name],
    ...definitions.map((one) => [`#/${one.place.join('/')}`, one.name] as const),
  ])
  const given: string[] = [...local.values()]
  const inside = {
    id: version.id,
    isItem: false,
    given,
    taken: new Set([...context.taken, ...context.imports.map((id) => nameOf(id))]),
    nameOf: (ref: string) => local.get(ref) ?? use(nameOf(ref), ref, used),
  }
  const parts: string[] = []
  for (const { schema, ...part } of [
    { name, place: [], schema: version.document },
    ...definitions,
  ]) {
    const text = await compilePart(normalize(schema, { ...inside, ...part }), part.name)
    parts.push(isReadonly ? makeReadonly(text) : text)
  }
  return { declarations: parts.join('\n'), types: given, values: [], used: [...used], shared: [] }
}

function use(name: string, ref: string, used: Set<string>): string {
  used.add(ref)
  return name
}

async function compilePart(schema: JsonObject, name: string): Promise<string> {
  // Loaded when it is needed: it brings a formatter that a page or an XSD has no use for.
  const { compile } = await import('json-schema-to-typescript')
  const text = await compile(schema as JSONSchema, name, ENGINE)
  // A line between two types, as between all that is exported.
  return text.replaceAll(/(?<=[^/\n])\n(?=\/\*\*|export )/gu, '\n\n')
}
