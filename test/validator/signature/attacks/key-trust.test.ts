/** Keys that a message brings along, and certificates that may not do what they are used for. */
import { createPublicKey } from 'node:crypto'
import { makeCertificate } from '../keys.ts'
import { useCanary } from './canary.ts'
import { describeAttack } from './describe-attack.ts'
import {
  COMPACT,
  ENVELOPED,
  ecdsaValue,
  FORGED_PAYLOAD,
  FORGED_XML_RECORD,
  headerOf,
  makeSigner,
  SIGNER,
  type Signer,
  xmlRecord,
} from './laboratory.ts'
import { rawJws } from './raw-jws.ts'
import { DSIG, envelope, x509Data } from './raw-xml.ts'
import { makeStranger } from './strangers.ts'

const canary = useCanary(Buffer.from(SIGNER.certificates[0] ?? []).toString('base64'))
const [SIGNER_DER = new Uint8Array()] = SIGNER.certificates

/** A certificate issued by one that is no CA, whatever its keyUsage says. */
async function underLeaf(keyUsage: number): Promise<Signer> {
  const leaf = await makeSigner({ name: 'Leaf', keyUsage })
  const issuer = { name: 'Leaf', key: leaf.key }
  const { der, privateKey } = await makeCertificate({
    name: 'Under a leaf',
    issuer,
    keyUsage: 0x80,
  })
  return { key: privateKey, certificates: [der, ...leaf.certificates] }
}

/** The same, where the leaf says of itself that it is a CA, and nobody trusted says so. */
async function underStranger(): Promise<Signer> {
  const ca = await makeCertificate({ name: 'Test CA', isCa: true, keyUsage: 0x06 })
  const issuer = { name: 'Test CA', key: ca.privateKey }
  const { der, privateKey } = await makeCertificate({ name: 'TEST sender', issuer, keyUsage: 0x80 })
  return { key: privateKey, certificates: [der, ca.der] }
}

interface Stranger {
  readonly name: string
  readonly make: () => Promise<Signer>
  readonly outcome: string
  readonly code: string
}

const UNTRUSTED = 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND certificate-untrusted'
const UNFIT = 'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE certificate-untrusted'

const STRANGERS: readonly Stranger[] = [
  {
    name: 'a certificate of one’s own making in the name of the signer',
    make: () => makeStranger(),
    outcome: UNTRUSTED,
    code: 'signature-undecided',
  },
  {
    name: 'a CA of one’s own making in the name of the trusted one',
    make: underStranger,
    outcome: UNTRUSTED,
    code: 'signature-undecided',
  },
  {
    name: 'a leaf as CA',
    make: () => underLeaf(0x80),
    outcome: UNTRUSTED,
    code: 'signature-undecided',
  },
  {
    name: 'a leaf as CA, with the keyUsage of one',
    make: () => underLeaf(0x84),
    outcome: UNTRUSTED,
    code: 'signature-undecided',
  },
  {
    name: 'keyUsage for encryption of keys alone',
    make: () => makeSigner({ name: 'Encrypts keys', keyUsage: 0x20 }),
    outcome: UNFIT,
    code: 'signature-undecided',
  },
  {
    name: 'keyUsage for certificates alone',
    make: () => makeSigner({ name: 'Issues', keyUsage: 0x04 }),
    outcome: UNFIT,
    code: 'signature-undecided',
  },
  {
    name: 'a critical extension nobody knows',
    make: () => makeSigner({ name: 'Unknown', unknownCritical: true }),
    outcome: UNFIT,
    code: 'signature-undecided',
  },
  {
    name: 'a certificate that has expired',
    make: () => makeSigner({ name: 'Expired', notAfter: '2026-06-01T00:00:00Z' }),
    outcome: 'INDETERMINATE OUT_OF_BOUNDS_NO_POE certificate-untrusted',
    code: 'signature-undecided',
  },
  {
    name: 'a certificate that is not valid yet',
    make: () => makeSigner({ name: 'Early', notBefore: '2027-06-01T00:00:00Z' }),
    outcome: 'TOTAL_FAILED NOT_YET_VALID certificate-untrusted',
    code: 'signature-invalid',
  },
  {
    name: 'a certificate that a trusted CA signed with SHA-1',
    make: () => makeSigner({ name: 'SHA-1', hash: 'SHA-1' }),
    outcome: UNTRUSTED,
    code: 'signature-undecided',
  },
]

const strangers = (makeMessage: (signer: Signer) => string) =>
  STRANGERS.map(({ name, make, outcome, code }) => ({
    name,
    make: async () => makeMessage(await make()),
    codes: [code],
    signatures: [outcome],
    handsOn: 'forged' as const,
  }))

const NOBODY = {
  codes: ['signature-undecided'],
  signatures: ['INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND certificate-missing'],
}
const WRONG_VALUE = {
  codes: ['signature-invalid'],
  signatures: ['TOTAL_FAILED SIG_CRYPTO_FAILURE value-mismatch'],
}

/** The message of another, with what names the signer replaced. */
const withKeyInfo = (keyInfo: string) => envelope(FORGED_XML_RECORD, { keyInfo })

