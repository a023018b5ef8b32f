/**
 * What the XSD of a structure refuses of a record, on the tree that is there already.
 *
 * Compiled schemas are kept, a few of them: one takes some tens of milliseconds to make and about
 * a megabyte of the memory that libxml2 cannot give back by itself.
 *
 * @module
 */
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm'
import type { Catalogue, SchemaVersion } from '../catalogue.ts'
import { isBlank, readContent } from './content.ts'
import { isFreeAttribute } from './free-attributes.ts'
import type { Place } from './positions.ts'
import { childPlaces } from './positions.ts'
import { isSignature } from './record.ts'
import type { XsdMessage } from './xsd-reason.ts'
import { readXsdMessage } from './xsd-reason.ts'

/** The text of a version's XSD; undefined where XML Schema 1.0 cannot say the structure. */
export type XsdOf = (version: SchemaVersion) => string | undefined

export interface XsdMaker {
  readonly xsdOf: (catalogue: Catalogue) => XsdOf
}

export interface XsdFault extends XsdMessage {
  readonly place: Place
}

export interface XsdLevel {
  /** Undefined when the version has no XSD. */
  readonly judge: (record: Place, version: SchemaVersion) => readonly XsdFault[] | undefined
}

/** Compiled schemas that are kept at a time. */
export const XSD_KEPT_MAX = 16

export function createXsdLevel(xsdOf: XsdOf): XsdLevel {
  // In the order of use: the first has not been used for longest.
  const kept = new Map<string, XsdValidator | undefined>()

  function compiled(version: SchemaVersion): XsdValidator | undefined {
    const isKnown = kept.has(version.id)
    const validator = isKnown ? kept.get(version.id) : compile(xsdOf(version))
    kept.delete(version.id)
    kept.set(version.id, validator)
    const [oldest = ''] = kept.keys()
    if (kept.size > XSD_KEPT_MAX) {
      kept.get(oldest)?.dispose()
      kept.delete(oldest)
    }
    return validator
  }

  return {
    judge(record, version) {
      const validator = compiled(version)
      return validator && faultsOf(record, validator)
    },
  }
}

function compile(text: string | undefined): XsdValidator | undefined {
  if (text === undefined) return undefined
  const schema = XmlDocument.fromString(text)
  try {
    return XsdValidator.fromDoc(schema)
  } finally {
    schema.dispose()
  }
}

function faultsOf(record: Place, validator: XsdValidator): readonly XsdFault[] {
  try {
    validator.validate(record.element)
    return []
  } catch (thrown) {
    if (!(thrown instanceof XmlValidateError)) throw thrown
    const find = placeFinder(record)
    return thrown.details
      .map(({ message, xpath = '' }) => ({ ...readXsdMessage(message), place: find(xpath) }))
      .filter((fault) => !isPassedOver(fault))
  }
}

/**
 * Signatures, and what they refer to by, are judged by a stage of their own. White space between
 * elements is nothing even as CDATA (XML Schema Part 1 §3.4.4), which libxml2 sees otherwise.
 */
function isPassedOver({ constraint, attribute, place }: XsdFault): boolean {
  if (constraint === 'element-unexpected') return isSignature(place.element)
  if (constraint === 'text-refused') return isBlank(readContent(place.element).text)
  if (constraint !== 'attribute-unexpected' || attribute === undefined) return false
  const [, namespace = '', name = ''] = /^(?:\{(.*)\})?(.*)$/u.exec(attribute) ?? []
  return isFreeAttribute(namespace, name)
}

/** Of libxml2's paths: `*` and `*[3]` count all siblings, `p:a[2]` those of the name. */
function placeFinder(record: Place): (path: string) => Place {
  const known = new Map<string, readonly Place[]>()
  const depth = depthOf(record)
  const childrenOf = (path: string, place: Place) => {
    const children = known.get(path) ?? childPlaces(place)
    known.set(path, children)
    return children
  }
  return (path) => {
    const steps = path.split('/').slice(depth + 2)
    let [place, at] = [record, '']
    for (const step of steps) {
      const child = childAt(step, childrenOf(at, place))
      if (child === undefined) return place
      place = child
      at = `${at}/${step}`
    }
    return place
  }
}

const STEP = /^([^[]+)(?:\[(\d+)\])?$/u

function childAt(step: string, children: readonly Place[]): Place | undefined {
  const [, name = '', number = '1'] = STEP.exec(step) ?? []
  const named =
    name === '*' ? children : children.filter(({ element }) => qualifiedName(element) === name)
  return named[Number(number) - 1]
}

function qualifiedName({ prefix, name }: Place['element']): string {
  return prefix === '' ? name : `${prefix}:${name}`
}

function depthOf({ parent }: Place): number {
  return parent === undefined ? 0 : depthOf(parent) + 1
}
