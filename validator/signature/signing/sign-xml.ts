/**
 * Signs an XML document by XML Signature 1.1, enveloped, enveloping or detached by Id; with a
 * time that the signer states, as XAdES B-B (ETSI EN 319 132-1).
 *
 * xml-crypto makes the signature; our own verifier then has to agree with it,
 * because xml-crypto reads and canonicalizes some documents in a way of its own. It also
 * has to find the signatures that were there as whole as before, and the content the same.
 *
 * @module
 */
import { SignedXml } from 'xml-crypto'
import { Problem } from '../../problem.ts'
import { documentUnsignable } from '../../problems.ts'
import type { SignatureReport } from '../../verdict.ts'
import { parseXml } from '../../xml/parse.ts'
import type { Certificate } from '../certificate.ts'
import { openXmlSignatures } from '../xmldsig/open.ts'
import type { SignedDocument } from '../xmldsig/references.ts'
import {
  type Commitment,
  type PartIds,
  partIds,
  SIGNED_PROPERTIES_TYPE,
  writeQualifyingProperties,
} from './qualifying-properties.ts'
import type { RemoteSigningKey } from './remote-key.ts'
import { isSameContent, referLineEnds } from './signed-content.ts'
import type { SigningKey } from './signing-key.ts'
import { findFreeId, findSigningTarget } from './signing-target.ts'
import { chooseXmlAlgorithm, type LegacyXmlAlgorithm } from './xml-algorithms.ts'

export type XmlPlacement = 'enveloped' | 'enveloping' | 'detached'

export interface SignXmlOptions {
  readonly placement: XmlPlacement
  /** Detached: the Id of the element to sign; absent: the SOAP Body or the root's first child. */
  readonly reference?: string
  /** `YYYY-MM-DDTHH:MM:SSZ`; makes it XAdES. */
  readonly claimedTime?: string
  /** What the signer commits to; only with `claimedTime`. */
  readonly commitment?: Commitment
  /** For a receiver that knows no RSASSA-PSS; absent: what the key is best for. */
  readonly algorithm?: LegacyXmlAlgorithm
}

const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

/** Without a byte order mark. */
interface Source extends SignedDocument {
  readonly text: string
}

/** Throws Problem `document-unsignable` or `signing-key-unreadable`. */
export function signXml(
  xml: string,
  key: SigningKey | RemoteSigningKey,
  options: SignXmlOptions,
): string {
  // What our reader refuses, no receiver of ours could read.
  return withDocument(xml, (source) => {
    const before = judge(source, key.certificate)
    const signed = sign(source, key, options)
    withDocument(signed, (result) => {
      assertSigned(before, judge(result, key.certificate), options.placement)
      if (isSameContent(source, result, options.placement)) return
      throw unsignable(CHANGED)
    })
    return signed.endsWith('\n') ? signed : `${signed}\n`
  })
}

function sign(source: Source, key: SigningKey | RemoteSigningKey, options: SignXmlOptions): string {
  const maker = createMaker(source, key, options)
  switch (options.placement) {
    case 'enveloped':
      return signEnveloped(source.text, maker)
    case 'enveloping':
      return signEnveloping(source, maker)
    case 'detached':
      return signDetached(source, maker, options.reference)
    default:
      return options.placement satisfies never
  }
}

/** Makes one signature: the key, and what the signer states beside the content. */
interface Maker {
  readonly key: SigningKey | RemoteSigningKey
  readonly ids: PartIds
  readonly algorithm?: LegacyXmlAlgorithm
  /** The content of the ds:Object for XAdES; absent for XML-DSig alone. */
  readonly properties?: string
}

function createMaker(
  { document }: Source,
  key: SigningKey | RemoteSigningKey,
  options: SignXmlOptions,
) {
  const { claimedTime, commitment, algorithm } = options
  const ids = partIds(findFreeId(document))
  const maker: Maker = { key, ids, ...(algorithm && { algorithm }) }
  if (claimedTime === undefined) return maker
  const statement = { claimedTime, ...(commitment === undefined ? {} : { commitment }) }
  return { ...maker, properties: writeQualifyingProperties(statement, key, ids) }
}

function signEnveloped(xml: string, maker: Maker): string {
  const signer = createSigner(maker)
  const transforms = [ENVELOPED, EXCLUSIVE_C14N]
  addData(signer, maker, { xpath: '/*', isEmptyUri: true, transforms })
  return appendSignature(signer, maker, xml)
}

function signDetached(source: Source, maker: Maker, id: string | undefined): string {
  const { xpath, xml } = findSigningTarget(source.document, source.text, id)
  const signer = createSigner(maker)
  addData(signer, maker, { xpath, transforms: [EXCLUSIVE_C14N] })
  return appendSignature(signer, maker, xml)
}