describeAttack(
  'key-trust',
  'xml',
  [
    ...strangers((signer) => envelope(FORGED_XML_RECORD, { signer })),
    {
      name: 'RetrievalMethod to an address',
      make: () =>
        withKeyInfo(
          `<ds:RetrievalMethod URI="${canary.url()}" Type="${DSIG}rawX509Certificate"></ds:RetrievalMethod>`,
        ),
      ...NOBODY,
    },
    {
      name: 'RetrievalMethod to a file',
      make: () =>
        withKeyInfo(
          `<ds:RetrievalMethod URI="${canary.fileUrl()}" Type="${DSIG}rawX509Certificate"></ds:RetrievalMethod>`,
        ),
      ...NOBODY,
    },
    {
      name: 'RetrievalMethod to an element of the message',
      make: () => withKeyInfo('<ds:RetrievalMethod URI="#chung-thu"></ds:RetrievalMethod>'),
      ...NOBODY,
    },
    {
      name: 'the signer’s certificate beside the key of another, by which it is signed',
      make: async () => {
        const stranger = await makeStranger()
        const keyInfo = x509Data([SIGNER_DER, ...stranger.certificates])
        return envelope(FORGED_XML_RECORD, { signer: stranger, keyInfo })
      },
      codes: ['signature-undecided'],
      signatures: [UNTRUSTED],
      handsOn: 'forged',
    },
    {
      name: 'the signer’s certificate, and the value of another key',
      make: async () => {
        const signer = await makeStranger()
        return envelope(FORGED_XML_RECORD, { signer, keyInfo: x509Data(SIGNER.certificates) })
      },
      ...WRONG_VALUE,
    },
    {
      name: 'another certificate for the same key than the one the signer named',
      make: async () => {
        const publicKey = createPublicKey(SIGNER.key)
        const twin = await makeSigner({ name: 'Twin', publicKey })
        return ENVELOPED.replace(/<ds:X509Data>.*<\/ds:X509Data>/su, x509Data(twin.certificates))
      },
      codes: ['signature-undecided'],
      signatures: ['INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND certificate-mismatch'],
      handsOn: 'signed',
      forgesNothing: true,
    },
  ],
  canary.assertUntouched,
)

const jws = (members: Readonly<Record<string, unknown>>, signer: Signer) =>
  rawJws(headerOf(members, signer), FORGED_PAYLOAD, (input) => ecdsaValue(input, signer.key))

describeAttack(
  'key-trust',
  'json',
  [
    ...strangers((signer) => jws({}, signer)),
    {
      name: 'the signer’s certificate behind that of another, by which it is signed',
      make: async () => {
        const { key, certificates } = await makeStranger()
        return jws({}, { key, certificates: [...certificates, SIGNER_DER] })
      },
      codes: ['signature-undecided'],
      signatures: [UNTRUSTED],
      handsOn: 'forged',
    },
    {
      name: 'the signer’s certificate, and the value of another key',
      make: async () => {
        const { key } = await makeStranger()
        return jws({}, { key, certificates: SIGNER.certificates })
      },
      ...WRONG_VALUE,
    },
    {
      name: 'another certificate for the same key than the one the header names',
      make: async () => {
        const twin = await makeSigner({ name: 'Twin', publicKey: createPublicKey(SIGNER.key) })
        const [header = ''] = COMPACT.split('.')
        const named = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as object
        const own = { key: SIGNER.key, certificates: twin.certificates }
        return jws({ ...named, x5c: headerOf({}, own)['x5c'] }, own)
      },
      ...NOBODY,
    },
  ],
  canary.assertUntouched,
)

const { x, y } = createPublicKey(SIGNER.key).export({ format: 'jwk' })
const POINT = Buffer.concat([
  Buffer.of(4),
  Buffer.from(x ?? '', 'base64url'),
  Buffer.from(y ?? '', 'base64url'),
]).toString('base64')

describeAttack(
  'keys-in-header',
  'xml',
  [
    {
      name: 'KeyValue',
      make: () =>
        withKeyInfo(
          `<ds:KeyValue><ECKeyValue xmlns="http://www.w3.org/2009/xmldsig11#"><NamedCurve URI="urn:oid:1.2.840.10045.3.1.7"></NamedCurve><PublicKey>${POINT}</PublicKey></ECKeyValue></ds:KeyValue>`,
        ),
      ...NOBODY,
    },
    {
      name: 'DEREncodedKeyValue',
      make: () => {
        const spki = createPublicKey(SIGNER.key).export({ type: 'spki', format: 'der' })
        return withKeyInfo(
          `<DEREncodedKeyValue xmlns="http://www.w3.org/2009/xmldsig11#">${spki.toString('base64')}</DEREncodedKeyValue>`,
        )
      },
      ...NOBODY,
    },
    {
      name: 'KeyName that is an address',
      make: () => withKeyInfo(`<ds:KeyName>${canary.url()}</ds:KeyName>`),
      ...NOBODY,
    },
    {
      name: 'a certificate outside X509Data',
      make: () => withKeyInfo(x509Data(SIGNER.certificates).replaceAll(/<\/?ds:X509Data>/gu, '')),
      ...NOBODY,
    },
    { name: 'nothing', make: () => withKeyInfo(''), ...NOBODY },
    {
      name: 'a certificate with the addresses of its issuer, which nobody calls',
      make: async () => {
        const signer = await makeStranger(`TEST ${canary.url()}`)
        return envelope(xmlRecord('KeGiaMao'), { signer })
      },
      codes: ['signature-undecided'],
      signatures: [UNTRUSTED],
      handsOn: 'forged',
    },
  ],
  canary.assertUntouched,
)
