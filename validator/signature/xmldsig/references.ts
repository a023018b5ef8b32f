/**
 * Finds what a ds:Reference points at, and whether its digest holds.
 *
 * Only this document is looked at: "" is the whole of it, "#id" one element.
 *
 * @module
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { XmlDocument, XmlElement } from 'libxml2-wasm'
import type { TrustStore } from '../trust-store.ts'
import {
  BASE64_TRANSFORM,
  DEFAULT_CANONICALIZATION,
  ENVELOPED_TRANSFORM,
  findDigestAlgorithm,
} from './algorithms.ts'
import {
  type CanonicalForm,
  readCanonicalForm,
  type Sink,
  writeCanonicalDocument,
  writeCanonicalElement,
} from './canonicalize.ts'
import { algorithmRefused, malformed, SignatureFault } from './fault.ts'
import {
  algorithmOf,
  DSIG,
  decodeBase64,
  leafText,
  type ParsedReference,
  type ParsedSignature,
} from './structure.ts'

/** The parsed message and its bytes, of which copies are made. */
export interface SignedDocument {
  readonly document: XmlDocument
  readonly bytes: Uint8Array
  /** True when nobody reads the ds:Signature in the tree afterwards: no copy is made then. */
  readonly mayLoseSignature?: boolean
}

export interface ResolvedReference {
  readonly reference: ParsedReference
  readonly target: XmlElement
}

/** What every reference of one signature is digested with. */
export interface Digesting {
  readonly signature: ParsedSignature
  readonly source: SignedDocument
  readonly trust: Pick<TrustStore, 'algorithmExceptions'>
  readonly at: Date
}

interface TransformPlan {
  readonly isEnveloped: boolean
  readonly isBase64: boolean
  readonly form: CanonicalForm
}

/** XML Signature 1.1 §4.4.3.1, narrowed to same-document references by one id. */
export function resolveReference(
  reference: ParsedReference,
  { document }: SignedDocument,
): ResolvedReference {
  if (reference.uri === '') return { reference, target: document.root }
  const id = /^#([\p{L}_][\p{L}\p{N}_.-]*)$/u.exec(reference.uri)?.[1]
  if (id === undefined) {
    throw malformed(
      'uri-refused',
      'tham chiếu ra ngoài tài liệu',
      'a reference points outside the document',
    )
  }
  const owners = document.root.find(
    `//*[@*[(local-name()='Id' or local-name()='ID' or local-name()='id') and .='${id}']]`,
  )
  const [target] = owners
  if (!(target instanceof XmlElement)) {
    throw new SignatureFault(
      'SIGNED_DATA_NOT_FOUND',
      'target-missing',
      'không tìm thấy phần tử được ký',
      'the signed element is not in the document',
    )
  }
  if (owners.length > 1) {
    throw malformed('id-ambiguous', 'Id bị trùng', 'an Id stands more than once')
  }
  return { reference, target }
}

/** Throws `SignatureFault` HASH_FAILURE when the content was changed. */
export function assertDigest(
  { reference, target }: ResolvedReference,
  { signature, source, trust, at }: Digesting,
): void {
  const hash = findDigestAlgorithm(reference.digestMethod, trust.algorithmExceptions ?? [], at)
  if (hash === undefined) {
    throw algorithmRefused(
      'thuật toán băm không được chấp nhận',
      'the digest algorithm is not accepted',
    )
  }
  const plan = planTransforms(reference)
  const digest = createHash(hash)
  const sink: Sink = (bytes) => digest.update(bytes)
  writeDigested(plan, { reference, target }, signature, source, sink)
  const actual = digest.digest()
  if (actual.length !== reference.digest.length || !timingSafeEqual(actual, reference.digest)) {
    throw new SignatureFault(
      'HASH_FAILURE',
      'digest-mismatch',
      'nội dung đã bị thay đổi sau khi ký',
      'the content was changed after it was signed',
    )
  }
}

