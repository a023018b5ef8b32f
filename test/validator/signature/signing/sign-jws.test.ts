/** Signing JWS with each kind of key, and adding to signatures that are there. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { flattenedVerify, generalVerify } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  addJwsSignature,
  readSigningKey,
  SIGNATURE_COUNT_MAX,
  type SigningKey,
  signJws,
  type TrustStore,
} from '../../../../validator/index.ts'
import { documentUnsignable, signingKeyUnreadable } from '../../../../validator/problems.ts'
import { toJoseKey } from '../../../../validator/signature/jws/jose-key.ts'
import { openJws } from '../../../../validator/signature/jws/open.ts'
import { signRaw } from '../jws/raw.ts'
import { AT, makeCertificate, makeChain } from '../keys.ts'

const PAYLOAD = Buffer.from('{"ten":"Ví dụ"}')
const KINDS = [
  { kind: 'ec', alg: 'ES256' },
  { kind: 'p384', alg: 'ES384' },
  { kind: 'p521', alg: 'ES512' },
  { kind: 'rsa', alg: 'PS256' },
  { kind: 'rsa-pss', alg: 'PS384' },
  { kind: 'ed25519', alg: 'EdDSA' },
] as const

let trust: TrustStore
let keys: ReadonlyMap<string, SigningKey>

beforeAll(async () => {
  const chain = await makeChain()
  trust = chain.trust
  const issuer = { name: 'Test CA', key: chain.ca.privateKey }
  const made = await Promise.all(
    KINDS.map(async ({ kind }) => {
      const leaf = await makeCertificate({ name: kind, kind, issuer, keyUsage: 0x80 })
      return [
        kind,
        await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem + chain.ca.pem }),
      ] as const
    }),
  )
  keys = new Map(made)
})

function keyOf(kind: (typeof KINDS)[number]['kind']): SigningKey {
  const key = keys.get(kind)
  if (key === undefined) throw new TypeError('no such key')
  return key
}

describe('signing JWS', () => {
  test.for(KINDS)('with a key of kind $kind makes $alg, which jose verifies', async (row) => {
    const key = keyOf(row.kind)
    const publicKey = createPublicKey(toJoseKey(key.privateKey))
    const general = JSON.parse(await signJws(PAYLOAD, key, { serialization: 'general' }))
    const { payload, protectedHeader } = await generalVerify(general, publicKey)
    expect([Buffer.from(payload), protectedHeader?.alg]).toEqual([PAYLOAD, row.alg])
    const { reports } = await openJws(JSON.stringify(general), trust, AT)
    expect(reports).toMatchObject([{ indication: 'TOTAL_PASSED', algorithm: row.alg }])
  })

  test('leaves a detached payload out, and jose verifies it put back', async () => {
    const key = keyOf('ec')
    const text = await signJws(PAYLOAD, key, { serialization: 'flattened', detached: true })
    const jws = JSON.parse(text)
    expect(Object.keys(jws)).toEqual(['protected', 'signature'])
    const whole = { ...jws, payload: PAYLOAD.toString('base64url') }
    await expect(flattenedVerify(whole, key.certificate.publicKey)).resolves.toBeDefined()
  })

  test('carries the certificate, its thumbprint and its chain', async () => {
    const key = keyOf('ec')
    const { protected: encoded } = JSON.parse(
      await signJws(PAYLOAD, key, { serialization: 'flattened' }),
    )
    const header = JSON.parse(Buffer.from(encoded, 'base64url').toString())
    const chain = [key.certificate, ...key.chain]
    expect(chain).toHaveLength(2)
    expect(header).toEqual({
      alg: 'ES256',
      x5c: chain.map(({ der }) => Buffer.from(der).toString('base64')),
      'x5t#S256': Buffer.from(key.certificate.fingerprint, 'hex').toString('base64url'),
    })
  })

  test.for(['2026-11-23', '2026-02-30T00:00:00Z', '2026-11-23T00:00:00+07:00'])(
    'does not claim the time %s',
    async (claimedTime) => {
      const signed = signJws(PAYLOAD, keyOf('ec'), { serialization: 'compact', claimedTime })
      await expect(signed).rejects.toMatchObject({ kind: documentUnsignable })
    },
  )

  test('needs a key of a kind that signs', async () => {
    const { privateKey } = generateKeyPairSync('x25519')
    const signed = signJws(PAYLOAD, { ...keyOf('ec'), privateKey }, { serialization: 'compact' })
    await expect(signed).rejects.toMatchObject({ kind: signingKeyUnreadable })
  })
})

describe('adding a signature to a JWS', () => {
  test.for(['compact', 'flattened', 'general'] as const)(
    'in %s form makes a general one in which both hold',
    async (serialization) => {
      const claimedTime = '2026-11-23T00:00:00Z'
      const one = await signJws(PAYLOAD, keyOf('ec'), { serialization })
      const two = await addJwsSignature(one, keyOf('rsa'), { claimedTime })
      const { reports, payload } = await openJws(two, trust, AT)
      expect(reports).toMatchObject([
        { indication: 'TOTAL_PASSED', algorithm: 'ES256' },
        { indication: 'TOTAL_PASSED', algorithm: 'PS256', claimedTime },
      ])
      expect(Buffer.from(payload ?? [])).toEqual(PAYLOAD)
    },
  )

  test('over a detached payload needs the payload', async () => {
    const one = await signJws(PAYLOAD, keyOf('ec'), { serialization: 'general', detached: true })
    const two = await addJwsSignature(one, keyOf('rsa'), { detachedPayload: PAYLOAD })
    const { reports } = await openJws(two, trust, AT, { body: PAYLOAD })
    expect(reports.map(({ indication }) => indication)).toEqual(['TOTAL_PASSED', 'TOTAL_PASSED'])
    const without = addJwsSignature(one, keyOf('rsa'))
    await expect(without).rejects.toMatchObject({ kind: documentUnsignable })
  })

  test('keeps the unprotected header of another', async () => {
    const { privateKey } = keyOf('ec')
    const payload = PAYLOAD.toString('base64url')
    const entry = { ...signRaw({ alg: 'ES256' }, payload, privateKey), header: { note: 'x' } }
    const two = await addJwsSignature(JSON.stringify({ payload, ...entry }), keyOf('rsa'))
    expect(JSON.parse(two).signatures[0]).toEqual(entry)
  })

  test.for<{ readonly name: string; readonly make: () => string | Promise<string> }>([
    { name: 'is none', make: () => '{"payload":"e30"}' },
    {
      name: 'has as many signatures as are looked at',
      make: () => {
        const entry = signRaw({ alg: 'ES256' }, 'e30', keyOf('ec').privateKey)
        const signatures = Array.from({ length: SIGNATURE_COUNT_MAX }, () => entry)
        return JSON.stringify({ payload: 'e30', signatures })
      },
    },
    {
      name: 'has its payload unencoded',
      make: () => {
        const header = { alg: 'ES256', b64: false, crit: ['b64'] }
        const entry = signRaw(header, '{}', keyOf('ec').privateKey)
        return JSON.stringify({ payload: '{}', signatures: [entry] })
      },
    },
  ])('is refused of what $name', async ({ make }) => {
    const added = addJwsSignature(await make(), keyOf('ec'))
    await expect(added).rejects.toMatchObject({ kind: documentUnsignable })
  })
})
