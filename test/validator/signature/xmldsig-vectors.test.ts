/** The vectors of the xmlsec library: what is in our profile verifies, what is not is refused. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { hasVectors, outcomeOf, trustOfVectors, VERIFIED, vectors } from './xmlsec-vectors.ts'

/** Why the others are refused. */
const REASONS: Readonly<Record<string, string>> = {
  'algorithm-refused': 'SHA-1, MD5, RIPEMD, SHA-224, HMAC, DSA, post-quantum: not in the table',
  'value-mismatch': 'a bare public key (KeyValue) is nobody, or r and s are not side by side',
  'transform-refused': 'an XPath transform: what it leaves is not what is read',
  'uri-refused': 'a reference that points outside the document',
  'structure-malformed': 'not the children in the order of the standard',
  'limit-exceeded': 'more references or transforms than a message needs',
  'xml-dtd-refused': 'a document type declaration',
}

describe.skipIf(!hasVectors)('the vectors of xmlsec (needs ../shared)', () => {
  test('are verified or refused for a reason, and none is believed that is invalid', () => {
    const trust = trustOfVectors()
    const counts = new Map<string, number>()
    const verified: string[] = []
    for (const { file, path, runs } of vectors) {
      const outcome = outcomeOf(readFileSync(path), trust)
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
      if (outcome !== VERIFIED) {
        expect([file, Object.hasOwn(REASONS, outcome)]).toEqual([file, true])
        continue
      }
      verified.push(file)
      expect([file, runs.some((run) => run.expect === 'valid')]).toEqual([file, true])
    }
    expect(vectors.length).toBeGreaterThan(200)
    for (const algorithm of ['rsa-sha256', 'rsa-pss', 'ecdsa-sha512', 'rsa-sha384', 'eddsa']) {
      expect(verified.some((file) => file.includes(algorithm))).toBe(true)
    }
    const rows = [...counts].toSorted().map(([outcome, count]) => {
      const why = outcome === VERIFIED ? 'verified: value and digests hold' : REASONS[outcome]
      return `  ${String(count).padStart(4)}  ${why}`
    })
    process.stdout.write(`xmlsec, ${vectors.length} vectors:\n${rows.join('\n')}\n`)
  })
})
