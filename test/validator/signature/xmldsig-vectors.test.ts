/** The vectors of the xmlsec library: what is in our profile verifies, what is not is refused. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createTrustStore } from '../../../validator/index.ts'
import { openXmlSignatures } from '../../../validator/signature/xmldsig/open.ts'
import { parseXml } from '../../../validator/xml/parse.ts'
import { AT } from './keys.ts'

const FOLDER = '../shared/fixtures/signatures/lsh123-xmlsec'
const hasVectors = existsSync(FOLDER)

interface Expected {
  readonly expect: 'valid' | 'invalid'
}

const expected = hasVectors
  ? (JSON.parse(readFileSync(join(FOLDER, 'expected-dsig.json'), 'utf8')) as {
      readonly files: Readonly<Record<string, readonly Expected[]>>
    })
  : { files: {} }

const vectors = Object.entries(expected.files)
  .map(([file, runs]) => ({ file, path: join(FOLDER, 'tests', file), runs }))
  .filter(({ path }) => existsSync(path))

/**
 * The vectors were made to try cryptography, and most sign a text: value and digests hold,
 * and then there is no element that could be a message.
 */
const VERIFIED = 'signed-part-ambiguous'

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

function trustOfVectors() {
  const keys = join(FOLDER, 'tests/keys')
  const files = readdirSync(keys, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('cert.pem'))
    .map((file) => readFileSync(join(keys, file)))
  const { anchors, intermediates } = createTrustStore(files)
  // Signers without a certificate in the message are found among those that are pinned.
  return { anchors, intermediates, pinned: [...anchors, ...intermediates] }
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

function outcomeOf(bytes: Uint8Array, trust: ReturnType<typeof trustOfVectors>): string {
  const { document, issues } = parseXml(bytes)
  try {
    const [unread] = issues
    if (document === undefined || unread !== undefined) return unread?.code ?? 'unread'
    const { reports } = openXmlSignatures({ document, bytes }, trust, AT)
    const failed = reports.find(({ findings }) => findings[0] !== VERIFIED) ?? reports[0]
    return failed?.findings[0] ?? failed?.indication ?? 'no signature'
  } finally {
    document?.dispose()
  }
}
