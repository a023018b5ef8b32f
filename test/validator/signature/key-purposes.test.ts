/** Whose certificate may sign a document, by the purposes it names. */
import { describe, expect, test } from 'vitest'
import {
  createCatalogue,
  createTrustStore,
  createValidator,
  readSigningKey,
  signJws,
  signXml,
} from '../../../validator/index.ts'
import { parseCertificate } from '../../../validator/signature/certificate.ts'
import { AT, makeCertificate } from './keys.ts'
import { judgeRemembering } from './remembered.ts'

const CA = await makeCertificate({ name: 'CA', isCa: true, keyUsage: 0x06 })
const PURPOSES = {
  server: '1.3.6.1.5.5.7.3.1',
  client: '1.3.6.1.5.5.7.3.2',
  code: '1.3.6.1.5.5.7.3.3',
  mail: '1.3.6.1.5.5.7.3.4',
  timestamps: '1.3.6.1.5.5.7.3.8',
  ocsp: '1.3.6.1.5.5.7.3.9',
  documents: '1.3.6.1.5.5.7.3.36',
  any: '2.5.29.37.0',
  own: '1.3.6.1.4.1.311.10.3.12',
}
type Purpose = keyof typeof PURPOSES

function certify(purposes: readonly Purpose[] | undefined) {
  return makeCertificate({
    name: 'Leaf',
    issuer: { name: 'CA', key: CA.privateKey },
    keyUsage: 0x80,
    ...(purposes && { extendedKeyUsage: purposes.map((each) => PURPOSES[each]) }),
  })
}

async function judge(purposes: readonly Purpose[] | undefined, isPinned = false) {
  const made = await certify(purposes)
  const leaf = parseCertificate(made.der)
  if (leaf === undefined) throw new TypeError('not a certificate')
  const trust = createTrustStore([isPinned ? made.der : CA.der])
  return judgeRemembering(leaf, { others: [] }, trust, AT).subIndication
}

describe('a signer', () => {
  test.for<readonly Purpose[] | undefined>([
    undefined,
    ['mail'],
    ['client'],
    ['documents'],
    ['own'],
    ['any'],
    ['server', 'client'],
    ['timestamps', 'documents'],
  ])('with the purposes %o may sign', async (purposes) => {
    expect(await judge(purposes)).toBeUndefined()
  })

  test.for<readonly Purpose[]>([
    ['server'],
    ['code'],
    ['timestamps'],
    ['ocsp'],
    ['server', 'code'],
  ])('with the purposes %o alone may not', async (purposes) => {
    expect(await judge(purposes)).toBe('CHAIN_CONSTRAINTS_FAILURE')
  })

  test('that the operator chose by name may, whatever it was made for', async () => {
    expect(await judge(['server'], true)).toBeUndefined()
  })
})

describe('a message signed by the key of a web server', async () => {
  const { privateKeyPem: pem, pem: certificatePem } = await certify(['server'])
  const key = await readSigningKey({ pem, certificatePem })
  const trust = createTrustStore([CA.der])
  const validator = createValidator({ catalogue: createCatalogue([]), trust, now: () => AT })

  test.for([
    { name: 'JSON', make: () => signJws(Buffer.from('{}'), key, { serialization: 'compact' }) },
    { name: 'XML', make: () => signXml('<m xmlns="urn:vi-du"/>', key, { placement: 'enveloped' }) },
  ])('in $name is told what the certificate is not for', async ({ make }) => {
    const { valid, signatures, issues } = await validator.verify(Buffer.from(await make()))
    expect(valid).toBe(false)
    expect(signatures).toMatchObject([
      { indication: 'INDETERMINATE', subIndication: 'CHAIN_CONSTRAINTS_FAILURE' },
    ])
    expect(signatures[0]?.findings).toContain('certificate-purpose')
    expect(signatures[0]?.message.vi).toContain('không để ký văn bản')
    expect(issues.map(({ code }) => code)).toContain('signature-undecided')
    expect(issues.map(({ message }) => message.en).join()).toContain('not to sign documents')
  })
})