/** The document becomes the content of a ds:Object. */
function signEnveloping({ document, text }: Source, maker: Maker): string {
  const id = findFreeId(document)
  const content = referLineEnds(text.replace(/^\s*<\?xml[^>]*\?>\s*/u, '').trim())
  const signer = createSigner(maker, [{ content, attributes: { Id: id } }])
  const xpath = `/holder/*/*[local-name(.)='Object' and @Id='${id}']`
  addData(signer, maker, { xpath, transforms: [EXCLUSIVE_C14N] })
  return attempt(() => {
    signer.computeSignature('<holder/>', { prefix: 'ds', ...attributesOf(maker) })
    return signer.getSignatureXml()
  })
}

/** The content, and the properties that are signed with it. */
function addData(
  signer: SignedXml,
  { ids, properties }: Maker,
  data: { xpath: string; transforms: string[]; isEmptyUri?: boolean },
): void {
  const id = properties === undefined ? {} : { id: ids.data }
  signer.addReference({ ...data, ...id, digestAlgorithm: SHA256 })
  if (properties === undefined) return
  signer.addReference({
    xpath: `//*[local-name(.)='SignedProperties' and @Id='${ids.properties}']`,
    transforms: [EXCLUSIVE_C14N],
    digestAlgorithm: SHA256,
    type: SIGNED_PROPERTIES_TYPE,
  })
}

function attributesOf({ ids, properties }: Maker): { attrs?: Record<string, string> } {
  return properties === undefined ? {} : { attrs: { Id: ids.signature } }
}

type SignerObjects = NonNullable<ConstructorParameters<typeof SignedXml>[0]>['objects']

function createSigner(
  { key, properties, algorithm }: Maker,
  contents: readonly { content: string; attributes?: Record<string, string> }[] = [],
): SignedXml {
  const objects: SignerObjects = [
    ...contents,
    ...(properties === undefined ? [] : [{ content: properties }]),
  ]
  const { uri, implementation } = chooseXmlAlgorithm(key, algorithm)
  const chain = [key.certificate, ...key.chain].map(({ x509 }) => x509.toString())
  const signer = new SignedXml({
    // The implementation has the key; xml-crypto wants to be given one all the same.
    privateKey: 'held by the implementation',
    publicCert: chain.join(''),
    signatureAlgorithm: uri,
    canonicalizationAlgorithm: EXCLUSIVE_C14N,
    objects,
  })
  signer.SignatureAlgorithms = { [uri]: implementation } as typeof signer.SignatureAlgorithms
  return signer
}

function appendSignature(signer: SignedXml, maker: Maker, xml: string): string {
  return attempt(() => {
    const location = { reference: '/*', action: 'append' } as const
    const readable = referLineEnds(xml)
    signer.computeSignature(readable, { prefix: 'ds', location, ...attributesOf(maker) })
    return signer.getSignedXml()
  })
}

/** xml-crypto and xmldom throw plain errors at whatever they cannot take. */
function attempt(compute: () => string): string {
  try {
    return compute()
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    throw new Problem(documentUnsignable, 'The document cannot be canonicalized', {
      cause: thrown,
    })
  }
}

/** Whether a certificate is in force is the receiver's question, not the signer's. */
function judge(source: SignedDocument, certificate: Certificate): readonly SignatureReport[] {
  const trust = { anchors: [], intermediates: [], pinned: [certificate] }
  return openXmlSignatures(source, trust, certificate.notBefore).reports
}

function assertSigned(
  before: readonly SignatureReport[],
  after: readonly SignatureReport[],
  placement: XmlPlacement,
): void {
  // In document order, the enveloping Signature is first and an appended one is last.
  const isFirst = placement === 'enveloping'
  const own = after.at(isFirst ? 0 : -1)
  const others = isFirst ? after.slice(1) : after.slice(0, -1)
  if (own?.indication !== 'TOTAL_PASSED' || others.length !== before.length) {
    throw unsignable(refusalOf(own, placement))
  }
  if (others.some((each, index) => standingOf(each) !== standingOf(before[index]))) {
    throw unsignable(
      'Another signature would break one that is in the document, which covers the place of ' +
        'the new one: let all but the last be made as detached',
    )
  }
}

/** What a receiver would be told, without what a sender would be asked for. */
function refusalOf(own: SignatureReport | undefined, placement: XmlPlacement): string {
  if (own?.subIndication === 'HASH_FAILURE') return CHANGED
  const [why = ''] = (own?.message.en ?? 'there is no signature').split(';')
  const advice = placement === 'detached' ? '. Sign the whole document instead: enveloped' : ''
  return `A receiver would say: ${why}${advice}`
}

const CHANGED = 'Its content would not stay what it is, so nothing was signed'

function standingOf(report: SignatureReport | undefined): string {
  return `${report?.indication} ${report?.subIndication}`
}

function withDocument<Result>(xml: string, use: (source: Source) => Result): Result {
  const text = xml.replace(/^\uFEFF/u, '')
  const bytes = Buffer.from(text)
  const { document, issues } = parseXml(bytes)
  if (document === undefined) {
    throw unsignable(issues.map(({ code, message }) => `${message.en} [${code}]`).join(' '))
  }
  try {
    return use({ document, bytes, text })
  } finally {
    document.dispose()
  }
}

function unsignable(detail: string): Problem {
  return new Problem(documentUnsignable, detail)
}
