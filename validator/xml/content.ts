/**
 * What stands directly inside an element.
 *
 * @module
 */
import { XmlCData, XmlElement, XmlText } from 'libxml2-wasm'

export interface Content {
  readonly elements: readonly XmlElement[]
  /** All text and CDATA directly inside, joined: comments do not cut it, as in canonical XML. */
  readonly text: string
}

export function readContent(element: XmlElement): Content {
  const elements: XmlElement[] = []
  let text = ''
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) elements.push(node)
    else if (node instanceof XmlText || node instanceof XmlCData) text += node.content
  }
  return { elements, text }
}

export function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/u.test(text)
}
