/**
 * Elements and documents to the bytes that were digested.
 *
 * All by libxml2, on the tree that was parsed from the message. An error is
 * fatal: an empty result would let anything be signed.
 *
 * @module
 */
import type { C14NOptions, XmlDocument, XmlElement, XmlOutputBufferHandler } from 'libxml2-wasm'
import { XmlError } from 'libxml2-wasm'
import { childElements } from '../../xml/positions.ts'
import { CANONICALIZATIONS, type Canonicalization, EXCLUSIVE_NAMESPACE } from './algorithms.ts'
import { malformed } from './fault.ts'
import { algorithmOf } from './structure.ts'
import { withSubtreeDocument } from './subtree-document.ts'

export interface CanonicalForm extends Canonicalization {
  readonly prefixes: readonly string[]
}

/** The form a CanonicalizationMethod or Transform asks for; undefined when it is none. */
export function readCanonicalForm(element: XmlElement): CanonicalForm | undefined {
  const canonicalization = CANONICALIZATIONS.get(algorithmOf(element))
  if (canonicalization === undefined) return undefined
  const [list, ...others] = childElements(element)
  if (list === undefined) return { ...canonicalization, prefixes: [] }
  const isPrefixList =
    list.name === 'InclusiveNamespaces' && list.namespaceUri === EXCLUSIVE_NAMESPACE
  if (!isPrefixList || others.length > 0 || childElements(list).length > 0) {
    throw malformed(
      'transform-refused',
      'tham số của phép chuẩn hóa không được hỗ trợ',
      'a parameter of the canonicalization is not supported',
    )
  }
  const prefixes = (list.attr('PrefixList')?.value ?? '')
    .split(/\s+/u)
    .filter((each) => each !== '')
  return { ...canonicalization, prefixes }
}

/** Takes the canonical form piece by piece; a piece is overwritten after the call. */
export type Sink = (bytes: Uint8Array) => void

/** The whole document, with the pure form of the algorithm that calls nobody back. */
export function writeCanonicalDocument(
  document: XmlDocument,
  form: CanonicalForm,
  sink: Sink,
): void {
  attempt(() => {
    document.canonicalize(toHandler(sink), toOptions(form))
  })
}

/**
 * One element with all it inherits.
 *
 * libxml2 asks back for every node of the whole document whether it is a part, so
 * a document of the element alone is canonicalized where that comes to the same.
 */
export function writeCanonicalElement(element: XmlElement, form: CanonicalForm, sink: Sink): void {
  const handler = toHandler(sink)
  attempt(() => {
    const isWritten = withSubtreeDocument(element, (document) => {
      document.canonicalize(handler, toOptions(form))
    })
    if (!isWritten) element.canonicalize(handler, toOptions(form))
  })
}

export function canonicalizeElement(element: XmlElement, form: CanonicalForm): Buffer {
  const pieces: Buffer[] = []
  writeCanonicalElement(element, form, (bytes) => pieces.push(Buffer.from(bytes)))
  return Buffer.concat(pieces)
}

function toHandler(sink: Sink): XmlOutputBufferHandler {
  return {
    write: (bytes) => {
      sink(bytes)
      return bytes.byteLength
    },
    close: () => true,
  }
}

function toOptions({ mode, withComments, prefixes }: CanonicalForm): C14NOptions {
  return {
    mode,
    withComments,
    ...(prefixes.length === 0 ? {} : { inclusiveNamespacePrefixes: [...prefixes] }),
  }
}

function attempt(canonicalize: () => void): void {
  try {
    canonicalize()
  } catch (thrown) {
    if (!(thrown instanceof XmlError)) throw thrown
    throw malformed(
      'canonicalization-failed',
      'không chuẩn hóa được nội dung được ký',
      'the signed content cannot be canonicalized',
    )
  }
}
