/** SHA-1 is refused, but for whom and until the day that the receiver writes down. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { SignedXml } from 'xml-crypto'
import { readCatalogueFolder } from '../../../../sources/index.ts'
import type { SigningKey, TrustStore, Verdict } from '../../../../validator/index.ts'
import {
  createCatalogue,
  createTrustStore,
  createValidator,
  parseSchemaRef,
  readPolicy,
  readSigningKey,
} from '../../../../validator/index.ts'
import { writeQualifyingProperties } from '../../../../validator/signature/signing/qualifying-properties.ts'
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
const MESSAGE =
  '<m><ThongTinChung><BenGui><MaDonVi>H56.14</MaDonVi></BenGui>' +
  '<LoaiDuLieu>dossier-system-dossiers</LoaiDuLieu></ThongTinChung></m>'

const IDS = { signature: 's', properties: 'p', data: 'd' }

let key: SigningKey
let trust: TrustStore

beforeAll(async () => {
  const leaf = await makeCertificate({ name: 'Phần mềm cũ', kind: 'rsa', keyUsage: 0x80 })
  key = await readSigningKey({ pem: leaf.privateKeyPem, certificatePem: leaf.pem })
  trust = createTrustStore([Buffer.from(leaf.pem)])
})

/** `properties`: what XAdES signs beside the message. */
function sign(
  signatureAlgorithm: string,
  digestAlgorithm: string,
  properties?: string,
  message = MESSAGE,
): string {
  const signer = new SignedXml({
    privateKey: key.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    publicCert: key.certificate.x509.toString(),
    signatureAlgorithm,
    canonicalizationAlgorithm: EXCLUSIVE,
    ...(properties !== undefined && { objects: [{ content: properties }] }),
  })
  const transforms = [`${DSIG}enveloped-signature`, EXCLUSIVE]
  const data = { isEmptyUri: true, digestAlgorithm, id: IDS.data }
  signer.addReference({ xpath: '/*', transforms, ...data })
  if (properties !== undefined) {
    signer.addReference({
      xpath: `//*[@Id='${IDS.properties}']`,
      transforms: [EXCLUSIVE],
      digestAlgorithm: SHA256,
      type: 'http://uri.etsi.org/01903#SignedProperties',
    })
  }
  signer.computeSignature(message, { prefix: 'ds', attrs: { Id: IDS.signature } })
  return signer.getSignedXml()
}

async function judge(
  xml: string,
  exceptions: readonly object[] = [],
  at = AT,
  more: object = {},
): Promise<Verdict> {
  const catalogue = createCatalogue([])
  const asked = { id: 'test', algorithmExceptions: exceptions, ...more }
  const policy = readPolicy(JSON.stringify(asked))
  const validator = createValidator({ catalogue, trust, policy, now: () => at })
  return await validator.verify(Buffer.from(xml))
}

/** The certificate as that of the sender. */
const known = () => ({
  partners: [{ agency: 'H56.14', certificates: [key.certificate.fingerprint] }],
})

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
    const verdict = await judge(sign(`${DSIG}rsa-sha1`, `${DSIG}sha1`), exceptions, AT, known())
    expect(verdict.valid).toBe(valid)
    expect(codesOf(verdict).includes('algorithm-refused')).toBe(!valid)
  })

  test('does not pass for a sender that the signer is not established to be', async () => {
    const exceptions = BOTH.map((each) => ({ ...each, senders: ['H56'] }))
    const sha1 = sign(`${DSIG}rsa-sha1`, `${DSIG}sha1`)
    for (const sender of ['not-contradicted', 'any']) {
      const verdict = await judge(sha1, exceptions, AT, { default: { sender } })
      expect([verdict.valid, codesOf(verdict)]).toEqual([
        false,
        ['algorithm-legacy', 'signer-not-sender'],
      ])
    }
  })

  test.for([
    { kinds: ['dossier-system-dossiers', 'portal-payments'], valid: true },
    { kinds: ['portal-payments'], valid: false },
  ])('passes for the kinds of data of the exception: $kinds', async ({ kinds, valid }) => {
    const exceptions = BOTH.map((each) => ({ ...each, kinds }))
    const verdict = await judge(sign(`${DSIG}rsa-sha1`, `${DSIG}sha1`), exceptions)
    expect(verdict.valid).toBe(valid)
    expect(codesOf(verdict).includes('algorithm-refused')).toBe(!valid)
  })

  test('is told until the day that holds for this message', async () => {
    const later = BOTH.map((each) => ({ ...each, until: '2030-12-31', senders: ['H57'] }))
    const verdict = await judge(sign(`${DSIG}rsa-sha1`, `${DSIG}sha1`), [...BOTH, ...later])
    const warnings = verdict.issues.filter(({ code }) => code === 'algorithm-excepted')
    expect(warnings.map(({ params }) => params?.['until'])).toEqual([DAY, DAY])
  })
})

describe('an exception', () => {
  test('is needed for a digest by SHA-1 beneath a good signature', async () => {
    const xml = sign(`${MORE}rsa-sha256`, `${DSIG}sha1`)
    expect((await judge(xml)).valid).toBe(false)
    expect((await judge(xml, BOTH)).valid).toBe(true)
  })

  test('is needed for a certificate that XAdES names by SHA-1, of whoever sends', async () => {
    const { der } = key.certificate
    const digestBy = (name: string) => createHash(name).update(der).digest('base64')
    const properties = writeQualifyingProperties({ claimedTime: AT.toISOString() }, key, IDS)
      .replace(SHA256, `${DSIG}sha1`)
      .replace(digestBy('sha256'), digestBy('sha1'))
    const xml = sign(`${MORE}rsa-sha256`, SHA256, properties)
    expect((await judge(xml)).valid).toBe(false)
    const verdict = await judge(xml, BOTH)
    expect([verdict.valid, codesOf(verdict).includes('algorithm-excepted')]).toEqual([true, true])
    const others = BOTH.map((each) => ({ ...each, senders: ['H57'] }))
    expect((await judge(xml, others)).valid).toBe(false)
  })

  test('is not for what is converted, which no policy judges', async () => {
    const catalogue = createCatalogue(await readCatalogueFolder())
    const policy = readPolicy(JSON.stringify({ id: 'test', algorithmExceptions: BOTH }))
    const validator = createValidator({ catalogue, trust, policy, now: () => AT })
    const record = readFileSync('examples/citizen.xml', 'utf8')
    const to = parseSchemaRef('national/population/citizen@2.0.0')
    const convert = (value: string, digest: string) =>
      validator.convert(Buffer.from(sign(value, digest, undefined, record)), { to })
    await expect(convert(`${DSIG}rsa-sha1`, `${DSIG}sha1`)).rejects.toThrow('algorithm-refused')
    expect(await convert(`${MORE}rsa-sha256`, SHA256)).toHaveLength(1)
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
