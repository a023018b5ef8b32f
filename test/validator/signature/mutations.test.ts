/**
 * Changed messages: whatever is changed, what is believed is what was signed.
 *
 * Ten thousand of each kind of message: four ways, `CHUAN_RUNS` of each, from a seed.
 */
import { XmlC14NMode } from 'libxml2-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { SigningKey, TrustStore } from '../../../validator/index.ts'
import { createTrustStore, readSigningKey, signJws, signXml } from '../../../validator/index.ts'
import { openJws } from '../../../validator/signature/jws/open.ts'
import { canonicalizeElement } from '../../../validator/signature/xmldsig/canonicalize.ts'
import { openXmlSignatures } from '../../../validator/signature/xmldsig/open.ts'
import { parseXml } from '../../../validator/xml/parse.ts'
import { AT, makeCertificate } from './keys.ts'

const RUNS = Number(process.env['CHUAN_RUNS'] ?? 2_500)
const CLAIMED = '2026-11-23T01:00:00Z'
const XML = `<m xmlns="urn:vi-du" xmlns:k="urn:khac"><b so="1">Ví dụ</b><k:c>hai</k:c><d><e>ba</e></d></m>`
const PAYLOAD = Buffer.from('{"ten":"Ví dụ","so":1}')

let key: SigningKey
let trust: TrustStore

beforeAll(async () => {
  const ca = await makeCertificate({ name: 'Test CA', isCa: true, keyUsage: 0x06 })
  const issuer = { name: 'Test CA', key: ca.privateKey }
  const leaf = await makeCertificate({ name: 'Signer', issuer, keyUsage: 0x80 })
  key = await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
  trust = createTrustStore([ca.der])
})

/** Mulberry32: the same numbers on every machine. */
function randomOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Random = ReturnType<typeof randomOf>
type Mutation = (text: Buffer, random: Random) => Buffer

const byteChanged: Mutation = (bytes, random) => {
  const changed = Buffer.from(bytes)
  changed[random(bytes.length)] = random(256)
  return changed
}

const byteRemoved: Mutation = (bytes, random) => {
  const at = random(bytes.length)
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
}

const byteDoubled: Mutation = (bytes, random) => {
  const at = random(bytes.length)
  return Buffer.concat([bytes.subarray(0, at + 1), bytes.subarray(at)])
}

/** Where each element of the text begins and ends; there are no comments and no CDATA in it. */
function elementsIn(text: string): readonly (readonly [number, number])[] {
  const open: number[] = []
  const ranges: (readonly [number, number])[] = []
  for (const tag of text.matchAll(/<(\/?)[^>?!]*?(\/?)>/gu)) {
    const end = tag.index + tag[0].length
    if (tag[1] === '/') ranges.push([open.pop() ?? 0, end])
    else if (tag[2] === '/') ranges.push([tag.index, end])
    else open.push(tag.index)
  }
  return ranges
}

function pick<Value>(values: readonly Value[], random: Random): Value {
  const value = values[random(values.length)]
  if (value === undefined) throw new TypeError('nothing to pick from')
  return value
}

/** One element copied or moved to where another begins, removed, renamed or given a namespace. */
const structureChanged: Mutation = (bytes, random) => {
  const text = bytes.toString('utf8')
  const [start, end] = pick(elementsIn(text), random)
  const [to] = pick(elementsIn(text), random)
  const element = text.slice(start, end)
  const without = text.slice(0, start) + text.slice(end)
  const changes = [
    () => text.slice(0, to) + element + text.slice(to),
    () => without.slice(0, Math.min(to, without.length)) + element + without.slice(to),
    () => without,
    () => text.slice(0, start) + text.slice(start).replace(/^<([\w:]+)/u, '<$1 moi="1"'),
    () => text.slice(0, start) + text.slice(start).replace(/^<([\w:]+)/u, '<$1 xmlns:z="urn:z"'),
    () => text.slice(0, end) + pick(['<!--x-->', '<?x y?>', 'x', ' '], random) + text.slice(end),
    () => text.slice(0, start) + text.slice(start).replace(/ Id="[^"]*"/u, ' Id="_9"'),
  ]
  return Buffer.from(pick(changes, random)())
}

/** Another text in the place of base64url, that reads nearly as it did. */
const contentChanged = (encoded: string, random: Random): string => {
  const text = Buffer.from(encoded, 'base64url').toString('utf8')
  const changes = [
    () => text.replace('{', '{"moi":1,'),
    () => text.replace(/:/u, ': '),
    () => text.replace(/\d/u, '7'),
    () => '{}',
    () => text + text,
  ]
  return Buffer.from(pick(changes, random)()).toString('base64url')
}

/** Parts of a compact JWS swapped, dropped, doubled or written anew. */
function compactChanged(text: string, random: Random): string {
  const parts = text.split('.')
  const [at, to] = [random(parts.length), random(parts.length)]
  const changed = [...parts]
  const changes = [
    () => {
      changed[at] = parts[to] ?? ''
      changed[to] = parts[at] ?? ''
    },
    () => changed.splice(at, 1),
    () => changed.splice(to, 0, parts[at] ?? ''),
    () => {
      changed[at] = contentChanged(parts[at] ?? '', random)
    },
  ]
  pick(changes, random)()
  return changed.join('.')
}

