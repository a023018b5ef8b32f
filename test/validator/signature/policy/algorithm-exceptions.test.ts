/** SHA-1 is refused, but for whom and until the day that the receiver writes down. */
import { beforeAll, describe, expect, test } from 'vitest'
import { SignedXml } from 'xml-crypto'
import type { SigningKey, TrustStore, Verdict } from '../../../../validator/index.ts'
import {
  createCatalogue,
  createTrustStore,
  createValidator,
  readPolicy,
  readSigningKey,
} from '../../../../validator/index.ts'
import { AT, makeCertificate } from '../keys.ts'

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const DAY = AT.toISOString().slice(0, 10)
const BOTH = [
  { algorithm: `${DSIG}rsa-sha1`, until: DAY },
  { algorithm: `${DSIG}sha1`, until: DAY },
]
const MESSAGE = '<m><ThongTinChung><BenGui><MaDonVi>H56.14</MaDonVi></BenGui></ThongTinChung></m>'

let key: SigningKey
let trust: TrustStore

beforeAll(async () => {
  const leaf = await makeCertificate({ name: 'Phần mềm cũ', kind: 'rsa', keyUsage: 0x80 })
  key = await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
  trust = createTrustStore([Buffer.from(leaf.pem)])
})

function sign(signatureAlgorithm: string, digestAlgorithm: string): string {
  const signer = new SignedXml({
    privateKey: key.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    publicCert: key.certificate.x509.toString(),
    signatureAlgorithm,
    canonicalizationAlgorithm: EXCLUSIVE,
  })
  const transforms = [`${DSIG}enveloped-signature`, EXCLUSIVE]
  signer.addReference({ xpath: '/*', isEmptyUri: true, digestAlgorithm, transforms })
  signer.computeSignature(MESSAGE, { prefix: 'ds' })
  return signer.getSignedXml()
}

async function judge(xml: string, exceptions?: readonly object[], at = AT): Promise<Verdict> {
  const catalogue = createCatalogue([])
  const policy = readPolicy(JSON.stringify({ id: 'test', algorithmExceptions: exceptions ?? [] }))
  const validator = createValidator({ catalogue, trust, policy, now: () => at })
  return await validator.verify(Buffer.from(xml))
}

const codesOf = (verdict: Verdict) => verdict.issues.map(({ code }) => code)

describe('a signature by RSA with SHA-1', () => {
  test('is refused without an exception', async () => {
    const verdict = await judge(sign(`${DSIG}rsa-sha1`, `${DSIG}sha1`))
    expect(verdict.signatures[0]).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'CRYPTO_CONSTRAINTS_FAILURE',
    })
    expect(codesOf(verdict)).toContain('algorithm-refused')
  })

  test('passes to the end of its day, with a warning that names the day', async () => {
    const verdict = await judge(sign(`${DSIG}rsa-sha1`, `${DSIG}sha1`), BOTH)
    expect(verdict.valid).toBe(true)
    const warning = verdict.issues.find(({ code }) => code === 'algorithm-excepted')
    expect(warning).toMatchObject({ severity: 'warning', params: { until: DAY } })
  })

  test('is refused the day after', async () => {
    const later = new Date(AT.getTime() + 86_400_000)
    expect((await judge(sign(`${DSIG}rsa-sha1`, `${DSIG}sha1`), BOTH, later)).valid).toBe(false)
  })

  test.for([
    { name: 'the value alone', only: 0 },
    { name: 'the digest alone', only: 1 },
  ])('is refused when the exception is for $name', async ({ only }) => {
    const exceptions = BOTH.filter((_, index) => index === only)
    expect((await judge(sign(`${DSIG}rsa-sha1`, `${DSIG}sha1`), exceptions)).valid).toBe(false)
  })

  test.for([
    { senders: ['H56'], valid: true },
    { senders: ['H56.14', 'G09'], valid: true },
    { senders: ['H57'], valid: false },
    { senders: ['H5'], valid: false },
  ])('passes for the senders of the exception: $senders', async ({ senders, valid }) => {
    const exceptions = BOTH.map((each) => ({ ...each, senders }))
    const verdict = await judge(sign(`${DSIG}rsa-sha1`, `${DSIG}sha1`), exceptions)
    expect(verdict.valid).toBe(valid)
    expect(codesOf(verdict).includes('algorithm-refused')).toBe(!valid)
  })
})

describe('an exception', () => {
  test('is needed for a digest by SHA-1 beneath a good signature', async () => {
    const xml = sign(`${MORE}rsa-sha256`, `${DSIG}sha1`)
    expect((await judge(xml)).valid).toBe(false)
    expect((await judge(xml, BOTH)).valid).toBe(true)
  })

  test('says nothing where it is not used', async () => {
    const verdict = await judge(sign(`${MORE}rsa-sha256`, SHA256), BOTH)
    expect(verdict.valid).toBe(true)
    expect(codesOf(verdict)).not.toContain('algorithm-excepted')
  })

  test.for([
    'http://www.w3.org/2001/04/xmldsig-more#md5',
    'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
    'RS1',
    SHA256,
  ])('cannot be made for %s', (algorithm) => {
    const text = JSON.stringify({ id: 'test', algorithmExceptions: [{ algorithm, until: DAY }] })
    expect(() => readPolicy(text)).toThrow('/algorithmExceptions/0/algorithm')
  })
})
