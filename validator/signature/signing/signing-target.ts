/**
 * The one element that a detached XML signature is to be over, and its Id.
 *
 * @module
 */
import { type XmlDocument, XmlElement } from 'libxml2-wasm'
import { Problem } from '../../problem.ts'
import { documentUnsignable } from '../../problems.ts'
import { childElements } from '../../xml/positions.ts'

export interface SigningTarget {
  /** By position, so that no name or value of the document is in it. */
  readonly xpath: string
  /** The document, in which the element has an Id. */
  readonly xml: string
}

const ID_NAMES = ['Id', 'ID', 'id']
const OF_ID_NAME = ID_NAMES.map((name) => `local-name()='${name}'`).join(' or ')

/** Without `id`: the SOAP Body, or the first element of another root. */
export function findSigningTarget(
  document: XmlDocument,
  xml: string,
  id: string | undefined,
): SigningTarget {
  const target = id === undefined ? usualTarget(document.root) : findById(document, id)
  const xpath = pathOf(target)
  if (target.find(`@*[${OF_ID_NAME}]`).length > 0) return { xpath, xml }
  target.setAttr('Id', findFreeId(document))
  return { xpath, xml: document.toString({ format: false }) }
}

function usualTarget(root: XmlElement): XmlElement {
  const children = childElements(root)
  const isSoap = root.name === 'Envelope'
  const target = isSoap ? children.find(({ name }) => name === 'Body') : children[0]
  if (target === undefined) throw unsignable('There is no element to sign; name one by its Id')
  return target
}

function findById(document: XmlDocument, id: string): XmlElement {
  const owners = document.root
    .find(`//*[@*[${OF_ID_NAME}]]`)
    .filter((node) => node instanceof XmlElement)
    .filter(({ attrs }) => attrs.some(({ name, value }) => ID_NAMES.includes(name) && value === id))
  const [owner, ...others] = owners
  if (owner === undefined) throw unsignable('No element has that Id')
  if (others.length > 0) throw unsignable('Several elements have that Id')
  return owner
}

/** An Id that nothing in the document has or goes on from with a hyphen, in whatever attribute. */
export function findFreeId(document: XmlDocument): string {
  const isTaken = (id: string) =>
    document.root.find(`//@*[.='${id}' or starts-with(.,'${id}-')]`).length > 0
  let number = 0
  while (isTaken(`_${number}`)) number += 1
  return `_${number}`
}

function pathOf(element: XmlElement): string {
  const { parent } = element
  if (parent === null) return '/*'
  const place = childElements(parent).findIndex((each) => each.isSameNode(element))
  return `${pathOf(parent)}/*[${place + 1}]`
}

function unsignable(detail: string): Problem {
  return new Problem(documentUnsignable, detail)
}
