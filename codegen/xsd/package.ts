/**
 * One structure as a package of XSD 1.0 documents: its root, and a document for each structure
 * it refers to, joined by relative `xs:include`.
 *
 * The documents of the parts are of no namespace, so that each takes on that of the structure it
 * is included by (XML Schema Part 1 §4.2.1), which is where the canonical mapping puts its
 * elements; `xs:import` would leave them in a namespace of their own.
 *
 * @module
 */
import { zipSync } from 'fflate'
import type { Catalogue, SchemaVersion } from '../../validator/index.ts'
import { formatVersion, recordNamespace } from '../../validator/index.ts'
import { closureOf, referencesOf } from '../references.ts'
import { resolveRef } from '../schema-view.ts'
import { typeNames } from '../type-names.ts'
import type { GeneratedFile } from '../write.ts'
import { printDocument } from './document.ts'
import { groupNodes } from './group.ts'
import { lexicalType } from './lexical.ts'
import type { XsdNode } from './node.ts'
import { node } from './node.ts'
import type { Shared } from './types.ts'
import { contextOf, localTypes, ownType, refersToItself, rootElement } from './types.ts'

const ROOT = 'schema.xsd'
const LEXICALS = 'types/lexical.xsd'

export function emitXsdPackage(
  version: SchemaVersion,
  catalogue: Catalogue,
): readonly GeneratedFile[] {
  const closure = closureOf([version], catalogue)
  const names = typeNames(closure)
  const used = new Set<string>()
  const parts = closure
    .filter(({ id }) => id !== version.id)
    .map((part) => {
      const shared = emptyShared(catalogue, '', names)
      const context = contextOf(part, shared)
      const own = [ownType(part, context), ...localTypes(part, context)]
      const types = [...own, ...groupNodes(shared)]
      for (const lexical of shared.lexicals) used.add(lexical)
      const includes = includesOf(part, shared, catalogue, '')
      return { path: pathOf(part), text: printDocument(part, '', [...includes, ...types]) }
    })
  const root = rootDocument(version, catalogue, names, used)
  const lexicals = [...used].sort().map(lexicalType)
  const shared =
    used.size === 0 ? [] : [{ path: LEXICALS, text: printDocument(version, '', lexicals) }]
  return [root, ...parts, ...shared]
}

function rootDocument(
  version: SchemaVersion,
  catalogue: Catalogue,
  names: Shared['names'],
  used: Set<string>,
): GeneratedFile {
  const namespace = recordNamespace(version, catalogue.base)
  const shared = emptyShared(catalogue, namespace, names)
  const context = contextOf(version, shared)
  const own = refersToItself(version) ? [ownType(version, context)] : []
  const declared = [rootElement(version, context), ...own, ...localTypes(version, context)]
  for (const lexical of shared.lexicals) used.add(lexical)
  const includes = includesOf(version, shared, catalogue, 'types/')
  return {
    path: ROOT,
    text: printDocument(version, namespace, [...includes, ...declared, ...groupNodes(shared)]),
  }
}

function emptyShared(catalogue: Catalogue, namespace: string, names: Shared['names']): Shared {
  return { catalogue, namespace, lexicals: new Set(), groups: new Map(), names }
}

/** Includes come before what is declared (XML Schema Part 1 §3.15.2). */
function includesOf(
  { document }: SchemaVersion,
  { lexicals }: Shared,
  catalogue: Catalogue,
  folder: string,
): readonly XsdNode[] {
  const parts = referencesOf(document).map((ref) => pathOf(resolveRef(ref, catalogue)))
  const all = [...parts, ...(lexicals.size === 0 ? [] : [LEXICALS])]
  return [...new Set(all)].map((path) =>
    node('xs:include', { schemaLocation: folder + path.slice('types/'.length) }),
  )
}

function pathOf({ ref }: SchemaVersion): string {
  return `types/${ref.path.replaceAll('/', '.')}.${formatVersion(ref)}.xsd`
}

/** The package as one file; the same documents always give the same bytes. */
export function zipFiles(files: readonly GeneratedFile[]): Uint8Array {
  const encoder = new TextEncoder()
  const entries = files.map(({ path, text }) => [path, encoder.encode(text)] as const)
  // The first moment that the format can write: PKWARE APPNOTE 4.4.6.
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: new Date(1980, 0, 1) })
}
