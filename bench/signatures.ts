/**
 * Verifying signatures, as ratios to what cannot be done without, and to what others do.
 *
 * XML: parsing, canonicalizing, hashing and one signature check by the same libraries
 * (the floor), and xml-crypto. JSON: jose alone. Rounds are interleaved.
 *
 * @module
 */
import { constants, createHash, type KeyObject, verify } from 'node:crypto'
import { flattenedVerify } from 'jose'
import { XmlC14NMode, XmlDocument } from 'libxml2-wasm'
import { SignedXml } from 'xml-crypto'
import type { SigningKey, TrustStore } from '../validator/index.ts'
import {
  createCatalogue,
  createTrustStore,
  createValidator,
  makeTestChain,
  readSigningKey,
  signJws,
  signXml,
} from '../validator/index.ts'
import { median } from './load.ts'

const SIZES = [1_500, 10_000, 100_000, 1_000_000, 9_500_000]
/** Beyond that xml-crypto takes minutes. */
const OTHERS_BYTES_MAX = 1_000_000
const DSIG = { ds: 'http://www.w3.org/2000/09/xmldsig#' }
const EXCLUSIVE = { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: false }

export async function benchSignatures(): Promise<void> {
  const { key, trust } = await makeKey()
  console.log('\nsignatures, RSA 3072       ours      / floor   / xml-crypto')
  for (const size of SIZES) await benchXml(size, key, trust)
  console.log(`peak memory of this process so far  ${peakMegabytes()} MB`)
  console.log('\nJWS, RSA 3072              ours      / jose alone')
  for (const size of SIZES.slice(0, 4)) await benchJws(size, key, trust)
}

async function makeKey(): Promise<{ readonly key: SigningKey; readonly trust: TrustStore }> {
  const files = makeTestChain({ kind: 'rsa', signer: 'bench', now: new Date(Date.now() - 60_000) })
  const text = (name: string) => files.find(({ file }) => file === name)?.text ?? ''
  const lists = ['trust/root.crl', 'trust/issuing.crl'].map((name) => Buffer.from(text(name)))
  return {
    key: await readSigningKey({
      pem: text('signer.key.pem'),
      certificatePem: text('signer.pem'),
    }),
    trust: createTrustStore([Buffer.from(text('trust/root.pem'))], { crls: lists }),
  }
}

function document(bytes: number): string {
  const row = '<r><a>Nguyễn Thị Ví Dụ</a><b>001190000002</b><c>2026-11-23</c></r>'
  return `<m xmlns="urn:vi-du">${row.repeat(Math.ceil(bytes / Buffer.byteLength(row)))}</m>`
}

async function benchXml(size: number, key: SigningKey, trust: TrustStore): Promise<void> {
  const signed = await signXml(document(size), key, { placement: 'enveloped' })
  const bytes = Buffer.from(signed)
  const validator = createValidator({ catalogue: createCatalogue([]), trust, now })
  const certificate = key.certificate.x509
  const others = bytes.byteLength < OTHERS_BYTES_MAX * 1.1
  const [ours = 0, floor = 0, other = 0] = await interleaved(size, [
    async () => expectValid((await validator.verify(bytes)).valid),
    () => expectValid(floorOf(signed, certificate.publicKey)),
    ...(others ? [() => expectValid(byXmlCrypto(signed, certificate.toString()))] : []),
  ])
  const against = others ? `${(other / ours).toFixed(1)} × faster` : 'not tried'
  row(size, ours, [`${(ours / floor).toFixed(2)} ×`, against])
}

/** Parse, canonicalize twice, hash, check one value: without these nothing is verified. */
function floorOf(xml: string, publicKey: KeyObject): boolean {
  const parsed = XmlDocument.fromString(xml)
  try {
    const info = parsed.get('//ds:SignedInfo', DSIG)
    const value = parsed.get('//ds:SignatureValue', DSIG)?.content ?? ''
    const digest = parsed.get('//ds:DigestValue', DSIG)?.content ?? ''
    const signedInfo = (info as never as typeof parsed.root).canonicalizeToString(EXCLUSIVE)
    const signature = parsed.get('//ds:Signature', DSIG) as never as typeof parsed.root
    signature.remove()
    const content = parsed.root.canonicalizeToString(EXCLUSIVE)
    const isWhole = createHash('sha256').update(content).digest('base64') === digest
    const padding = constants.RSA_PKCS1_PSS_PADDING
    const check = { key: publicKey, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    return isWhole && verify('sha256', Buffer.from(signedInfo), check, Buffer.from(value, 'base64'))
  } finally {
    parsed.dispose()
  }
}

function byXmlCrypto(xml: string, publicCert: string): boolean {
  const verifier = new SignedXml({ publicCert })
  const [signature = ''] = /<ds:Signature[ >].*<\/ds:Signature>/su.exec(xml) ?? []
  verifier.loadSignature(signature)
  return verifier.checkSignature(xml)
}

async function benchJws(size: number, key: SigningKey, trust: TrustStore): Promise<void> {
  const payload = Buffer.from(JSON.stringify({ ten: 'x'.repeat(size) }))
  const jws = await signJws(payload, key, { serialization: 'flattened' })
  const bytes = Buffer.from(jws)
  const parsed = JSON.parse(jws) as Parameters<typeof flattenedVerify>[0]
  const publicKey = key.certificate.x509.publicKey
  const validator = createValidator({ catalogue: createCatalogue([]), trust, now })
  const [ours = 0, alone = 0] = await interleaved(size, [
    async () => expectValid((await validator.verify(bytes)).valid),
    async () => expectValid((await flattenedVerify(parsed, publicKey)).payload.length > 0),
  ])
  row(size, ours, [`${(ours / alone).toFixed(2)} ×`])
}

function now(): Date {
  return new Date()
}

function expectValid(isValid: boolean): void {
  if (!isValid) throw new Error('what is measured does not verify')
}

/** Milliseconds of each, the median of rounds in which each has its turn. */
async function interleaved(
  size: number,
  runs: readonly (() => void | Promise<void>)[],
): Promise<readonly number[]> {
  const rounds = size >= 1_000_000 ? 3 : size >= 100_000 ? 7 : 30
  const times = runs.map((): number[] => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, run] of runs.entries()) {
      const begin = performance.now()
      await run()
      times[index]?.push(performance.now() - begin)
    }
  }
  return times.map((each) => median(each))
}

function row(size: number, ours: number, ratios: readonly string[]): void {
  const name = `  ${String(size).padStart(9)} bytes`.padEnd(24)
  console.log(`${name}${`${ours.toFixed(2)} ms`.padStart(11)}   ${ratios.join('   ')}`)
}

function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1_024)
}
