/** XAdES: what is signed beside the content counts when this signature signs it. */
import { createPublicKey } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { SignatureReport, SigningKey, TrustStore } from '../../../../validator/index.ts'
import { createTrustStore, readSigningKey, signXml } from '../../../../validator/index.ts'
import { DEFAULT_CANONICALIZATION } from '../../../../validator/signature/xmldsig/algorithms.ts'
import { canonicalizeElement } from '../../../../validator/signature/xmldsig/canonicalize.ts'
import { openXmlSignatures } from '../../../../validator/signature/xmldsig/open.ts'
import { parseXml } from '../../../../validator/xml/parse.ts'
import { AT, makeCertificate, type TestCertificate } from '../keys.ts'
import { makeList } from '../revocation/make.ts'
import { makeToken, TIME_STAMPING } from '../timestamp/make.ts'

const XML = '<m xmlns="urn:vi-du"><b>Ví dụ</b></m>'
const CLAIMED = '2026-11-23T01:00:00Z'
const STAMPED = '2026-11-23T01:15:00Z'
const SERIAL = 77

let ca: TestCertificate
let authority: TestCertificate
let leaf: TestCertificate
let key: SigningKey
let trust: TrustStore

beforeAll(async () => {
  ca = await makeCertificate({ name: 'Test CA', isCa: true, keyUsage: 0x06 })
  const issuer = { name: 'Test CA', key: ca.privateKey }
  authority = await makeCertificate({
    name: 'TSA',
    issuer,
    keyUsage: 0x80,
    extendedKeyUsage: [TIME_STAMPING],
    isExtendedKeyUsageCritical: true,
    serial: 5,
  })
  leaf = await makeCertificate({ name: 'Signer', issuer, keyUsage: 0x80, serial: SERIAL })
  key = await keyOf(leaf)
  trust = createTrustStore([ca.der])
})

async function keyOf({ privateKeyPem, pem }: TestCertificate): Promise<SigningKey> {
  return await readSigningKey({ pem: privateKeyPem, certificatePem: pem })
}

async function signed(by: SigningKey = key): Promise<string> {
  return await signXml(XML, by, { placement: 'enveloped', claimedTime: CLAIMED })
}

function reports(xml: string, by = trust, at = AT): readonly SignatureReport[] {
  const bytes = Buffer.from(xml)
  const { document } = parseXml(bytes)
  if (document === undefined) throw new TypeError('not well formed')
  try {
    return openXmlSignatures({ document, bytes }, by, at).reports
  } finally {
    document.dispose()
  }
}

function judge(xml: string, by = trust, at = AT): SignatureReport {
  const [report] = reports(xml, by, at)
  if (report === undefined) throw new TypeError('no signature')
  return report
}

/** The canonical SignatureValue, which a SignatureTimeStamp is of. */
function stampedBytes(xml: string): Uint8Array {
  const { document } = parseXml(Buffer.from(xml))
  const [value] = document?.root.find("//*[local-name()='SignatureValue']") ?? []
  try {
    const form = { ...DEFAULT_CANONICALIZATION, prefixes: [] }
    return Buffer.from(canonicalizeElement(value as never, form))
  } finally {
    document?.dispose()
  }
}

interface Unsigned {
  readonly timestamps?: readonly Uint8Array[]
  readonly crls?: readonly Uint8Array[]
}

function withUnsigned(xml: string, { timestamps = [], crls = [] }: Unsigned): string {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const stamps = timestamps.map(
    (token) =>
      `<xades:SignatureTimeStamp><xades:EncapsulatedTimeStamp>${base64(token)}` +
      '</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>',
  )
  const lists = crls.map(
    (crl) => `<xades:EncapsulatedCRLValue>${base64(crl)}</xades:EncapsulatedCRLValue>`,
  )
  const revocation =
    lists.length === 0
      ? ''
      : `<xades:RevocationValues><xades:CRLValues>${lists.join('')}</xades:CRLValues></xades:RevocationValues>`
  const unsigned = `<xades:UnsignedProperties><xades:UnsignedSignatureProperties>${stamps.join('')}${revocation}</xades:UnsignedSignatureProperties></xades:UnsignedProperties>`
  return xml.replace('</xades:QualifyingProperties>', `${unsigned}$&`)
}

function stamp(xml: string, more: object = {}): Uint8Array {
  return makeToken({ covered: stampedBytes(xml), authority, time: STAMPED, ...more })
}