interface Members {
  [name: string]: unknown
}

/** Every object in a JWS in JSON, itself first. */
function objectsIn(value: unknown): readonly Members[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (typeof value !== 'object' || value === null) return []
  return [value as Members, ...Object.values(value).flatMap(objectsIn)]
}

/** A member moved, copied, renamed or written anew; a signature doubled, dropped or spliced. */
function jsonChanged(text: string, random: Random): string {
  const jws = JSON.parse(text) as Members
  const [from, to] = [pick(objectsIn(jws), random), pick(objectsIn(jws), random)]
  const name = pick(Object.keys(from), random)
  const other = pick([...Object.keys(to), 'header', 'moi'], random)
  const value = from[name]
  const changes = [
    () => delete from[name],
    () => {
      to[other] = structuredClone(value)
    },
    () => {
      delete from[name]
      to[other] = structuredClone(value)
    },
    () => {
      from[name] = typeof value === 'string' ? contentChanged(value, random) : [value, value]
    },
    () => {
      const { signatures } = jws
      if (Array.isArray(signatures)) signatures.push(structuredClone(signatures[0]))
      else jws['signatures'] = [{ protected: jws['protected'], signature: jws['signature'] }]
    },
  ]
  pick(changes, random)()
  return JSON.stringify(jws)
}

const jwsChanged: Mutation = (bytes, random) => {
  const text = bytes.toString('utf8')
  return Buffer.from(
    text.startsWith('{') ? jsonChanged(text, random) : compactChanged(text, random),
  )
}

/** As it was signed: a namespace that nothing is in does not count. */
const EXCLUSIVE = {
  mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
  withComments: false,
  prefixes: [],
}

/** The content that goes on to be judged, when every signature passed. */
function believedXml(bytes: Buffer): string | undefined {
  const { document, issues } = parseXml(bytes)
  if (document === undefined) return undefined
  try {
    if (issues.length > 0) return undefined
    const { content, reports } = openXmlSignatures(
      { document, bytes, mayLoseSignature: true },
      trust,
      AT,
    )
    const isBelieved = reports.length > 0 && reports.every(isPassed)
    return isBelieved && content !== undefined ? withoutSignature(content) : undefined
  } finally {
    document.dispose()
  }
}

function isPassed({ indication }: { readonly indication: string }): boolean {
  return indication === 'TOTAL_PASSED'
}

/** An enveloped signature is no content; unsigned properties in it may be anything. */
function withoutSignature(content: Parameters<typeof canonicalizeElement>[0]): string {
  const canonical = canonicalizeElement(content, EXCLUSIVE).toString()
  return canonical.replace(/<ds:Signature[ >].*<\/ds:Signature>/su, '')
}

describe.for([
  { placement: 'enveloped' as const },
  { placement: 'enveloping' as const },
  { placement: 'detached' as const },
])('a signed XML message, $placement', ({ placement }) => {
  test.for([
    { name: 'bytes changed', mutate: byteChanged },
    { name: 'bytes removed', mutate: byteRemoved },
    { name: 'bytes doubled', mutate: byteDoubled },
    { name: 'elements moved, copied and changed', mutate: structureChanged },
  ])('with $name is believed only as it was signed', async ({ mutate }) => {
    const signed = Buffer.from(await signXml(XML, key, { placement, claimedTime: CLAIMED }))
    const original = believedXml(signed)
    expect(original).toContain('Ví dụ')
    const random = randomOf(signed.length)
    for (let run = 0; run < RUNS; run += 1) {
      const changed = mutate(signed, random)
      const believed = believedXml(changed)
      if (believed === undefined || believed === original) continue
      expect([run, changed.toString('utf8')]).toEqual([run, 'refused'])
    }
  })
})

describe.for([
  { serialization: 'compact' as const },
  { serialization: 'flattened' as const },
  { serialization: 'general' as const },
])('a signed JSON message, $serialization', ({ serialization }) => {
  test.for([
    { name: 'bytes changed', mutate: byteChanged },
    { name: 'bytes removed', mutate: byteRemoved },
    { name: 'bytes doubled', mutate: byteDoubled },
    { name: 'parts moved, copied and changed', mutate: jwsChanged },
  ])('with $name is believed only as it was signed', async ({ mutate }) => {
    const options = { serialization, claimedTime: CLAIMED }
    const signed = Buffer.from(await signJws(PAYLOAD, key, options))
    const random = randomOf(signed.length)
    for (let run = 0; run < RUNS; run += 1) {
      const changed = mutate(signed, random).toString('latin1')
      const { payload, reports } = await openJws(changed, trust, AT)
      const isBelieved = payload !== undefined && reports.every(isPassed)
      if (!isBelieved || PAYLOAD.equals(payload)) continue
      expect([run, changed]).toEqual([run, 'refused'])
    }
  })
})
