/** Signature values of every algorithm, right and wrong, decided as jose decides them. */
import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { CompactSign, compactVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { createTrustStore, type TrustStore } from '../../../../validator/index.ts'
import { openJws } from '../../../../validator/signature/jws/open.ts'
import { AT, makeCertificate } from '../keys.ts'

const PAYLOAD = Buffer.from('{"ten":"Ví dụ"}')
const RSA = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const KEYS = {
  RS256: RSA,
  RS384: RSA,
  RS512: RSA,
  PS256: RSA,
  PS384: RSA,
  PS512: RSA,
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  ES512: generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  EdDSA: generateKeyPairSync('ed25519'),
  Ed25519: generateKeyPairSync('ed25519'),
}

async function trustIn(publicKey: KeyObject): Promise<TrustStore> {
  const { der } = await makeCertificate({ name: 'Pinned', publicKey, keyUsage: 0x80 })
  return createTrustStore([der])
}

async function signed(alg: string, key: KeyObject): Promise<string> {
  return await new CompactSign(PAYLOAD).setProtectedHeader({ alg }).sign(key)
}

async function joseHolds(text: string, key: KeyObject): Promise<boolean> {
  return await compactVerify(text, key).then(
    () => true,
    () => false,
  )
}

function fits(text: string, trust: TrustStore): boolean {
  return openJws(text, trust, AT).reports.every(({ signer }) => signer !== undefined)
}

/** The same message with another value. */
function withValue(text: string, change: (value: Buffer) => Buffer): string {
  const [header = '', payload = '', value = ''] = text.split('.')
  return [header, payload, change(Buffer.from(value, 'base64url')).toString('base64url')].join('.')
}

const CHANGES: Readonly<Record<string, (value: Buffer) => Buffer>> = {
  'one bit of it changed': (value) => Buffer.from([(value[0] ?? 0) ^ 1, ...value.subarray(1)]),
  'its last byte left out': (value) => value.subarray(0, -1),
  'a zero before it': (value) => Buffer.concat([Buffer.alloc(1), value]),
  'a zero behind it': (value) => Buffer.concat([value, Buffer.alloc(1)]),
  'nothing but zeros': (value) => Buffer.alloc(value.length),
  'nothing but ones': (value) => Buffer.alloc(value.length, 0xff),
}

describe.for(Object.entries(KEYS))('%s', ([alg, { privateKey, publicKey }]) => {
  test('is believed by both as jose makes it, and gives what was signed', async () => {
    const text = await signed(alg, privateKey)
    const { payload, reports } = openJws(text, await trustIn(publicKey), AT)
    expect(await joseHolds(text, publicKey)).toBe(true)
    expect(reports).toMatchObject([{ indication: 'TOTAL_PASSED', algorithm: alg }])
    expect(Buffer.from(payload ?? []).equals(PAYLOAD)).toBe(true)
  })

  test.for(Object.entries(CHANGES))('is believed by neither with %s', async ([, change]) => {
    const text = withValue(await signed(alg, privateKey), change)
    expect(await joseHolds(text, publicKey)).toBe(false)
    expect(fits(text, await trustIn(publicKey))).toBe(false)
  })

  test('is not believed under the name of another', async () => {
    const trust = await trustIn(publicKey)
    const [, payload = '', value = ''] = (await signed(alg, privateKey)).split('.')
    for (const other of Object.keys(KEYS)) {
      const header = Buffer.from(JSON.stringify({ alg: other, x: 1 })).toString('base64url')
      expect(fits([header, payload, value].join('.'), trust)).toBe(false)
    }
  })
})

interface OtherValue {
  readonly name: string
  readonly alg: 'ES256' | 'PS256' | 'RS256'
  readonly make: (input: Buffer) => Buffer
}
const { ES256 } = KEYS
const PSS = { key: RSA.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING }

test.for<OtherValue>([
  {
    name: 'ECDSA in DER',
    alg: 'ES256',
    make: (input) => sign('sha256', input, ES256.privateKey),
  },
  {
    name: 'ECDSA with another hash',
    alg: 'ES256',
    make: (input) => sign('sha384', input, { key: ES256.privateKey, dsaEncoding: 'ieee-p1363' }),
  },
  {
    name: 'PSS without a salt',
    alg: 'PS256',
    make: (input) => sign('sha256', input, { ...PSS, saltLength: 0 }),
  },
  {
    name: 'PSS with the longest salt',
    alg: 'PS256',
    make: (input) =>
      sign('sha256', input, { ...PSS, saltLength: constants.RSA_PSS_SALTLEN_MAX_SIGN }),
  },
  {
    name: 'PSS in the place of PKCS#1',
    alg: 'RS256',
    make: (input) => sign('sha256', input, { ...PSS, saltLength: 32 }),
  },
  {
    name: 'PKCS#1 in the place of PSS',
    alg: 'PS256',
    make: (input) => sign('sha256', input, RSA.privateKey),
  },
])('$name is believed by neither', async ({ alg, make }) => {
  const { publicKey } = KEYS[alg]
  const header = Buffer.from(JSON.stringify({ alg })).toString('base64url')
  const input = `${header}.${PAYLOAD.toString('base64url')}`
  const text = `${input}.${make(Buffer.from(input)).toString('base64url')}`
  expect(await joseHolds(text, publicKey)).toBe(false)
  expect(fits(text, await trustIn(publicKey))).toBe(false)
})
