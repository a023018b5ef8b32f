/**
 * Verifying signatures, as ratios to what cannot be done without, and to what others do.
 *
 * XML: parsing, canonicalizing, hashing and one signature check by the same libraries
 * (the floor), and xml-crypto. JSON: jose alone. Rounds are interleaved.
 *
 * @module
 */
import { constants, createHash, type KeyObject, verify } from 'node:crypto'
import { compactVerify } from 'jose'
import { XmlC14NMode, XmlDocument } from 'libxml2-wasm'
import { SignedXml } from 'xml-crypto'
import type { SigningKey, TrustStore } from '../validator/index.ts'
import { built } from './built.ts'
import type { Cost } from './interleaved.ts'
import { interleaved, interleavedCosts } from './interleaved.ts'
import { peakMegabytes } from './memory.ts'
import type { BenchKey } from './signed-messages.ts'
import { makeBenchKey, xmlDocument } from './signed-messages.ts'

const { createCatalogue, createValidator, signJws, signXml } = built

const SIZES = [1_500, 10_000, 100_000, 1_000_000, 9_500_000]
/** Of payloads: the largest, in base64url, is about as much as a document may have. */
const JWS_SIZES = [1_500, 10_000, 100_000, 1_000_000, 7_000_000]
/** Beyond that xml-crypto takes minutes. */
const OTHERS_BYTES_MAX = 1_000_000
const DSIG = { ds: 'http://www.w3.org/2000/09/xmldsig#' }
const EXCLUSIVE = { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: false }

export async function benchSignatures(): Promise<void> {
  const bench = await makeBenchKey()
  const { key, trust } = bench
  console.log('\nsignatures, RSA 3072       ours      / floor   / xml-crypto')
  for (const size of SIZES) await benchXml(size, key, trust)
  await benchMemory(bench)
  await benchJwsOf('PS256, RSA 3072', bench)
  await benchJwsOf('ES256', await makeBenchKey('ec'))
}

async function benchXml(size: number, key: SigningKey, trust: TrustStore): Promise<void> {
  const signed = await signXml(xmlDocument(size), key, { placement: 'enveloped' })
  const bytes = Buffer.from(signed)
  const validator = createValidator({ catalogue: createCatalogue([]), trust, now })
  const certificate = key.certificate.x509
  const others = bytes.byteLength < OTHERS_BYTES_MAX * 1.1
  const [ours = 0, floor = 0, other = 0] = await interleaved(size, [
    async () => expectValid((await validator.verify(bytes)).valid),
    () => expectValid(floorOf(bytes, certificate.publicKey)),
    ...(others ? [() => expectValid(byXmlCrypto(signed, certificate.toString()))] : []),
  ])
  const against = others ? `${(other / ours).toFixed(1)} × faster` : 'not tried'
  row(size, ours, [`${(ours / floor).toFixed(2)} ×`, against])
}