describe('a signature with qualifying properties', () => {
  test.for(['enveloped', 'enveloping', 'detached'] as const)(
    'reaches level B-B, %s, with what the signer states',
    async (placement) => {
      const options = { placement, claimedTime: CLAIMED, commitment: 'approval' } as const
      expect(judge(await signXml(XML, key, options))).toMatchObject({
        indication: 'TOTAL_PASSED',
        claimedTime: CLAIMED,
        facts: {
          level: 'B-B',
          commitments: ['http://uri.etsi.org/01903/v1.2.2#ProofOfApproval'],
        },
      })
    },
  )

  test('reaches level B-T by a timestamp, and its sentence says so', async () => {
    const xml = await signed()
    const report = judge(withUnsigned(xml, { timestamps: [stamp(xml)] }))
    expect(report).toMatchObject({
      indication: 'TOTAL_PASSED',
      facts: {
        level: 'B-T',
        provedTime: { time: '2026-11-23T01:15:00.000Z', by: 'timestamp' },
        timestamps: [{ indication: 'TOTAL_PASSED' }],
      },
    })
    expect(report.message.vi).toContain('chậm nhất lúc 08:15 ngày 23/11/2026 theo dấu thời gian')
  })

  test('takes a timestamp by an authority whose issuer comes in the token alone', async () => {
    const middle = await makeCertificate({
      name: 'Stamping CA',
      issuer: { name: 'Test CA', key: ca.privateKey },
      isCa: true,
      keyUsage: 0x06,
      serial: 6,
    })
    const below = await makeCertificate({
      name: 'TSA below',
      issuer: { name: 'Stamping CA', key: middle.privateKey },
      keyUsage: 0x80,
      extendedKeyUsage: [TIME_STAMPING],
      isExtendedKeyUsageCritical: true,
    })
    const xml = await signed()
    const token = stamp(xml, { authority: below, others: [middle] })
    const whole = judge(withUnsigned(xml, { timestamps: [token] }))
    expect(whole.facts?.timestamps).toMatchObject([{ indication: 'TOTAL_PASSED' }])
    const bare = judge(withUnsigned(xml, { timestamps: [stamp(xml, { authority: below })] }))
    expect(bare.facts?.timestamps?.[0]?.subIndication).toBe('NO_CERTIFICATE_CHAIN_FOUND')
  })

  test('reaches level B-LT with the revocation values it brings', async () => {
    const xml = await signed()
    const unsigned = { timestamps: [stamp(xml)], crls: [makeList({ issuer: ca })] }
    expect(judge(withUnsigned(xml, unsigned)).facts).toMatchObject({
      level: 'B-LT',
      revocation: [{ status: 'good', from: 'embedded' }],
    })
  })
})