export function isEnveloped({ reference }: ResolvedReference): boolean {
  const [first] = reference.transforms
  return first !== undefined && algorithmOf(first) === ENVELOPED_TRANSFORM
}

/** One enveloped-signature at most, then one canonicalization at most; or base64 alone. */
function planTransforms({ transforms }: ParsedReference): TransformPlan {
  const names = transforms.map(algorithmOf)
  const isEnveloped = names[0] === ENVELOPED_TRANSFORM
  const rest = isEnveloped ? transforms.slice(1) : transforms
  const plain: CanonicalForm = { ...DEFAULT_CANONICALIZATION, prefixes: [] }
  if (rest.length === 0) return { isEnveloped, isBase64: false, form: plain }
  const [last] = rest
  if (rest.length === 1 && !isEnveloped && names[0] === BASE64_TRANSFORM) {
    return { isEnveloped, isBase64: true, form: plain }
  }
  const form = rest.length === 1 && last !== undefined ? readCanonicalForm(last) : undefined
  if (form === undefined) {
    throw malformed(
      'transform-refused',
      'có phép biến đổi không được phép',
      'a transform is not allowed',
    )
  }
  // §4.4.3.3: a same-document reference by "" or "#id" leaves comments out beforehand.
  return { isEnveloped, isBase64: false, form: { ...form, withComments: false } }
}

function writeDigested(
  plan: TransformPlan,
  { reference, target }: ResolvedReference,
  signature: ParsedSignature,
  source: SignedDocument,
  sink: Sink,
): void {
  if (plan.isBase64) {
    sink(decodeObject(target))
    return
  }
  if (!plan.isEnveloped) {
    writeTarget(reference, source.document, target, plan.form, sink)
    return
  }
  // Without the Signature that is the target, nothing would be left to be digested.
  const isSelf = signature.element.isSameNode(target)
  if (isSelf || !isInside(signature.element, target)) {
    throw malformed(
      'transform-refused',
      'chữ ký không nằm trong phần mà nó bao bọc',
      'the signature does not stand inside what it envelops',
    )
  }
  if (source.mayLoseSignature === true && isLastElement(signature.element)) {
    signature.element.remove()
    writeTarget(reference, source.document, target, plan.form, sink)
    return
  }
  // The copy loses its Signature; the message's own tree is left whole for later stages.
  const copy = XmlDocument.fromBuffer(source.bytes)
  try {
    const targetInCopy = sameElement(target, copy)
    sameElement(signature.element, copy).remove()
    writeTarget(reference, copy, targetInCopy, plan.form, sink)
  } finally {
    copy.dispose()
  }
}

function writeTarget(
  { uri }: ParsedReference,
  document: XmlDocument,
  target: XmlElement,
  form: CanonicalForm,
  sink: Sink,
): void {
  if (uri === '') writeCanonicalDocument(document, form, sink)
  else writeCanonicalElement(target, form, sink)
}

function decodeObject(target: XmlElement): Buffer {
  if (target.name === 'Object' && target.namespaceUri === DSIG) {
    return decodeBase64(leafText(target))
  }
  throw malformed('transform-refused', 'base64 chỉ dùng cho Object', 'base64 is for an Object only')
}

export function isInside(element: XmlElement, container: XmlElement): boolean {
  for (let at: XmlElement | null = element; at !== null; at = at.parent) {
    if (at.isSameNode(container)) return true
  }
  return false
}

/** Without it, the others stand where they stood. */
function isLastElement(element: XmlElement): boolean {
  return element.eval('not(following-sibling::*)') === true
}

function sameElement(element: XmlElement, copy: XmlDocument): XmlElement {
  const { parent } = element
  if (parent === null) return copy.root
  const place = Number(element.eval('count(preceding-sibling::*)'))
  const found = sameElement(parent, copy).get(`*[${place + 1}]`)
  if (!(found instanceof XmlElement)) throw new TypeError('the copy differs from the document')
  return found
}