/** Parse, canonicalize twice, hash, check one value: without these nothing is verified. */
function floorOf(xml: Uint8Array, publicKey: KeyObject): boolean {
  const parsed = XmlDocument.fromBuffer(xml)
  try {
    const value = parsed.get('//ds:SignatureValue', DSIG)?.content ?? ''
    const digest = parsed.get('//ds:DigestValue', DSIG)?.content ?? ''
    const signedInfo = canonicalSignedInfo(parsed)
    const signature = parsed.get('//ds:Signature', DSIG) as never as typeof parsed.root
    signature.remove()
    const content = parsed.canonicalizeToString(EXCLUSIVE)
    const isWhole = createHash('sha256').update(content).digest('base64') === digest
    const padding = constants.RSA_PKCS1_PSS_PADDING
    const check = { key: publicKey, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    return isWhole && verify('sha256', Buffer.from(signedInfo), check, Buffer.from(value, 'base64'))
  } finally {
    parsed.dispose()
  }
}

/** Of a document of its own: within the message libxml2 would ask back for every node. */
function canonicalSignedInfo(parsed: XmlDocument): string {
  const info = parsed.get('//ds:SignedInfo', DSIG) as never as typeof parsed.root
  const text = info.toString({ format: false })
  const declared = text.replace('<ds:SignedInfo', `<ds:SignedInfo xmlns:ds="${DSIG.ds}"`)
  const alone = XmlDocument.fromString(declared)
  try {
    return alone.canonicalizeToString(EXCLUSIVE)
  } finally {
    alone.dispose()
  }
}

function byXmlCrypto(xml: string, publicCert: string): boolean {
  const verifier = new SignedXml({ publicCert })
  const [signature = ''] = /<ds:Signature[ >].*<\/ds:Signature>/su.exec(xml) ?? []
  verifier.loadSignature(signature)
  return verifier.checkSignature(xml)
}

async function benchJwsOf(name: string, { key, trust }: BenchKey): Promise<void> {
  console.log(`\n${`JWS, ${name}`.padEnd(27)}ours      / jose    / its CPU / jose and JSON.parse`)
  for (const size of JWS_SIZES) await benchJws(size, key, trust)
}

/**
 * One signer, message after message, each signed at a second of its own.
 *
 * Others hand over the bytes; whoever uses them decodes and parses those as well.
 */
async function benchJws(size: number, key: SigningKey, trust: TrustStore): Promise<void> {
  const record = { ten: 'Nguyễn Thị Ví Dụ', so: '001190000002', ngay: '2026-11-23' }
  const records = Array.from({ length: Math.ceil(size / RECORD_BYTES) }, () => record)
  const payload = Buffer.from(JSON.stringify(records))
  const length = Math.min(MESSAGE_COUNT_MAX, Math.ceil(MESSAGES_BYTES / size))
  const messages = await Promise.all(
    Array.from({ length }, async (_, second) => {
      const claimedTime = new Date(FIRST_SECOND + second * 1_000).toISOString().replace('.000', '')
      return Buffer.from(await signJws(payload, key, { serialization: 'compact', claimedTime }))
    }),
  )
  let count = 0
  const next = () => messages[count++ % length] ?? Buffer.alloc(0)
  const publicKey = key.certificate.x509.publicKey
  const validator = createValidator({ catalogue: createCatalogue([]), trust, now })
  const [ours = NO_COST, alone = NO_COST, parsed = NO_COST] = await interleavedCosts(size, [
    async () => expectValid((await validator.verify(next())).valid),
    async () => expectValid((await compactVerify(next(), publicKey, JADES)).payload.length > 0),
    async () => expectValid(parsePayload((await compactVerify(next(), publicKey, JADES)).payload)),
  ])
  row(size, ours.elapsed, [
    `${(ours.elapsed / alone.elapsed).toFixed(2)} ×`.padStart(9),
    `${(ours.cpu / alone.cpu).toFixed(2)} ×`,
    `${(ours.elapsed / parsed.elapsed).toFixed(2)} ×`.padStart(9),
  ])
}

const RECORD_BYTES = 80
const MESSAGE_COUNT_MAX = 16
const MESSAGES_BYTES = 16_000_000
/** As whoever takes such messages has to tell it. */
const JADES = { crit: { sigT: true } }
const FIRST_SECOND = Date.UTC(2026, 10, 23)
const NO_COST: Cost = { elapsed: 0, cpu: 0 }

function parsePayload(payload: Uint8Array): boolean {
  return Array.isArray(JSON.parse(new TextDecoder().decode(payload)))
}

/** The largest document in a process of its own, beside one that verifies the smallest. */
async function benchMemory(bench: BenchKey): Promise<void> {
  const least = await peakMegabytes(SIZES[0] ?? 0, bench)
  const most = await peakMegabytes(SIZES.at(-1) ?? 0, bench)
  console.log(`peak memory of a process  ${most} MB, and ${least} MB with the smallest`)
}

function now(): Date {
  return new Date()
}

function expectValid(isValid: boolean): void {
  if (!isValid) throw new Error('what is measured does not verify')
}

function row(size: number, ours: number, ratios: readonly string[]): void {
  const name = `  ${String(size).padStart(9)} bytes`.padEnd(24)
  console.log(`${name}${`${ours.toFixed(2)} ms`.padStart(11)}   ${ratios.join('   ')}`)
}
