/** What every attack starts from: a record, a chain that is trusted, and a judge that is strict. */
import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { XmlC14NMode } from 'libxml2-wasm'
import { readCatalogueFolder } from '../../../../sources/index.ts'
import {
  createCatalogue,
  createTrustStore,
  createValidator,
  makeTestChain,
  parseSchemaRef,
  readPolicy,
  readSigningKey,
  signJws,
  signXml,
  type TrustStore,
  type Validator,
  type XmlPlacement,
} from '../../../../validator/index.ts'
import { openJws } from '../../../../validator/signature/jws/open.ts'
import { canonicalizeElement } from '../../../../validator/signature/xmldsig/canonicalize.ts'
import { openXmlSignatures } from '../../../../validator/signature/xmldsig/open.ts'
import { parseXml } from '../../../../validator/xml/parse.ts'
import { makeCertificate } from '../keys.ts'

/** In the signed record, and in every forged one: so it is seen which of them is where. */
export const SIGNED_NAME = 'CongDanThat'
export const FORGED_NAME = 'KeGiaMao'
export const CLAIMED = '2026-11-23T01:00:00Z'
const MADE = new Date('2026-11-01T00:00:00Z')
const AT = new Date('2026-11-24T00:00:00Z')

export interface Signer {
  readonly key: KeyObject
  /** The signer's first. */
  readonly certificates: readonly Uint8Array[]
}

const files = makeTestChain({ kind: 'ec', signer: 'sender', now: MADE })

function fileOf(name: string): string {
  const found = files.find(({ file }) => file === name)
  if (found === undefined) throw new TypeError(`there is no ${name}`)
  return found.text
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu
const SIGNER_PEM = fileOf('signer.pem')
const SIGNER_KEY_PEM = fileOf('signer.key.pem')

/** Of the chain that `makeTestChain` makes; the issuing CA comes along with each signature. */
export const SIGNER: Signer = {
  key: createPrivateKey(SIGNER_KEY_PEM),
  certificates: [...SIGNER_PEM.matchAll(PEM)].map(
    ([pem]) => new Uint8Array(new X509Certificate(pem).raw),
  ),
}

/** A second trusted CA, whose key is at hand: for certificates no CA should have issued. */
const OTHER_CA = 'Other CA'
const otherCa = await makeCertificate({ name: OTHER_CA, isCa: true, keyUsage: 0x06 })

/** A signer under the second CA, as the request says. */
export async function makeSigner(
  request: Omit<Parameters<typeof makeCertificate>[0], 'issuer'>,
): Promise<Signer> {
  const issuer = { name: OTHER_CA, key: otherCa.privateKey }
  const { der, privateKey } = await makeCertificate({ keyUsage: 0x80, ...request, issuer })
  return { key: privateKey, certificates: [der] }
}

export const TRUST: TrustStore = createTrustStore(
  [Buffer.from(fileOf('trust/root.pem')), otherCa.der],
  { crls: ['root', 'issuing'].map((name) => Buffer.from(fileOf(`trust/${name}.crl`))) },
)

/** All that a policy can ask of every message, so what passes here passes anywhere. */
const POLICY = readPolicy(
  JSON.stringify({ id: 'attacks', default: { signature: 'required', scope: 'full' } }),
)

const catalogue = createCatalogue(await readCatalogueFolder())
const STRUCTURE = catalogue.get(parseSchemaRef('national/population/citizen@2.0.0'))
const NAMESPACE = 'http://localhost:8080/xml/national/population/citizen/2'

export const VALIDATOR: Validator = createValidator({
  catalogue,
  trust: TRUST,
  policy: POLICY,
  now: () => AT,
})

/** A valid record in its canonical form: what is digested is the text as it stands. */
export function xmlRecord(name: string): string {
  return (
    `<CongDan xmlns="${NAMESPACE}"><SoDinhDanh>001190000002</SoDinhDanh>` +
    `<HoVaTen><Ho>Nguyễn</Ho><Ten>${name}</Ten></HoVaTen><GioiTinh>2</GioiTinh>` +
    '<DanToc><MaDanToc>01</MaDanToc></DanToc><NgayThangNamSinh>1990</NgayThangNamSinh>' +
    '<QuocTich>VN</QuocTich></CongDan>'
  )
}

export const XML_RECORD: string = xmlRecord(SIGNED_NAME)
export const FORGED_XML_RECORD: string = xmlRecord(FORGED_NAME)

export function jsonRecord(name: string, members: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    $schema: STRUCTURE.id,
    SoDinhDanh: '001190000002',
    HoVaTen: { Ho: 'Nguyễn', Ten: name },
    GioiTinh: '2',
    DanToc: { MaDanToc: '01' },
    NgayThangNamSinh: '1990',
    QuocTich: ['VN'],
    ...members,
  })
}

