/**
 * Every way to choose among the alternatives of an object, and which fields each way allows.
 *
 * @module
 */
import type { Catalogue, JsonObject, SchemaVersion } from '../../validator/index.ts'
import { isJsonObject, member, objectMember, textMember } from '../../validator/index.ts'
import { fieldsOf, objectsOf, resolveRef, textsOf } from '../schema-view.ts'

/** A schema, and the version its local references point into. */
export interface Home {
  readonly schema: JsonObject
  readonly version: SchemaVersion
}

/** What all the schemas of one way say of the fields together. */
export interface Way {
  readonly homes: readonly Home[]
  readonly required: ReadonlySet<string>
  readonly allows: (name: string) => boolean
}

/** Of more ways no deterministic choice is tried. */
export const WAYS_MAX = 32

const REFERENCE_DEPTH_MAX = 32

/** What it extends, itself, its alternatives: the order in which the mapping writes fields. */
export function allHomes(home: Home, catalogue: Catalogue, depth = 0): readonly Home[] {
  if (depth > REFERENCE_DEPTH_MAX) return []
  const further = (homes: readonly Home[]) =>
    homes.flatMap((each) => allHomes(each, catalogue, depth + 1))
  const alternatives = [...branchesOf(home, 'anyOf'), ...branchesOf(home, 'oneOf')]
  return [...further(extendedBy(home, catalogue)), home, ...further(alternatives)]
}

/** At least one; undefined when there are more than `WAYS_MAX`. */
export function waysOf(home: Home, catalogue: Catalogue): readonly Way[] | undefined {
  const chosen = choose(home, catalogue, 0)
  if (chosen === undefined) return undefined
  const ways = chosen.map(toWay)
  const possible = ways.filter(({ required, allows }) => [...required].every(allows))
  return possible.length === 0 ? ways : possible
}

interface Chosen {
  readonly homes: readonly Home[]
  /** Of each closed alternative, the only names that it leaves. */
  readonly closures: readonly ReadonlySet<string>[]
}

function choose(home: Home, catalogue: Catalogue, depth: number): readonly Chosen[] | undefined {
  if (depth > REFERENCE_DEPTH_MAX) return undefined
  const groups = [
    ...extendedBy(home, catalogue).map((each) => choose(each, catalogue, depth + 1)),
    [{ homes: [home], closures: [] }],
    ...['anyOf', 'oneOf'].map((keyword) => chooseOne(home, keyword, catalogue, depth)),
  ]
  let ways: readonly Chosen[] = [{ homes: [], closures: [] }]
  for (const group of groups) {
    if (group === undefined || ways.length * group.length > WAYS_MAX) return undefined
    ways = ways.flatMap((way) => group.map((each) => join(way, each)))
  }
  return ways
}

function chooseOne(
  home: Home,
  keyword: string,
  catalogue: Catalogue,
  depth: number,
): readonly Chosen[] | undefined {
  const branches = branchesOf(home, keyword).map((each) => choose(each, catalogue, depth + 1))
  if (branches.length === 0) return [{ homes: [], closures: [] }]
  if (branches.includes(undefined)) return undefined
  return branches.flatMap((chosen = []) => chosen.map(withClosure))
}

function join(one: Chosen, other: Chosen): Chosen {
  return {
    homes: [...one.homes, ...other.homes],
    closures: [...one.closures, ...other.closures],
  }
}

/** An alternative that is closed itself leaves no field but its own. */
function withClosure({ homes, closures }: Chosen): Chosen {
  const isClosed = homes.some(({ schema }) => member(schema, 'additionalProperties') === false)
  const names = homes.flatMap(({ schema }) => fieldsOf(schema).map(({ name }) => name))
  return { homes, closures: isClosed ? [...closures, new Set(names)] : closures }
}

function toWay({ homes, closures }: Chosen): Way {
  const declared = new Set<string>()
  const refused = new Set<string>()
  for (const { schema } of homes) {
    for (const [name, field] of Object.entries(objectMember(schema, 'properties') ?? {})) {
      if (isJsonObject(field)) declared.add(name)
      if (field === false) refused.add(name)
    }
  }
  return {
    homes,
    required: new Set(homes.flatMap(({ schema }) => textsOf(schema, 'required'))),
    allows: (name) =>
      declared.has(name) && !refused.has(name) && closures.every((names) => names.has(name)),
  }
}

function extendedBy(home: Home, catalogue: Catalogue): readonly Home[] {
  const ref = textMember(home.schema, '$ref')
  return [
    ...(ref === undefined ? [] : follow(ref, home.version, catalogue)),
    ...branchesOf(home, 'allOf'),
  ]
}

function branchesOf({ schema, version }: Home, keyword: string): readonly Home[] {
  return objectsOf(schema, keyword).map((each) => ({ schema: each, version }))
}

const DEFINITION = '/$defs/'

function follow(ref: string, own: SchemaVersion, catalogue: Catalogue): readonly Home[] {
  const [id = '', fragment = ''] = ref.split('#')
  const version = id === '' ? own : resolveRef(id, catalogue)
  if (fragment === '') return [{ schema: version.document, version }]
  if (!fragment.startsWith(DEFINITION)) return []
  const definitions = objectMember(version.document, '$defs') ?? {}
  const schema = objectMember(definitions, fragment.slice(DEFINITION.length))
  return schema === undefined ? [] : [{ schema, version }]
}
