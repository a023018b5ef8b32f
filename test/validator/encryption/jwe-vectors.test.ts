/**
 * Public JWE vectors: what is within the profile is opened, all else is refused alike.
 *
 * The cookbook (RFC 7520) and Wycheproof are read where they lie; nothing of them is copied.
 */
import type { KeyObject } from 'node:crypto'
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openJwe } from '../../../validator/encryption/jwe/open.ts'
import { CONTENT_ENCRYPTION, KEY_MANAGEMENT } from '../../../validator/encryption/jwe/parse.ts'

const FOLDER = '../shared/fixtures/signatures'
const COOKBOOK = join(FOLDER, 'jose-cookbook/jwe')
const WYCHEPROOF = join(FOLDER, 'wycheproof/testvectors_v1/json_web_encryption_test.json')
/** Nobody's: with no key at all the answer would be another. */
const OTHER = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

type Jwk = Readonly<Record<string, unknown>>

function keysOf(jwk: Jwk): readonly KeyObject[] {
  if (jwk['kty'] === 'oct') return [OTHER]
  return [createPrivateKey({ key: jwk, format: 'jwk' }), OTHER]
}

/** As its first part says, if it can be read. */
function headerOf(jwe: string): Jwk {
  try {
    return JSON.parse(Buffer.from(jwe.split('.')[0] ?? '', 'base64url').toString())
  } catch {
    return {}
  }
}

function isInProfile({ alg, enc }: Jwk): boolean {
  return KEY_MANAGEMENT.includes(String(alg)) && CONTENT_ENCRYPTION.includes(String(enc))
}

const tally = new Map<string, number>()
function count(row: string): void {
  tally.set(row, (tally.get(row) ?? 0) + 1)
}

afterAll(() => {
  const rows = [...tally].map(([row, times]) => `  ${String(times).padStart(4)}  ${row}`)
  if (rows.length > 0) process.stdout.write(`JWE vectors:\n${rows.toSorted().join('\n')}\n`)
})

async function expectRefused(jwe: string, keys: readonly KeyObject[]): Promise<void> {
  const { content, issues } = await openJwe(jwe, keys)
  expect(content).toBeUndefined()
  expect(issues.map(({ code }) => code)).toEqual(['decryption-refused'])
}

interface Vector {
  readonly input: { readonly key: unknown }
  readonly output: Readonly<Record<string, unknown>>
}

describe.skipIf(!existsSync(COOKBOOK))('the JOSE cookbook (needs ../shared/fixtures)', () => {
  const files = existsSync(COOKBOOK) ? readdirSync(COOKBOOK).filter((f) => f.endsWith('.json')) : []

  test.for(files)('%s is outside the profile, and refused in each of its forms', async (file) => {
    const { input, output }: Vector = JSON.parse(readFileSync(join(COOKBOOK, file), 'utf8'))
    const keys = [input.key].flat().filter((key) => typeof key === 'object' && key !== null)
    const opened = keys.flatMap((key) => keysOf(key as Jwk))
    for (const form of Object.values(output)) {
      const text = typeof form === 'string' ? form : JSON.stringify(form)
      await expectRefused(text, opened.length > 0 ? opened : [OTHER])
      count('cookbook: an algorithm outside the profile, refused')
    }
  })
})

interface Group {
  readonly private: Jwk
  readonly tests: readonly {
    readonly tcId: number
    readonly comment: string
    readonly jwe: unknown
    readonly pt?: string
    readonly result: string
  }[]
}

describe.skipIf(!existsSync(WYCHEPROOF))('Wycheproof (needs ../shared/fixtures)', () => {
  const groups: readonly Group[] = existsSync(WYCHEPROOF)
    ? JSON.parse(readFileSync(WYCHEPROOF, 'utf8')).testGroups
    : []
  const cases = groups.flatMap(({ private: key, tests }) => tests.map((each) => ({ ...each, key })))

  test.for(cases)('$tcId $comment', async ({ jwe, pt = '', result, key }) => {
    const text = typeof jwe === 'string' ? jwe : JSON.stringify(jwe)
    const header = headerOf(text)
    if (result !== 'valid' || !isInProfile(header)) {
      await expectRefused(text, keysOf(key))
      count(result === 'valid' ? 'valid outside the profile, refused' : 'invalid, refused')
      return
    }
    const { content } = await openJwe(text, keysOf(key))
    expect(Buffer.from(content ?? []).toString('hex')).toBe(pt)
    count(`opened: ${String(header['alg'])} with ${String(header['enc'])}`)
  })

  test('has enough within the profile to mean something', () => {
    const opened = [...tally].filter(([row]) => row.startsWith('opened'))
    expect(opened.reduce((sum, [, times]) => sum + times, 0)).toBeGreaterThan(5)
  })
})
