/** The signature vectors of the xmlsec library, where they lie beside the project, and our word on each. */
import { createPublicKey, type KeyObject } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTrustStore, type TrustStore } from '../../../validator/index.ts'
import { openXmlSignatures } from '../../../validator/signature/xmldsig/open.ts'
import { parseXml } from '../../../validator/xml/parse.ts'
import { AT, makeCertificate } from './keys.ts'

const FOLDER = '../shared/fixtures/signatures/lsh123-xmlsec'
export const hasVectors: boolean = existsSync(FOLDER)

export interface Vector {
  readonly file: string
  readonly path: string
  readonly runs: readonly { readonly expect: 'valid' | 'invalid' }[]
}

const expected = hasVectors
  ? (JSON.parse(readFileSync(join(FOLDER, 'expected-dsig.json'), 'utf8')) as {
      readonly files: Readonly<Record<string, Vector['runs']>>
    })
  : { files: {} }

export const vectors: readonly Vector[] = Object.entries(expected.files)
  .map(([file, runs]) => ({ file, path: join(FOLDER, 'tests', file), runs }))
  .filter(({ path }) => existsSync(path))

/**
 * The vectors were made to try cryptography, and most sign a text: value and digests hold,
 * and then there is no element that could be a message.
 */
export const VERIFIED = 'signed-part-ambiguous'

export function certificatesOfVectors(): readonly Buffer[] {
  const keys = join(FOLDER, 'tests/keys')
  return readdirSync(keys, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('cert.pem'))
    .map((file) => readFileSync(join(keys, file)))
}

/** Signers without a certificate in the message are found among those that are pinned. */
export function trustOfVectors(): TrustStore {
  const { anchors, intermediates } = createTrustStore(certificatesOfVectors())
  return { anchors, intermediates, pinned: [...anchors, ...intermediates] }
}

/**
 * A bare public key in a message is nobody to us. So that the vectors that bring one are tried
 * all the same, somebody is made of it: a certificate, which is pinned for that vector alone.
 */
export async function withBareKeys(xml: string, trust: TrustStore): Promise<TrustStore> {
  const keys = bareKeysIn(xml)
  const made = await Promise.all(
    keys.map((publicKey) => makeCertificate({ name: 'Signer', publicKey })),
  )
  const { pinned } = createTrustStore(made.map(({ der }) => der))
  return { ...trust, pinned: [...trust.pinned, ...pinned] }
}

/** The same keys as PEM, for whoever takes them as they are. */
export function bareKeyPems(xml: string): readonly string[] {
  return bareKeysIn(xml).map((key) => String(key.export({ type: 'spki', format: 'pem' })))
}

const CURVES: Readonly<Record<string, { readonly crv: string; readonly bytes: number }>> = {
  'urn:oid:1.2.840.10045.3.1.7': { crv: 'P-256', bytes: 32 },
  'urn:oid:1.3.132.0.34': { crv: 'P-384', bytes: 48 },
  'urn:oid:1.3.132.0.35': { crv: 'P-521', bytes: 66 },
}

function bareKeysIn(xml: string): readonly KeyObject[] {
  return [...rsaKeysIn(xml), ...ecKeysIn(xml), ...derKeysIn(xml)]
}

/** XML Signature 1.1 §4.5.2.2. */
function rsaKeysIn(xml: string): readonly KeyObject[] {
  return textsOf(xml, 'RSAKeyValue').map((inside) => {
    const [n = '', e = ''] = ['Modulus', 'Exponent'].map((name) => base64Url(inside, name))
    return createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })
  })
}

/** XML Signature 1.1 §4.5.2.3: an uncompressed point. */
function ecKeysIn(xml: string): readonly KeyObject[] {
  return textsOf(xml, 'ECKeyValue').flatMap((inside) => {
    const curve = CURVES[/NamedCurve[^>]*URI="([^"]+)"/u.exec(inside)?.[1] ?? '']
    const point = Buffer.from(base64Url(inside, 'PublicKey'), 'base64url')
    if (curve === undefined || point.length !== 1 + 2 * curve.bytes) return []
    const [x, y] = [point.subarray(1, 1 + curve.bytes), point.subarray(1 + curve.bytes)]
    const key = {
      kty: 'EC',
      crv: curve.crv,
      x: x.toString('base64url'),
      y: y.toString('base64url'),
    }
    return [createPublicKey({ key, format: 'jwk' })]
  })
}

/** XML Signature 1.1 §4.5.9. */
function derKeysIn(xml: string): readonly KeyObject[] {
  return textsOf(xml, 'DEREncodedKeyValue').flatMap((inside) => {
    try {
      const key = Buffer.from(inside, 'base64')
      return [createPublicKey({ key, format: 'der', type: 'spki' })]
    } catch {
      // Of a kind that Node knows nothing of.
      return []
    }
  })
}

function textsOf(xml: string, name: string): readonly string[] {
  const element = new RegExp(`<(?:\\w+:)?${name}(?: [^>]*)?>([\\s\\S]*?)</(?:\\w+:)?${name}>`, 'gu')
  return [...xml.matchAll(element)].map(([, inside = '']) => inside)
}

function base64Url(xml: string, name: string): string {
  return Buffer.from(textsOf(xml, name)[0] ?? '', 'base64').toString('base64url')
}

/** `VERIFIED`, or the code of what it is refused for. */
export function outcomeOf(bytes: Uint8Array, trust: TrustStore): string {
  const { document, issues } = parseXml(bytes)
  try {
    const [unread] = issues
    if (document === undefined || unread !== undefined) return unread?.code ?? 'unread'
    const { reports } = openXmlSignatures({ document, bytes }, trust, AT)
    const failed = reports.find(({ findings }) => findings[0] !== VERIFIED) ?? reports[0]
    if (failed?.indication === 'TOTAL_PASSED') return VERIFIED
    return failed?.findings[0] ?? failed?.indication ?? 'no signature'
  } finally {
    document?.dispose()
  }
}
