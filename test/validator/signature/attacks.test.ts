/** Every published attack on XML and JSON signatures that we have a file of. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createTrustStore, issueKinds } from '../../../validator/index.ts'
import { openJws } from '../../../validator/signature/jws/open.ts'
import { openXmlSignatures } from '../../../validator/signature/xmldsig/open.ts'
import type { Issue, SignatureReport } from '../../../validator/verdict.ts'
import { parseXml } from '../../../validator/xml/parse.ts'
import { AT } from './keys.ts'

const FOLDER = '../shared/fixtures/signatures/generated-attacks'
const hasFixtures = existsSync(FOLDER)

interface AttackCase {
  readonly file: string
  readonly expect: string
  readonly cert?: string
  readonly key?: string
  readonly code?: string
  readonly note: string
  readonly detachedPayload?: string
}

function casesOf(manifest: string): readonly AttackCase[] {
  if (!hasFixtures) return []
  return (JSON.parse(readFileSync(`${FOLDER}/${manifest}`, 'utf8')) as { cases: AttackCase[] })
    .cases
}

/** What each reason class of the manifest may look like: an issue of reading, or a finding. */
const CLASSES: Readonly<Record<string, readonly string[]>> = {
  digest: ['digest-mismatch', 'value-mismatch', 'processing-instruction-refused'],
  signature: ['value-mismatch', 'base64-malformed'],
  coverage: ['signed-part-ambiguous', 'content-unsigned', 'uri-refused'],
  id: ['id-ambiguous'],
  structure: ['structure-malformed'],
  dtd: ['xml-dtd-refused'],
  parse: ['xml-malformed', 'nesting-too-deep', 'xml-dtd-refused'],
  limit: ['nesting-too-deep', 'limit-exceeded', 'xml-dtd-refused'],
  'digest-alg': ['algorithm-refused'],
  'sig-alg': ['algorithm-refused'],
  'key-size': ['algorithm-refused'],
  'cert-untrusted': ['certificate-untrusted'],
  transform: ['transform-refused'],
  transforms: ['limit-exceeded'],
  uri: ['uri-refused', 'value-mismatch'],
  base64: ['base64-malformed'],
  c14n: ['canonicalization-failed'],
}

/** Refused by policy, though the signature is right: we take UTF-8 only. */
const STRICTER = new Set(['xml/p16-utf16.xml'])

interface Opened {
  readonly reports: readonly SignatureReport[]
  readonly issues: readonly Issue[]
}

function openXml({ file, cert = '' }: AttackCase): Opened {
  const pki = cert === 'leaf-as-ca' ? ['root', 'issuing'] : [cert]
  const trust = createTrustStore(pki.map((name) => readFileSync(`${FOLDER}/pki/${name}.pem`)))
  const bytes = readFileSync(`${FOLDER}/${file}`)
  const [opened, whole] = [true, false].map((mayLoseSignature) => {
    const { document, issues } = parseXml(bytes)
    if (document === undefined) return { reports: [], issues }
    const { reports, issues: found } = openXmlSignatures(
      { document, bytes, mayLoseSignature },
      trust,
      AT,
    )
    document.dispose()
    return { reports, issues: found }
  })
  expect(opened, 'whether a copy is made or not').toEqual(whole)
  return opened ?? { reports: [], issues: [] }
}

function hasPassed({ reports }: Opened): boolean {
  return reports.length > 0 && reports.every(({ indication }) => indication === 'TOTAL_PASSED')
}

describe.skipIf(!hasFixtures)('an XML signature (needs ../shared/fixtures)', () => {
  test.for(casesOf('manifest.json'))('$file: $note', (attack) => {
    const opened = openXml(attack)
    const isValid = attack.expect !== 'reject' && !STRICTER.has(attack.file)
    expect(hasPassed(opened)).toBe(isValid)
    const codes = opened.issues.map(({ code }) => code)
    if (isValid) expect(codes.filter((code) => code.endsWith('-invalid'))).toEqual([])
    if (attack.expect === 'valid-partial') expect(opened.reports[0]?.scope).toBe('PARTIAL')
    if (attack.code === undefined) return
    const allowed = attack.code.split('|').flatMap((name) => CLASSES[name] ?? [])
    const found = [...codes, ...opened.reports.flatMap(({ findings }) => findings)]
    expect(found.some((code) => allowed.includes(code))).toBe(true)
  })

  test('that is wrapped names what is wrong as an issue of its own', () => {
    const codes = (file: string) =>
      openXml({ file, cert: 'signer-rsa', expect: '', note: '' }).issues.map(({ code }) => code)
    expect(codes('xml/xsw2-original-in-header.xml')).toContain(
      issueKinds['signed-part-ambiguous'].code,
    )
    expect(codes('xml/xsw8-new-root.xml')).toContain(issueKinds['content-unsigned'].code)
    expect(codes('xml/t09-unsigned-sender.xml')).toEqual([
      issueKinds['algorithm-legacy'].code,
      issueKinds['signature-partial'].code,
    ])
  })
})

describe.skipIf(!hasFixtures)('a JWS (needs ../shared/fixtures)', () => {
  test.for(casesOf('jws/manifest.json'))('$file: $note', async (attack) => {
    const trust = createTrustStore([readFileSync(`${FOLDER}/pki/${attack.key}.pem`)])
    const text = readFileSync(`${FOLDER}/${attack.file}`, 'utf8')
    const { detachedPayload } = attack
    const detached =
      detachedPayload === undefined ? undefined : { body: Buffer.from(detachedPayload) }
    const opened = await openJws(text, trust, AT, detached)
    expect(hasPassed(opened)).toBe(attack.expect !== 'reject')
    if (attack.expect === 'reject') {
      const codes = [
        'jws-malformed',
        'signature-invalid',
        'signature-undecided',
        'algorithm-refused',
      ]
      expect(opened.issues.some(({ code }) => codes.includes(code))).toBe(true)
    }
  })
})

const WYCHEPROOF = '../shared/fixtures/signatures/wycheproof/testvectors_v1'

describe.skipIf(!existsSync(WYCHEPROOF))('what is not in the table of algorithms', () => {
  test.for(['none', 'HS256', 'RS1', '__proto__', 'constructor', 'ES256K'])(
    '%s is refused',
    async (alg) => {
      const header = Buffer.from(JSON.stringify({ alg })).toString('base64url')
      const trust = createTrustStore([readFileSync(`${FOLDER}/pki/signer-rsa.pem`)])
      const { reports } = await openJws(`${header}.e30.AA`, trust, AT)
      expect(reports).toMatchObject([{ subIndication: 'CRYPTO_CONSTRAINTS_FAILURE' }])
    },
  )
})
