/**
 * An element as a document of its own, with the namespaces it inherits.
 *
 * Canonical XML of the two is the same but for xml:* attributes of ancestors,
 * which inclusive forms take over (Canonical XML 1.1 §2.4).
 *
 * @module
 */
import { type XmlAttribute, XmlDocument, type XmlElement } from 'libxml2-wasm'
import { namespaceDeclarations } from '../../xml/namespace-declarations.ts'

/** False, without a call, where the element inherits more than namespaces. */
export function withSubtreeDocument(
  element: XmlElement,
  use: (document: XmlDocument) => void,
): boolean {
  if (inheritsXmlAttribute(element)) return false
  const document = XmlDocument.fromBuffer(Buffer.from(standAlone(element)))
  try {
    use(document)
    return true
  } finally {
    document.dispose()
  }
}

function inheritsXmlAttribute(element: XmlElement): boolean {
  for (let at = element.parent; at !== null; at = at.parent) {
    if (at.attrs.some(isXmlAttribute)) return true
  }
  return false
}

function isXmlAttribute({ namespacePrefix }: XmlAttribute): boolean {
  return namespacePrefix === 'xml'
}

/** Serialized without any layout, its inherited declarations written into its start tag. */
function standAlone(element: XmlElement): string {
  const text = element.toString({ format: false, noDeclaration: true })
  const { namespaces, nsDeclarations: own } = element
  const inherited = Object.entries(namespaces).filter(([prefix]) => !Object.hasOwn(own, prefix))
  const nameEnd = text.search(/[\s/>]/u)
  return `${text.slice(0, nameEnd)}${namespaceDeclarations(inherited)}${text.slice(nameEnd)}`
}
