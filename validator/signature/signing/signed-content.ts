/**
 * Holds that a signed document says what was given to be signed.
 *
 * xml-crypto reads by a parser of its own, and would sign and write what that has read.
 *
 * @module
 */
import { XmlElement } from 'libxml2-wasm'
import { CANONICALIZATIONS } from '../xmldsig/algorithms.ts'
import { canonicalizeElement } from '../xmldsig/canonicalize.ts'
import type { SignedDocument } from '../xmldsig/references.ts'
import { DSIG } from '../xmldsig/structure.ts'
import type { XmlPlacement } from './sign-xml.ts'

const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/** Without comments, which are not signed. Takes the signature that was added out of `result`. */
export function isSameContent(
  source: SignedDocument,
  result: SignedDocument,
  placement: XmlPlacement,
): boolean {
  const given = source.document.root
  const { root } = result.document
  if (placement === 'enveloping') {
    // Inside a Signature it inherits a namespace that it may not use.
    const [content] = root.find('ds:Object[1]/*', { ds: DSIG })
    return content instanceof XmlElement && isSame(given, content, EXCLUSIVE)
  }
  const [own] = root.find('ds:Signature[last()]', { ds: DSIG })
  if (own instanceof XmlElement) own.remove()
  return isSame(given, root, INCLUSIVE)
}

function isSame(one: XmlElement, other: XmlElement, algorithm: string): boolean {
  const canonicalization = CANONICALIZATIONS.get(algorithm)
  if (canonicalization === undefined) throw new TypeError('no such canonicalization')
  const form = { ...canonicalization, prefixes: [] }
  return canonicalizeElement(one, form).equals(canonicalizeElement(other, form))
}

const LINE_ENDS = /[\u0085\u2028]/gu
const MARKUP_OR_LINE_END = /<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|[\u0085\u2028]/gsu

/**
 * The same document for a parser that takes U+0085 and U+2028 for ends of lines, as XML 1.1
 * does: they are written as references. In XML 1.0 they are characters like others (§2.11).
 */
export function referLineEnds(xml: string): string {
  if (xml.search(LINE_ENDS) < 0) return xml
  return xml.replace(MARKUP_OR_LINE_END, (found, cdata: string | undefined) => {
    if (cdata !== undefined) return toReferences(cdata.replace(/[&<>]/gu, toReference))
    return found.startsWith('<') ? found : toReference(found)
  })
}

function toReferences(text: string): string {
  return text.replace(LINE_ENDS, toReference)
}

function toReference(character: string): string {
  return `&#x${(character.codePointAt(0) ?? 0).toString(16)};`
}
