/**
 * Changed messages: whatever is changed, what is believed is what was signed.
 *
 * Ten thousand of each kind of message: four ways, `CHUAN_RUNS` of each, from a seed.
 */
import { beforeAll, describe, expect, test } from 'vitest'
import type { SigningKey, TrustStore } from '../../../../validator/index.ts'
import { createTrustStore, readSigningKey, signJws, signXml } from '../../../../validator/index.ts'
import { makeCertificate } from '../keys.ts'
import { believedJws, believedXml } from './believed.ts'
import {
  byteChanged,
  byteDoubled,
  byteRemoved,
  jwsChanged,
  randomOf,
  structureChanged,
} from './mutators.ts'

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
    const original = believedXml(signed, trust)?.content
    expect(original).toContain('Ví dụ')
    const random = randomOf(signed.length)
    for (let run = 0; run < RUNS; run += 1) {
      const changed = mutate(signed, random)
      const believed = believedXml(changed, trust)?.content
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
      const believed = (await believedJws(changed, trust))?.content
      if (believed === undefined || believed === PAYLOAD.toString('latin1')) continue
      expect([run, changed]).toEqual([run, 'refused'])
    }
  })
})