export const JSON_RECORD: string = jsonRecord(SIGNED_NAME)
export const FORGED_JSON_RECORD: string = jsonRecord(FORGED_NAME)

export function toBase64Url(content: string | Uint8Array): string {
  return Buffer.from(content).toString('base64url')
}

export const PAYLOAD: string = toBase64Url(JSON_RECORD)
export const FORGED_PAYLOAD: string = toBase64Url(FORGED_JSON_RECORD)

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/'
export const BODY_ID = 'noi-dung'

/** In canonical form too, and with its namespace declared on it. */
export function soapBody(content: string, attributes = ` Id="${BODY_ID}"`): string {
  return `<S:Body xmlns:S="${SOAP}"${attributes}>${content}</S:Body>`
}

export function soapEnvelope(content: string, attributes = ''): string {
  return `<S:Envelope xmlns:S="${SOAP}"${attributes}>${content}</S:Envelope>`
}

const signingKey = await readSigningKey({ pem: SIGNER_KEY_PEM, certificatePem: SIGNER_PEM })

function signedBy(placement: XmlPlacement, document: string): string {
  return signXml(document, signingKey, { placement, claimedTime: CLAIMED }).trimEnd()
}

/** Honest messages, made by the signing library. */
export const ENVELOPED: string = signedBy('enveloped', XML_RECORD)
export const ENVELOPING: string = signedBy('enveloping', XML_RECORD)
/** The Body is signed, and the Signature stands beside it. */
export const IN_SOAP: string = signedBy('detached', soapEnvelope(soapBody(XML_RECORD)))
export const COMPACT: string = (
  await signJws(Buffer.from(JSON_RECORD), signingKey, {
    serialization: 'compact',
    claimedTime: CLAIMED,
  })
).trim()

/** Members of a header by which the signer is believed. */
export function headerOf(
  members: Readonly<Record<string, unknown>> = {},
  { certificates }: Signer = SIGNER,
): Readonly<Record<string, unknown>> {
  const x5c = certificates.map((der) => Buffer.from(der).toString('base64'))
  return { alg: 'ES256', x5c, ...members }
}

/** What is signed in JWS, signed by ECDSA whatever the header says. */
export function ecdsaValue(input: string | Uint8Array, key: KeyObject = SIGNER.key): Buffer {
  return sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' })
}

const EXCLUSIVE = {
  mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
  withComments: false,
  prefixes: [],
}

/** What later stages get of a signed message; undefined when they get nothing. */
export async function handedOn(message: Uint8Array): Promise<string | undefined> {
  const text = Buffer.from(message).toString('utf8')
  if (!text.trimStart().startsWith('<')) {
    const { payload } = await openJws(text, TRUST, AT)
    return payload && Buffer.from(payload).toString('utf8')
  }
  const { document, issues } = parseXml(message)
  if (document === undefined) return undefined
  try {
    if (issues.length > 0) return undefined
    const { contents } = openXmlSignatures(
      { document, bytes: message, mayLoseSignature: true },
      TRUST,
      AT,
    )
    if (contents.length === 0) return undefined
    return contents.map((each) => canonicalizeElement(each, EXCLUSIVE).toString()).join('')
  } finally {
    document.dispose()
  }
}
