/** JWS of RFC 7520, RFC 8037 and Wycheproof, judged with their public keys pinned. */
import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  createTrustStore,
  EMPTY_TRUST_STORE,
  type TrustStore,
} from '../../../../validator/index.ts'
import { openJws } from '../../../../validator/signature/jws/open.ts'
import { AT, bindToPss, makeCertificate } from '../keys.ts'

const FOLDER = '../shared/fixtures/signatures'

type Jwk = JsonWebKey & {
  readonly alg?: string
  readonly use?: string
  readonly key_ops?: string[]
}

/** Whoever has the key is pinned; a shared secret is nobody's. */
async function trustOf(keys: readonly Jwk[]): Promise<TrustStore> {
  const asymmetric = keys.filter(({ kty }) => kty !== 'oct')
  const certificates = await Promise.all(
    asymmetric.map((key) =>
      makeCertificate({ name: 'Pinned', publicKey: toPublicKey(key), keyUsage: toKeyUsage(key) }),
    ),
  )
  if (certificates.length === 0) return EMPTY_TRUST_STORE
  return createTrustStore(certificates.map(({ der }) => der))
}

/** What `alg` says in a JWK, a certificate says in its kind of key. */
function toPublicKey({ alg = '', d: _, ...key }: Jwk): KeyObject {
  const publicKey = createPublicKey({ key, format: 'jwk' })
  const hash = /^PS(256|384|512)$/u.exec(alg)?.[1] as '256' | '384' | '512' | undefined
  return hash === undefined ? publicKey : bindToPss(publicKey, `SHA-${hash}`)
}

/** And what `use` and `key_ops` say, in its key usage: digitalSignature or keyEncipherment. */
function toKeyUsage({ use = 'sig', key_ops: operations = ['verify'] }: Jwk): number {
  return use === 'sig' && operations.includes('verify') ? 0x80 : 0x20
}

async function holds(text: string, trust: TrustStore): Promise<boolean> {
  const { reports } = await openJws(text, trust, AT)
  return reports.every(({ indication }) => indication === 'TOTAL_PASSED')
}

interface CookbookCase {
  readonly input: { readonly payload: string; readonly key: Jwk | readonly Jwk[] }
  readonly output: Readonly<Record<'compact' | 'json' | 'json_flat', unknown>>
}

/** HMAC only, which is refused, or nothing of it protected. */
const REFUSED: Readonly<Record<string, string>> = {
  'jws/4_4.hmac-sha2_integrity_protection.json': 'a shared secret cannot say who signed',
  'jws/4_5.signature_with_detached_content.json': 'a shared secret cannot say who signed',
  'jws/4_6.protecting_specific_header_fields.json': 'a shared secret cannot say who signed',
  'jws/4_7.protecting_content_only.json': 'the algorithm is not protected',
  'jws/4_8.multiple_signatures.json': 'one of the three has its algorithm unprotected',
  'rfc7797/4.2.hmac-sha2_b64_false.json': 'a shared secret cannot say who signed',
  'rfc7797/hmac-sha2_b64_false.json': 'a shared secret cannot say who signed',
}

const COOKBOOK = [
  ...Object.keys(REFUSED),
  'jws/4_1.rsa_v15_signature.json',
  'jws/4_2.rsa-pss_signature.json',
  'jws/4_3.ecdsa_signature.json',
  'curve25519/jws.json',
]

describe.skipIf(!existsSync(FOLDER))('the JOSE cookbook (needs ../shared/fixtures)', () => {
  test.for(COOKBOOK)('%s', async (file) => {
    const { input, output } = JSON.parse(
      readFileSync(`${FOLDER}/jose-cookbook/${file}`, 'utf8'),
    ) as CookbookCase
    const keys = Array.isArray(input.key) ? input.key : [input.key as Jwk]
    const trust = await trustOf(keys as readonly Jwk[])
    for (const form of Object.values(output)) {
      const text = typeof form === 'string' ? form : JSON.stringify(form)
      expect(await holds(text, trust)).toBe(!(file in REFUSED))
    }
  })
})

interface WycheproofGroup {
  readonly public?: Jwk
  readonly private?: Jwk
  readonly tests: readonly {
    readonly tcId: number
    readonly comment: string
    readonly jws: unknown
    readonly result: string
  }[]
}

const WYCHEPROOF = `${FOLDER}/wycheproof/testvectors_v1/json_web_signature_test.json`

/** Called valid, and refused: RFC 7520 figure 20 is PS384, and the vector binds its key to PS256. */
const KEY_BOUND_TO_ANOTHER_HASH = ['346 RSA Figure20', '350 RSA Figure20']

describe.skipIf(!existsSync(WYCHEPROOF))('Wycheproof (needs ../shared/fixtures)', () => {
  test('accepts nothing false, and refuses of what is right only shared secrets', async () => {
    const { testGroups } = JSON.parse(readFileSync(WYCHEPROOF, 'utf8')) as {
      readonly testGroups: readonly WycheproofGroup[]
    }
    const judged = (await Promise.all(testGroups.map(judgeGroup))).flat()
    const wrong = judged.filter(({ isHeld, result }) => isHeld !== (result === 'valid'))
    const nameOf = ({ name }: { readonly name: string }) => name
    expect(judged.length).toBe(401)
    expect(wrong.filter(({ isHeld }) => isHeld).map(nameOf)).toEqual([])
    const refused = wrong.map(nameOf).filter((name) => !name.includes(' oct '))
    expect(refused).toEqual(KEY_BOUND_TO_ANOTHER_HASH)
  })
})

async function judgeGroup({ tests, ...group }: WycheproofGroup) {
  const key = group.public ?? group.private ?? {}
  const trust = await trustOf([key])
  return await Promise.all(
    tests.map(async ({ tcId, comment, jws, result }) => {
      const text = typeof jws === 'string' ? jws : JSON.stringify(jws)
      const name = `${tcId} ${key.kty} ${comment}`
      return { name, isHeld: await holds(text, trust), result }
    }),
  )
}
