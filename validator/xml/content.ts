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
  /** There is CDATA in it, if only white space. */
  readonly hasCData: boolean
}

export function readContent(element: XmlElement): Content {
  const elements: XmlElement[] = []
  let text = ''
  let hasCData = false
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) elements.push(node)
    else if (node instanceof XmlText || node instanceof XmlCData) {
      text += node.content
      hasCData ||= node instanceof XmlCData
    }
  }
  return { elements, text, hasCData }
}

export function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/u.test(text)
}