describe('a proved time', () => {
  test('keeps a signature good whose certificate has expired since', async () => {
    const short = await makeCertificate({
      name: 'Signer',
      issuer: { name: 'Test CA', key: ca.privateKey },
      keyUsage: 0x80,
      notAfter: '2026-11-23T12:00:00Z',
    })
    const xml = await signed(await keyOf(short))
    expect(judge(xml).subIndication).toBe('OUT_OF_BOUNDS_NO_POE')
    expect(judge(withUnsigned(xml, { timestamps: [stamp(xml)] })).indication).toBe('TOTAL_PASSED')
  })

  test.for([
    { at: '2026-11-22T00:00:00Z', expected: 'REVOKED_NO_POE', indication: 'INDETERMINATE' },
    { at: '2026-11-23T12:00:00Z', expected: undefined, indication: 'TOTAL_PASSED' },
  ])('decides about a certificate revoked on $at', async ({ at, expected, indication }) => {
    const xml = await signed()
    const revoked = makeList({ issuer: ca, revoked: [{ serial: SERIAL, at }] })
    const warned = createTrustStore([ca.der], { crls: [revoked] })
    expect(judge(xml, warned).subIndication).toBe('REVOKED_NO_POE')
    const stamped = judge(withUnsigned(xml, { timestamps: [stamp(xml)] }), warned)
    expect([stamped.subIndication, stamped.indication]).toEqual([expected, indication])
  })

  test('is not taken from a timestamp of something else, and the doubt is told', async () => {
    const xml = await signed()
    const other = stamp(xml, { covered: Buffer.from('khác') })
    const report = judge(withUnsigned(xml, { timestamps: [other] }))
    expect(report.indication).toBe('TOTAL_PASSED')
    expect(report.findings).toContain('timestamp-doubted')
    expect(report.facts?.provedTime).toBeUndefined()
    expect(report.facts?.timestamps?.[0]?.subIndication).toBe('HASH_FAILURE')
  })

  test.for([
    '<ds:CanonicalizationMethod Algorithm="urn:none"/>',
    '<xades:CanonicalizationMethod/>',
  ])(
    'is not taken from a stamped nothing, however it says that it is of this: %s',
    async (method) => {
      const xml = await signed()
      const empty = stamp(xml, { covered: new Uint8Array() })
      const stamped = withUnsigned(xml, { timestamps: [empty] })
      const { facts } = judge(stamped.replace('<xades:EncapsulatedTimeStamp>', `${method}$&`))
      expect(facts?.timestamps).toMatchObject([{ indication: 'TOTAL_FAILED' }])
      expect(facts?.provedTime).toBeUndefined()
    },
  )

  test('is of the value in the canonical form that is named', async () => {
    const xml = await signed()
    const method = '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2006/12/xml-c14n11"/>'
    const stamped = withUnsigned(xml, { timestamps: [stamp(xml)] })
    const { facts } = judge(stamped.replace('<xades:EncapsulatedTimeStamp>', `${method}$&`))
    expect(facts?.provedTime?.by).toBe('timestamp')
  })

  test('is the earliest of several', async () => {
    const xml = await signed()
    const later = stamp(xml, { time: '2026-11-23T02:00:00Z' })
    const { facts } = judge(withUnsigned(xml, { timestamps: [later, stamp(xml)] }))
    expect(facts?.provedTime?.time).toBe('2026-11-23T01:15:00.000Z')
  })
})

describe('qualifying properties that this signature does not sign', () => {
  const MISPLACED = { subIndication: 'SIG_CONSTRAINTS_FAILURE' }

  test.for([
    {
      name: 'of another target',
      change: (xml: string) => xml.replace(/Target="#[^"]*"/u, 'Target="#other"'),
    },
    {
      name: 'that come twice',
      change: (xml: string) => {
        const [own = ''] =
          /<xades:QualifyingProperties.*<\/xades:QualifyingProperties>/su.exec(xml) ?? []
        const copy = own.replaceAll(/ Id="[^"]*"/gu, '')
        return xml.replace('</ds:Object>', `${copy}</ds:Object>`)
      },
    },
    {
      name: 'that were taken out',
      change: (xml: string) =>
        xml
          .replace(/<xades:QualifyingProperties[^>]*>/u, '')
          .replace('</xades:QualifyingProperties>', '')
          .replace(
            '<xades:SignedProperties',
            '<xades:SignedProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"',
          ),
    },
  ])('$name are refused', async ({ change }) => {
    const changed = change(await signed())
    expect(judge(changed)).toMatchObject(MISPLACED)
  })

  test('cannot be forged beside the signed ones', async () => {
    const xml = await signed()
    const [own = ''] = /<xades:SignedProperties.*<\/xades:SignedProperties>/su.exec(xml) ?? []
    const forged = own.replace(CLAIMED, '2020-01-01T00:00:00Z').replace(/ Id="[^"]*"/u, '')
    const both = xml.replace(own, forged + own)
    expect(judge(both)).toMatchObject(MISPLACED)
    const swapped = xml.replace(own, forged)
    expect(judge(swapped).indication).not.toBe('TOTAL_PASSED')
  })

  test('name the certificate: another one with the same key is not the signer', async () => {
    const other = await makeCertificate({
      name: 'Signer',
      issuer: { name: 'Test CA', key: ca.privateKey },
      keyUsage: 0x80,
      publicKey: createPublicKey(leaf.privateKey),
      serial: SERIAL + 1,
    })
    const inside = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
    const swapped = (await signed()).replace(
      /<ds:X509Certificate>[^<]*<\/ds:X509Certificate>/u,
      `<ds:X509Certificate>${inside(other.der)}</ds:X509Certificate>`,
    )
    const report = judge(swapped)
    expect(report.subIndication).toBe('NO_SIGNING_CERTIFICATE_FOUND')
    expect(report.findings).toContain('certificate-mismatch')
  })
})
