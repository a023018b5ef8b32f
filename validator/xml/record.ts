/**
 * Finds in a message what a structure of the catalogue describes.
 *
 * @module
 */
import type { XmlDocument, XmlElement } from 'libxml2-wasm'
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import { isDatabase } from '../database.ts'
import type { Place } from './positions.ts'
import { childElements, childPlaces, placeOf } from './positions.ts'
import { recordNamespace, rootElementName } from './root-name.ts'
import type { ElementName } from './tag-names.ts'

export interface FoundRecord {
  readonly place: Place
  /** The versions this element may claim, newest first. */
  readonly versions: readonly SchemaVersion[]
}

export interface FoundRecords {
  readonly records: readonly FoundRecord[]
  /** What stands beside the records and is of no structure of the catalogue. */
  readonly strangers: readonly Place[]
}

/** SOAP 1.1 and SOAP 1.2. */
const SOAP_NAMESPACES = new Set([
  'http://schemas.xmlsoap.org/soap/envelope/',
  'http://www.w3.org/2003/05/soap-envelope',
])

/** What a receiver processes: the one child of a SOAP Body, else the root. */
export function findContent(document: XmlDocument): XmlElement {
  return openBody(document.root)
}

/** The one child of a SOAP Envelope's or Body's content; any other element is itself. */
export function openBody(element: XmlElement): XmlElement {
  if (!SOAP_NAMESPACES.has(element.namespaceUri)) return element
  if (element.name === 'Envelope') {
    const bodies = childElements(element).filter((child) => isSoap(child, 'Body'))
    return bodies.length === 1 && bodies[0] !== undefined ? openBody(bodies[0]) : element
  }
  const children = childElements(element)
  return element.name === 'Body' && children.length === 1 ? (children[0] ?? element) : element
}

/** Records that have this name, in the namespace of a structure. */
export interface KnownRecords {
  readonly name: string
  readonly versions: readonly SchemaVersion[]
}

/** The versions that an element of this name may claim, newest first. */
export function versionsNamed(
  { name, namespaceUri }: ElementName,
  catalogue: Catalogue,
): readonly SchemaVersion[] | undefined {
  return rootsOf(catalogue).get(rootKey(namespaceUri, name))
}

/** What the children of a root are, by the first; undefined where the root is one itself. */
export function knownRecords(
  root: ElementName,
  first: ElementName,
  catalogue: Catalogue,
): KnownRecords | undefined {
  const isRoot = versionsNamed(root, catalogue) !== undefined
  if (isRoot || SOAP_NAMESPACES.has(root.namespaceUri)) return undefined
  const versions = versionsNamed(first, catalogue)
  return versions && { name: first.name, versions }
}

/**
 * The content itself where it is a record, else those of its children that are; `records` are
 * known from elsewhere in the collection.
 */
export function findRecords(
  content: XmlElement,
  catalogue: Catalogue,
  records?: KnownRecords,
): FoundRecords {
  const roots = rootsOf(catalogue)
  const place = placeOf(content)
  const own = roots.get(rootKey(content.namespaceUri, content.name))
  if (own !== undefined) return { records: [{ place, versions: own }], strangers: [] }
  const children = childPlaces(place).filter(({ element }) => !isSignature(element))
  const known = new Map<string, readonly SchemaVersion[]>()
  if (records !== undefined) known.set(records.name, records.versions)
  for (const { element } of children) {
    const versions = roots.get(rootKey(element.namespaceUri, element.name))
    if (versions !== undefined) known.set(element.name, versions)
  }
  if (known.size === 0) return { records: [], strangers: [] }
  const versionsOf = ({ element }: Place) =>
    roots.get(rootKey(element.namespaceUri, element.name)) ?? known.get(element.name)
  return {
    records: children.flatMap((each) => {
      const versions = versionsOf(each)
      return versions === undefined ? [] : [{ place: each, versions }]
    }),
    strangers: children.filter((each) => versionsOf(each) === undefined),
  }
}

/** Of each part its records; a part without any is a stranger beside one that has some. */
export function findRecordsOf(
  contents: readonly XmlElement[],
  catalogue: Catalogue,
  records?: KnownRecords,
): FoundRecords {
  const found = contents.map((content) => ({
    content,
    ...findRecords(content, catalogue, records),
  }))
  const all = found.flatMap((each) => each.records)
  const hasAny = all.length > 0
  return {
    records: all,
    strangers: found.flatMap(({ content, records: own, strangers }) =>
      own.length === 0 && hasAny ? [placeOf(content)] : strangers,
    ),
  }
}

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'

/** What is named so may be opened or judged before any record is looked for. */
export function isOfEnvelope({ namespaceUri }: Pick<ElementName, 'namespaceUri'>): boolean {
  return namespaceUri === DSIG || SOAP_NAMESPACES.has(namespaceUri)
}

/** Signatures are judged by a stage of their own, before this one. */
export function isSignature(element: XmlElement): boolean {
  return element.name === 'Signature' && element.namespaceUri === DSIG
}

const rootsByCatalogue = new WeakMap<Catalogue, ReadonlyMap<string, readonly SchemaVersion[]>>()

function rootsOf(catalogue: Catalogue): ReadonlyMap<string, readonly SchemaVersion[]> {
  const known = rootsByCatalogue.get(catalogue)
  if (known !== undefined) return known
  const roots = new Map<string, SchemaVersion[]>()
  for (const version of catalogue.versions.filter((each) => !isDatabase(each))) {
    const key = rootKey(recordNamespace(version, catalogue.base), rootElementName(version))
    roots.set(key, [version, ...(roots.get(key) ?? [])])
  }
  rootsByCatalogue.set(catalogue, roots)
  return roots
}

function rootKey(namespace: string, name: string): string {
  return `${name} ${namespace}`
}

function isSoap(element: XmlElement, name: string): boolean {
  return SOAP_NAMESPACES.has(element.namespaceUri) && element.name === name
}
