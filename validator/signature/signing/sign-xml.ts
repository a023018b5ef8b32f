/**
 * Signs an XML document by XML Signature 1.1, enveloped, enveloping or detached by Id.
 *
 * xml-crypto makes the signature; our own verifier then has to agree with it,
 * because xml-crypto canonicalizes some documents in a way of its own.
 *
 * @module
 */
import { constants, type KeyObject, sign as signBytes } from 'node:crypto'
import { type SignatureAlgorithm, SignedXml } from 'xml-crypto'
import { Problem } from '../../problem.ts'
import { documentUnsignable, signingKeyUnreadable } from '../../problems.ts'
import { parseXml } from '../../xml/parse.ts'
import { openXmlSignatures } from '../xmldsig/open.ts'
import type { SigningKey } from './signing-key.ts'

export type XmlPlacement = 'enveloped' | 'enveloping' | 'detached'

export interface SignXmlOptions {
  readonly placement: XmlPlacement
  /** Detached: the Id of the element to sign; absent: the SOAP Body or the root's only child. */
  readonly reference?: string
}

const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

/** Throws Problem `document-unsignable`. */
export function signXml(xml: string, key: SigningKey, options: SignXmlOptions): string {
  assertSignable(xml)
  const signed =
    options.placement === 'enveloping' ? signEnveloping(xml, key) : signInPlace(xml, key, options)
  assertVerifies(signed, key)
  return signed.endsWith('\n') ? signed : `${signed}\n`
}

function signInPlace(xml: string, key: SigningKey, options: SignXmlOptions): string {
  const signer = createSigner(key)
  if (options.placement === 'enveloped') {
    signer.addReference({
      xpath: '/*',
      isEmptyUri: true,
      transforms: [ENVELOPED, EXCLUSIVE_C14N],
      digestAlgorithm: SHA256,
    })
  } else {
    signer.addReference({
      xpath: detachedTarget(options.reference),
      transforms: [EXCLUSIVE_C14N],
      digestAlgorithm: SHA256,
    })
  }
  return attempt(() => {
    signer.computeSignature(xml, { prefix: 'ds', location: { reference: '/*', action: 'append' } })
    return signer.getSignedXml()
  })
}

/** The document becomes the content of a ds:Object. */
function signEnveloping(xml: string, key: SigningKey): string {
  const content = xml.replace(/^\uFEFF?\s*<\?xml[^>]*\?>\s*/u, '').trim()
  const signer = createSigner(key, [{ content, attributes: { Id: 'content' } }])
  signer.addReference({
    xpath: "//*[local-name(.)='Object' and @Id='content']",
    transforms: [EXCLUSIVE_C14N],
    digestAlgorithm: SHA256,
  })
  return attempt(() => {
    signer.computeSignature('<holder/>', { prefix: 'ds' })
    return signer.getSignatureXml()
  })
}

const NAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u

function detachedTarget(reference: string | undefined): string {
  if (reference === undefined) {
    const soapBody = "/*[local-name(.)='Envelope']/*[local-name(.)='Body']"
    return `${soapBody} | /*[not(local-name(.)='Envelope')]/*[1]`
  }
  if (!NAME.test(reference)) throw unsignable('The Id is no XML name')
  return `//*[@Id='${reference}' or @ID='${reference}' or @id='${reference}']`
}

type SignerObjects = NonNullable<ConstructorParameters<typeof SignedXml>[0]>['objects']

function createSigner(key: SigningKey, objects: SignerObjects = []): SignedXml {
  const [uri, algorithm] = algorithmFor(key.privateKey)
  const chain = [key.certificate, ...key.chain].map(({ x509 }) => x509.toString())
  const signer = new SignedXml({
    privateKey: key.privateKey,
    publicCert: chain.join(''),
    signatureAlgorithm: uri,
    canonicalizationAlgorithm: EXCLUSIVE_C14N,
    objects,
  })
  signer.SignatureAlgorithms = { [uri]: algorithm } as typeof signer.SignatureAlgorithms
  return signer
}

/** An algorithm of ours, as xml-crypto wants to be told of it. */
function defineAlgorithm(uri: string, make: (bytes: Buffer, key: KeyObject) => Buffer) {
  return class implements SignatureAlgorithm {
    getSignature = (signedInfo: unknown, privateKey: unknown): string =>
      make(Buffer.from(String(signedInfo), 'utf8'), privateKey as KeyObject).toString('base64')
    verifySignature = (): never => {
      throw new TypeError('this signer does not verify')
    }
    getAlgorithmName = (): string => uri
  }
}

const ECDSA = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-'
const HASHES: Readonly<Record<string, 'sha256' | 'sha384' | 'sha512'>> = {
  prime256v1: 'sha256',
  secp384r1: 'sha384',
  secp521r1: 'sha512',
}

/** Thông tư 15/2025/TT-BKHCN: RSASSA-PSS or ECDSA to sign. */
function algorithmFor(key: KeyObject): readonly [string, ReturnType<typeof defineAlgorithm>] {
  const hash = HASHES[key.asymmetricKeyDetails?.namedCurve ?? '']
  if (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss') {
    const uri = 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1'
    return [
      uri,
      defineAlgorithm(uri, (bytes, privateKey) => signBytes('sha256', bytes, pss(privateKey))),
    ]
  }
  if (key.asymmetricKeyType === 'ec' && hash !== undefined) {
    const uri = ECDSA + hash
    return [
      uri,
      defineAlgorithm(uri, (bytes, privateKey) =>
        signBytes(hash, bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
      ),
    ]
  }
  if (key.asymmetricKeyType === 'ed25519') {
    const uri = 'http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519'
    return [uri, defineAlgorithm(uri, (bytes, privateKey) => signBytes(null, bytes, privateKey))]
  }
  throw new Problem(signingKeyUnreadable, 'The key is of a kind that cannot sign XML')
}

function pss(key: KeyObject): { key: KeyObject; padding: number; saltLength: number } {
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants
  return { key, padding, saltLength }
}

/** What our reader refuses, no receiver of ours could read. */
function assertSignable(xml: string): void {
  const { document, issues } = parseXml(new TextEncoder().encode(xml))
  document?.dispose()
  const [issue] = issues
  if (issue !== undefined) throw unsignable(`${issue.message.en} [${issue.code}]`)
}

function assertVerifies(signed: string, { certificate }: SigningKey): void {
  const { document, text = '' } = parseXml(new TextEncoder().encode(signed))
  if (document === undefined) throw unsignable('The signed document cannot be read again')
  try {
    const trust = { anchors: [], intermediates: [], pinned: [certificate] }
    // Whether the certificate is in force is the receiver's question, not the signer's.
    const opened = openXmlSignatures({ document, text }, trust, certificate.notBefore)
    const report = opened.reports.at(-1)
    if (report?.indication === 'TOTAL_PASSED') return
    throw unsignable(report?.message.en ?? 'There is no signature in the result')
  } finally {
    document.dispose()
  }
}

function attempt(sign: () => string): string {
  try {
    return sign()
  } catch (thrown) {
    throw new Problem(documentUnsignable, 'The element to sign is not in the document', {
      cause: thrown,
    })
  }
}

function unsignable(detail: string): Problem {
  return new Problem(documentUnsignable, detail)
}
