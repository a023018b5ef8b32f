/**
 * Reads one ds:Signature strictly, before any cryptography.
 *
 * XML Signature 1.1 §4: exact children in exact order. What is not expected is
 * refused, not skipped: most published attacks live in what a verifier skips.
 *
 * @module
 */
import { XmlCData, type XmlElement, XmlText } from 'libxml2-wasm'
import { REFERENCE_COUNT_MAX, TRANSFORM_COUNT_MAX } from '../../limits.ts'
import { childElements } from '../../xml/positions.ts'
import { EXCLUSIVE_NAMESPACE } from './algorithms.ts'
import { malformed } from './fault.ts'

export const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
/** What a key is described with: XML Signature 1.1, RFC 9231, XML Encryption, WS-Security. */
const OF_KEYS: readonly string[] = [
  DSIG,
  'http://www.w3.org/2009/xmldsig11#',
  'http://www.w3.org/2001/04/xmldsig-more#',
  'http://www.w3.org/2021/04/xmldsig-more#',
  'http://www.w3.org/2001/04/xmlenc#',
  'http://www.w3.org/2009/xmlenc11#',
  EXCLUSIVE_NAMESPACE,
  'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
]

export interface ParsedSignature {
  readonly element: XmlElement
  readonly signedInfo: XmlElement
  readonly canonicalization: XmlElement
  readonly signatureMethod: XmlElement
  readonly references: readonly ParsedReference[]
  readonly value: Buffer
  readonly keyInfo?: XmlElement
  readonly objects: readonly XmlElement[]
}

export interface ParsedReference {
  readonly uri: string
  readonly type?: string
  readonly transforms: readonly XmlElement[]
  readonly digestMethod: string
  readonly digest: Buffer
}

export function parseSignature(element: XmlElement): ParsedSignature {
  const [signedInfo, signatureValue, ...rest] = dsigChildren(element)
  if (signedInfo?.name !== 'SignedInfo' || signatureValue?.name !== 'SignatureValue') {
    throw structure('Signature')
  }
  const keyInfo = rest[0]?.name === 'KeyInfo' ? rest[0] : undefined
  const objects = keyInfo === undefined ? rest : rest.slice(1)
  if (objects.some(({ name }) => name !== 'Object')) throw structure('Signature')
  if (keyInfo !== undefined && hasStrangers(keyInfo, OF_KEYS)) throw structure('KeyInfo')
  const [canonicalization, signatureMethod, ...references] = dsigChildren(signedInfo)
  if (
    canonicalization?.name !== 'CanonicalizationMethod' ||
    signatureMethod?.name !== 'SignatureMethod' ||
    references.length === 0 ||
    references.some(({ name }) => name !== 'Reference')
  ) {
    throw structure('SignedInfo')
  }
  if (references.length > REFERENCE_COUNT_MAX) throw tooMany('Reference', REFERENCE_COUNT_MAX)
  return {
    element,
    signedInfo,
    canonicalization,
    signatureMethod,
    references: references.map(parseReference),
    value: decodeBase64(leafText(signatureValue)),
    ...(keyInfo === undefined ? {} : { keyInfo }),
    objects,
  }
}

/** XML Schema base64Binary: white space may stand anywhere, and nothing else may. */
export function decodeBase64(text: string): Buffer {
  const compact = text.replaceAll(/[\t\n\r ]/gu, '')
  const bytes = Buffer.from(compact, 'base64')
  if (bytes.toString('base64') === compact && compact !== '') return bytes
  throw malformed('base64-malformed', 'giá trị base64 sai dạng', 'a base64 value is malformed')
}

/** Text of an element that has nothing but text: a comment would let two readers differ. */
export function leafText(element: XmlElement): string {
  let text = ''
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (!(node instanceof XmlText) || node instanceof XmlCData) throw structure(element.name)
    text += node.content
  }
  return text
}

/** Children that are all elements of XML Signature, with nothing but white space between. */
export function dsigChildren(element: XmlElement): readonly XmlElement[] {
  for (let node = element.firstChild; node !== null; node = node.next) {
    const isSpace = node instanceof XmlText && node.content.trim() === ''
    if (!isSpace && !('attrs' in node)) throw structure(element.name)
  }
  const children = childElements(element)
  if (children.some(({ namespaceUri }) => namespaceUri !== DSIG)) throw structure(element.name)
  return children
}

/** Of what nobody signs: elements of a record there could be taken for those that are signed. */
export function hasStrangers(element: XmlElement, namespaces: readonly string[]): boolean {
  const isKnown = namespaces.map((each) => `namespace-uri()='${each}'`).join(' or ')
  return element.eval(`boolean(descendant::*[not(${isKnown})])`) === true
}

export function algorithmOf(element: XmlElement): string {
  return element.attr('Algorithm')?.value ?? ''
}

const REFERENCE_ATTRIBUTES = new Set(['Id', 'URI', 'Type'])

function parseReference(element: XmlElement): ParsedReference {
  if (element.attrs.some(({ name }) => !REFERENCE_ATTRIBUTES.has(name)))
    throw structure('Reference')
  const uri = element.attr('URI')?.value
  if (uri === undefined) {
    throw malformed('uri-refused', 'tham chiếu không có URI', 'a reference has no URI')
  }
  const children = dsigChildren(element)
  const hasTransforms = children[0]?.name === 'Transforms'
  const [method, value, ...others] = hasTransforms ? children.slice(1) : children
  if (method?.name !== 'DigestMethod' || value?.name !== 'DigestValue' || others.length > 0) {
    throw structure('Reference')
  }
  const type = element.attr('Type')?.value
  return {
    uri,
    ...(type === undefined ? {} : { type }),
    transforms: hasTransforms ? parseTransforms(children[0]) : [],
    digestMethod: algorithmOf(method),
    digest: decodeBase64(leafText(value)),
  }
}

function parseTransforms(element: XmlElement | undefined): readonly XmlElement[] {
  const transforms = element === undefined ? [] : dsigChildren(element)
  if (transforms.length === 0 || transforms.some(({ name }) => name !== 'Transform')) {
    throw structure('Transforms')
  }
  if (transforms.length > TRANSFORM_COUNT_MAX) throw tooMany('Transform', TRANSFORM_COUNT_MAX)
  return transforms
}

function structure(where: string): Error {
  return malformed(
    'structure-malformed',
    `cấu trúc của ${where} không đúng chuẩn`,
    `${where} does not have the structure of the standard`,
  )
}

function tooMany(what: string, max: number): Error {
  return malformed(
    'limit-exceeded',
    `có quá ${max} phần tử ${what}`,
    `there are more than ${max} ${what} elements`,
  )
}
