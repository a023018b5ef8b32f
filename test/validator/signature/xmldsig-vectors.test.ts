/** The vectors of the xmlsec library: what is in our profile verifies, what is not is refused. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  hasVectors,
  outcomeOf,
  trustOfVectors,
  VERIFIED,
  vectors,
  withBareKeys,
} from './xmlsec-vectors.ts'

/** Why the others are refused. */
const REASONS: Readonly<Record<string, string>> = {
  'algorithm-refused': 'SHA-1, MD5, RIPEMD, SHA-224, HMAC, DSA, post-quantum: not in the table',
  'value-mismatch': 'r and s not side by side (RFC 9231 §2.3.6), or no key for it: see below',
  'transform-refused': 'an XPath transform: what it leaves is not what is read',
  'uri-refused': 'a reference that points outside the document',
  'structure-malformed':
    'other children than those of the standard, in another order or of another kind',
  'limit-exceeded': 'more references or transforms than a message needs',
  'xml-dtd-refused': 'a document type declaration',
}

/** The profile: every one of these is verified, and nothing else is. */
const VERIFIED_FILES = [
  ...['p256', 'p384', 'p521'].flatMap((curve) =>
    ['sha256', 'sha384', 'sha512'].map(
      (hash) => `xmldsig11-interop-2012/signature-enveloping-${curve}_${hash}.xml`,
    ),
  ),
  'xmldsig11-interop-2012/signature-enveloping-derencoded-ec.xml',
  ...[
    'sha256-rsa2048-der-encoded-key-value',
    'sha256-rsa4096-der-encoded-key-value',
    'sha256-rsa2048-retrieval-method-rsa-key-value',
    'sha256-rsa2048-retrieval-method-x509-data',
    'sha256-ec-prime256v1-der-encoded-key-value',
    'sha384-ec-prime384v1-der-encoded-key-value',
    'sha512-ec-prime521v1-der-encoded-key-value',
    'sha256-eddsa-ed25519-der-encoded-key-value',
    ...['sha256', 'sha384', 'sha512'].flatMap((hash) => [
      `${hash}-rsa-${hash}`,
      `${hash}-ecdsa-${hash}`,
      `rsa-pss-${hash}`,
      `rsa-pss-${hash.replace('sha', 'sha3_')}`,
    ]),
  ].map((name) => `aleksey-xmldsig-01/enveloping-${name}.xml`),
]

/** Valid by xmlsec, which takes more forms of a value, or has the key from elsewhere. */
const NOT_OUR_FORM = {
  'xmldsig11-interop-2012/signature-enveloping-x509digest-rsa.xml': 'names a certificate by digest',
  'aleksey-xmldsig-01/enveloped-ecdsa-java-bug.xml': 'r and s as ASN.1',
  'aleksey-xmldsig-01/enveloping-sha256-ecdsa-sha256_padded.xml': 'r and s longer than the order',
  'aleksey-xmldsig-01/enveloped-sha256-ecdsa-sha256-with-asn1.xml': 'r and s as ASN.1',
  'aleksey-xmldsig-01/enveloping-sha512-ecdsa-sha512-with-asn1.xml': 'r and s as ASN.1',
}

describe.skipIf(!hasVectors)('the vectors of xmlsec (needs ../shared)', () => {
  test('are verified or refused for a reason, and none is believed that is invalid', async () => {
    const trust = trustOfVectors()
    const counts = new Map<string, number>()
    const verified: string[] = []
    const mismatched: string[] = []
    for (const { file, path, runs } of vectors) {
      const bytes = readFileSync(path)
      const outcome = outcomeOf(bytes, await withBareKeys(String(bytes), trust))
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
      if (outcome === 'value-mismatch') mismatched.push(file)
      if (outcome !== VERIFIED) {
        expect([file, Object.hasOwn(REASONS, outcome)]).toEqual([file, true])
        continue
      }
      verified.push(file)
      expect([file, runs.some((run) => run.expect === 'valid')]).toEqual([file, true])
    }
    expect(vectors.length).toBeGreaterThan(200)
    expect(verified.toSorted()).toEqual(VERIFIED_FILES.toSorted())
    expect(mismatched.toSorted()).toEqual(Object.keys(NOT_OUR_FORM).toSorted())
    const rows = [...counts].toSorted().map(([outcome, count]) => {
      const why = outcome === VERIFIED ? 'verified: value and digests hold' : REASONS[outcome]
      return `  ${String(count).padStart(4)}  ${why}`
    })
    process.stdout.write(`xmlsec, ${vectors.length} vectors:\n${rows.join('\n')}\n`)
  })
})
