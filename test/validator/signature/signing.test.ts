/** Signing, and the same signatures judged by us and by independent implementations. */
import { execFileSync, spawnSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { CompactSign, compactVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SigningKey, TrustStore } from '../../../validator/index.ts'
import { createTrustStore, readSigningKey, signJws, signXml } from '../../../validator/index.ts'
import {
  certificateUnreadable,
  documentUnsignable,
  signingKeyMismatch,
  signingKeyPasswordWrong,
  signingKeyUnreadable,
} from '../../../validator/problems.ts'
import { openJws } from '../../../validator/signature/jws/open.ts'
import { openXmlSignatures } from '../../../validator/signature/xmldsig/open.ts'
import type { SignatureReport } from '../../../validator/verdict.ts'
import { parseXml } from '../../../validator/xml/parse.ts'
import { AT, makeCertificate, makeChain, type TestCertificate } from './keys.ts'

const KINDS = ['ec', 'rsa', 'ed25519'] as const
const PAYLOAD = Buffer.from('{"ten":"Ví dụ"}')
const XML =
  '<?xml version="1.0"?>\n<m xmlns="urn:m"><h>1</h><b Id="body"><t>Ví dụ &amp; 2</t></b></m>\n'

let chain: Awaited<ReturnType<typeof makeChain>>
let keys: Readonly<Record<(typeof KINDS)[number], SigningKey>>
let trust: TrustStore
let folder = ''

function keyOf({ privateKeyPem, pem }: TestCertificate): Promise<SigningKey> {
  return readSigningKey({ pem: privateKeyPem, certificatePem: pem })
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chuan-sign-'))
  chain = await makeChain()
  trust = chain.trust
  const { ec, rsa, ed25519 } = chain.signers
  keys = { ec: await keyOf(ec), rsa: await keyOf(rsa), ed25519: await keyOf(ed25519) }
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function judgeXml(xml: string): readonly SignatureReport[] {
  const bytes = Buffer.from(xml)
  const { document } = parseXml(bytes)
  if (document === undefined) return []
  try {
    return openXmlSignatures({ document, bytes }, trust, AT).reports
  } finally {
    document.dispose()
  }
}

describe('a JWS of ours', () => {
  const FORMS = ['compact', 'flattened', 'general'] as const

  test.for(KINDS.flatMap((kind) => FORMS.map((serialization) => ({ kind, serialization }))))(
    'by $kind in $serialization form is believed and gives its payload back',
    async ({ kind, serialization }) => {
      const claimedTime = '2026-11-23T00:00:00Z'
      const jws = await signJws(PAYLOAD, keys[kind], { serialization, claimedTime })
      const { payload, reports, issues } = await openJws(jws, trust, AT)
      expect(issues).toEqual([])
      expect(reports).toMatchObject([{ indication: 'TOTAL_PASSED', scope: 'FULL', claimedTime }])
      expect(Buffer.from(payload ?? [])).toEqual(PAYLOAD)
    },
  )

  test('is verified by jose alone', async () => {
    const jws = await signJws(PAYLOAD, keys.ec, { serialization: 'compact' })
    const { publicKey } = new X509Certificate(chain.signers.ec.pem)
    const { payload, protectedHeader } = await compactVerify(jws.trim(), publicKey)
    expect([Buffer.from(payload).toString(), protectedHeader.alg]).toEqual([
      PAYLOAD.toString(),
      'ES256',
    ])
  })

  test('made by jose alone is believed', async () => {
    const x5c = [Buffer.from(chain.signers.rsa.der).toString('base64')]
    const jws = await new CompactSign(PAYLOAD)
      .setProtectedHeader({ alg: 'PS256', x5c })
      .sign(createPrivateKey(chain.signers.rsa.privateKeyPem))
    expect((await openJws(jws, trust, AT)).reports).toMatchObject([{ indication: 'TOTAL_PASSED' }])
  })

  test('with PKCS#1 v1.5 is believed, with a finding', async () => {
    const x5c = [Buffer.from(chain.signers.rsa.der).toString('base64')]
    const jws = await new CompactSign(PAYLOAD)
      .setProtectedHeader({ alg: 'RS256', x5c })
      .sign(createPrivateKey(chain.signers.rsa.privateKeyPem))
    const { reports, issues } = await openJws(jws, trust, AT)
    expect(reports).toMatchObject([
      {
        indication: 'TOTAL_PASSED',
        findings: ['algorithm-legacy', 'recommendation-ended', 'revocation-unknown'],
      },
    ])
    expect(issues.map(({ code }) => code)).toEqual(['algorithm-legacy'])
  })

  test('never holds with one character changed', async () => {
    const jws = (await signJws(PAYLOAD, keys.ec, { serialization: 'compact' })).trim()
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    await fc.assert(
      fc.asyncProperty(
        fc.nat(jws.length - 1),
        fc.constantFrom(...alphabet),
        async (at, character) => {
          fc.pre(jws[at] !== character && jws[at] !== '.')
          const changed = jws.slice(0, at) + character + jws.slice(at + 1)
          const { reports } = await openJws(changed, trust, AT)
          expect(reports.some(({ indication }) => indication === 'TOTAL_PASSED')).toBe(false)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('of two signatures needs both', async () => {
    const one = JSON.parse(await signJws(PAYLOAD, keys.ec, { serialization: 'general' })) as {
      payload: string
      signatures: { signature: string }[]
    }
    const two = JSON.parse(
      await signJws(PAYLOAD, keys.rsa, { serialization: 'general' }),
    ) as typeof one
    const both = { payload: one.payload, signatures: [...one.signatures, ...two.signatures] }
    const right = await openJws(JSON.stringify(both), trust, AT)
    expect(right.reports.map(({ indication }) => indication)).toEqual([
      'TOTAL_PASSED',
      'TOTAL_PASSED',
    ])
    const [first, second] = both.signatures
    const swapped = [second, first].map((each) => each?.signature ?? '')
    const wrong = {
      ...both,
      signatures: both.signatures.map((each, at) => ({ ...each, signature: swapped[at] })),
    }
    const opened = await openJws(JSON.stringify(wrong), trust, AT)
    expect(opened.payload).toBeUndefined()
    expect(opened.issues.map(({ code }) => code)).toContain('signature-invalid')
  })
})

describe('an XML signature of ours', () => {
  const PLACEMENTS = [
    { placement: 'enveloped', covers: ['/m'], scope: 'FULL' },
    { placement: 'enveloping', covers: ['/ds:Signature/ds:Object/m'], scope: 'FULL' },
    { placement: 'detached', covers: ['/m/b'], scope: 'PARTIAL' },
  ] as const

  test.for(KINDS.flatMap((kind) => PLACEMENTS.map((row) => ({ kind, ...row }))))(
    'by $kind, $placement, is believed and says what it covers',
    ({ kind, placement, covers, scope }) => {
      const reference = placement === 'detached' ? { reference: 'body' } : {}
      const signed = signXml(XML, keys[kind], { placement, ...reference })
      expect(judgeXml(signed)).toMatchObject([{ indication: 'TOTAL_PASSED', covers, scope }])
    },
  )

  test('never holds with one character of its content changed', async () => {
    const signed = signXml(XML, keys.ec, { placement: 'enveloped' })
    const end = signed.indexOf('<ds:Signature')
    const start = signed.indexOf('<m')
    await fc.assert(
      fc.property(
        fc.integer({ min: start, max: end - 1 }),
        fc.constantFrom(...'abcXYZ019'),
        (at, character) => {
          fc.pre(signed[at] !== character)
          const changed = signed.slice(0, at) + character + signed.slice(at + 1)
          const reports = judgeXml(changed)
          expect(reports.some(({ indication }) => indication === 'TOTAL_PASSED')).toBe(false)
        },
      ),
      { numRuns: 150 },
    )
  })

  test.for([
    { name: 'a processing instruction', xml: '<a><?p?></a>' },
    { name: 'a DOCTYPE', xml: '<!DOCTYPE a><a/>' },
    { name: 'broken XML', xml: '<a>' },
    { name: 'an attribute that only looks like a namespace', xml: '<a xmlnsx="1"/>' },
  ])('is not made of a document with $name', ({ xml }) => {
    expect(() => signXml(xml, keys.ec, { placement: 'enveloped' })).toThrow(
      expect.objectContaining({ kind: documentUnsignable }),
    )
  })

  test('is not made of an element that is not there', () => {
    const sign = () => signXml(XML, keys.ec, { placement: 'detached', reference: 'nowhere' })
    expect(sign).toThrow(expect.objectContaining({ kind: documentUnsignable }))
  })
})

const xmlsec1 = spawnSync('xmlsec1', ['--version']).status === 0

describe.skipIf(!xmlsec1)('xmlsec1 (needs the command)', () => {
  const ids = [
    '--id-attr:Id',
    'urn:m:b',
    '--id-attr:Id',
    'http://www.w3.org/2000/09/xmldsig#:Object',
  ]

  test.for(['enveloped', 'enveloping', 'detached'] as const)('verifies ours, %s', (placement) => {
    const reference = placement === 'detached' ? { reference: 'body' } : {}
    const file = join(folder, `${placement}.xml`)
    const ca = join(folder, 'ca.pem')
    writeFileSync(file, signXml(XML, keys.ec, { placement, ...reference }))
    writeFileSync(ca, chain.ca.pem)
    const ran = spawnSync('xmlsec1', ['--verify', '--trusted-pem', ca, ...ids, file], {
      encoding: 'utf8',
    })
    expect([ran.status, ran.stderr.includes('OK')]).toEqual([0, true])
  })

  test('signs what we believe', () => {
    const template = join(folder, 'template.xml')
    writeFileSync(
      template,
      `<m xmlns="urn:m"><b>1</b><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>
<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/>
<ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>
</ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue/></ds:Reference>
</ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data/></ds:KeyInfo></ds:Signature></m>`,
    )
    const key = join(folder, 'key.pem')
    const cert = join(folder, 'cert.pem')
    writeFileSync(key, chain.signers.ec.privateKeyPem)
    writeFileSync(cert, chain.signers.ec.pem)
    const signed = execFileSync(
      'xmlsec1',
      ['--sign', '--privkey-pem', `${key},${cert}`, template],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    )
    expect(judgeXml(signed)).toMatchObject([{ indication: 'TOTAL_PASSED', scope: 'FULL' }])
  })
})

describe('a signing key', () => {
  test('opens with its password', async () => {
    const { signers } = chain
    const cipher = {
      format: 'pem',
      type: 'pkcs8',
      cipher: 'aes-256-cbc',
      passphrase: 'mật khẩu',
    } as const
    const pem = signers.ec.privateKey.export(cipher).toString()
    const read = (password?: string) =>
      readSigningKey({
        pem,
        certificatePem: signers.ec.pem,
        ...(password === undefined ? {} : { password }),
      })
    expect((await read('mật khẩu')).certificate.subject).toBe('CN=Signer ec')
    await expect(read('sai')).rejects.toMatchObject({ kind: signingKeyPasswordWrong })
    await expect(read()).rejects.toMatchObject({ kind: signingKeyPasswordWrong })
  })

  test('must belong to its certificate', async () => {
    const { ec, rsa } = chain.signers
    const read = readSigningKey({ pem: ec.privateKeyPem, certificatePem: rsa.pem })
    await expect(read).rejects.toMatchObject({ kind: signingKeyMismatch })
  })

  test('of 1024 bits is refused', async () => {
    const weak = await makeCertificate({ name: 'Weak', kind: 'rsa1024' })
    await expect(keyOf(weak)).rejects.toMatchObject({ kind: signingKeyUnreadable })
  })

  test.for([
    { name: 'no PEM', source: { pem: 'x', certificatePem: 'x' } },
    { name: 'no PKCS#12', source: { pkcs12: Buffer.from('x') } },
  ])('that is $name is refused', async ({ source }) => {
    await expect(readSigningKey(source)).rejects.toMatchObject({ kind: signingKeyUnreadable })
  })
})

const openssl = spawnSync('openssl', ['version']).status === 0

describe.skipIf(!openssl)('a PKCS#12 file of openssl (needs the command)', () => {
  test('opens with its password and signs', async () => {
    const [key, cert, p12] = ['p.key', 'p.pem', 'p.p12'].map((name) => join(folder, name))
    writeFileSync(key ?? '', chain.signers.ec.privateKeyPem)
    writeFileSync(cert ?? '', chain.signers.ec.pem + chain.ca.pem)
    const argv = [
      'pkcs12',
      '-export',
      '-inkey',
      key,
      '-in',
      cert,
      '-out',
      p12,
      '-passout',
      'pass:secret',
    ]
    execFileSync('openssl', argv.map(String), { stdio: 'ignore' })
    const pkcs12 = await import('node:fs').then(({ readFileSync }) => readFileSync(p12 ?? ''))
    const signingKey = await readSigningKey({ pkcs12, password: 'secret' })
    expect(signingKey.chain.map(({ subject }) => subject)).toEqual(['CN=Test CA'])
    const jws = await signJws(PAYLOAD, signingKey, { serialization: 'compact' })
    expect((await openJws(jws, trust, AT)).reports).toMatchObject([{ indication: 'TOTAL_PASSED' }])
    await expect(readSigningKey({ pkcs12, password: 'sai' })).rejects.toMatchObject({
      kind: signingKeyPasswordWrong,
    })
  })
})

describe('a trust store', () => {
  test('is not made of what is no certificate', () => {
    expect(() => createTrustStore([Buffer.from('x')])).toThrow(
      expect.objectContaining({ kind: certificateUnreadable }),
    )
  })
})
