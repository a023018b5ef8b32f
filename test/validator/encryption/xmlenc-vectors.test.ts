/** Encrypted files of the xmlsec library: all outside our profile, and each refused alike. */
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openEncryptedXml } from '../../../validator/encryption/xmlenc/open.ts'

const FOLDER = '../shared/fixtures/signatures/lsh123-xmlsec'
const hasVectors = existsSync(FOLDER)

interface Expected {
  readonly files: Readonly<Record<string, readonly { readonly transforms: string }[]>>
}

const { files } = hasVectors
  ? (JSON.parse(readFileSync(join(FOLDER, 'expected-enc.json'), 'utf8')) as Expected)
  : { files: {} }

/** What of its algorithms puts a file outside the profile, by the words of xmlsec's own table. */
const OUTSIDE = /cbc|rsa-1_5|rsa-oaep-mgf1p|kw-|dh|hkdf|pbkdf2|ml-kem|chacha|concat|camellia|sha1/u

describe.skipIf(!hasVectors)('the encrypted files of xmlsec (needs ../shared)', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const rows = Object.entries(files).flatMap(([file, [expected]]) =>
    existsSync(join(FOLDER, 'tests', file)) ? [{ file, ...expected }] : [],
  )

  test.for(rows)('$file ($transforms) is refused', ({ file }) => {
    const opened = openEncryptedXml(readFileSync(join(FOLDER, 'tests', file)), [privateKey])
    const codes = opened?.issues.map(({ code }) => code)
    expect([undefined, ['decryption-refused']]).toContainEqual(codes)
    expect(opened?.content).toBeUndefined()
  })

  test('says why, for all of them', () => {
    const reasons = rows.map(({ transforms = '' }) => OUTSIDE.exec(transforms)?.[0] ?? 'shared key')
    const counts = [...new Set(reasons)].map(
      (reason) => `  ${reason}: ${reasons.filter((each) => each === reason).length}`,
    )
    process.stdout.write(`xmlsec, ${rows.length} encrypted:\n${counts.join('\n')}\n`)
    expect(rows.length).toBeGreaterThan(100)
  })
})
