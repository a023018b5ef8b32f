/** Algorithms that are broken, mixed up or none, and values in another form. */
import { constants, createHmac, createPublicKey, randomBytes, sign } from 'node:crypto'
import { describeAttack } from './describe-attack.ts'
import {
  FORGED_PAYLOAD,
  FORGED_XML_RECORD,
  headerOf,
  makeSigner,
  SIGNER,
  type Signer,
  toBase64Url,
} from './laboratory.ts'
import { rawJws } from './raw-jws.ts'
import { DSIG, ECDSA_SHA256, envelope, x509Data } from './raw-xml.ts'

const RSA = await makeSigner({ name: 'Signer RSA', kind: 'rsa' })
const WEAK_RSA = await makeSigner({ name: 'Signer RSA 1024', kind: 'rsa1024' })
const RSA_KEY = createPublicKey(RSA.key).export({ format: 'jwk' })
const odd = (bytes: number) =>
  Buffer.concat([Buffer.of(0xff), randomBytes(bytes - 2), Buffer.of(1)])
/** One check by any of them takes a verifier seconds, or proves nothing: no key is behind them. */
const ODD_KEYS = await Promise.all(
  [
    { name: 'an exponent of 384 bytes', n: odd(384), e: odd(384) },
    { name: 'an exponent of 33 bits', e: Buffer.from('0100000001', 'hex') },
    { name: 'an exponent of 1', e: Buffer.of(1) },
    { name: 'an even exponent', e: Buffer.from('010000', 'hex') },
    { name: 'a modulus of 16384 bits', n: odd(2_048) },
  ].map(async ({ name, n, e }) => {
    const own = { ...(n && { n: toBase64Url(n) }), ...(e && { e: toBase64Url(e) }) }
    const publicKey = createPublicKey({ key: { ...RSA_KEY, ...own }, format: 'jwk' })
    return { name, signer: await makeSigner({ name, publicKey }) }
  }),
)
const anyValue = () => randomBytes(256)
const DSIG_MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const DSIG_MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#'
const REFUSED = {
  codes: ['algorithm-refused'],
  signatures: ['INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE algorithm-refused'],
}

/** PKCS#1 v1.5, with any hash. */
const byRsa =
  (hash: string, { key }: Signer = RSA) =>
  (input: string) =>
    sign(hash, Buffer.from(input), key)
const byPss =
  ({ key }: Signer) =>
  (input: string) =>
    sign('sha256', Buffer.from(input), {
      key,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    })

describeAttack('weak-algorithms', 'xml', [
  ...[
    { name: 'RSA with SHA-1', method: `${DSIG}rsa-sha1`, hash: 'sha1' },
    { name: 'RSA with MD5', method: `${DSIG_MORE}rsa-md5`, hash: 'md5' },
    { name: 'RSA with RIPEMD-160', method: `${DSIG_MORE}rsa-ripemd160`, hash: 'ripemd160' },
    { name: 'RSA with SHA-224', method: `${DSIG_MORE}rsa-sha224`, hash: 'sha224' },
  ].map(({ name, method, hash }) => ({
    name,
    make: () => envelope(FORGED_XML_RECORD, { signer: RSA, method, makeValue: byRsa(hash) }),
    ...REFUSED,
  })),
  {
    name: 'ECDSA with SHA-1',
    make: () =>
      envelope(FORGED_XML_RECORD, {
        method: `${DSIG_MORE}ecdsa-sha1`,
        makeValue: (input) => ecdsa('sha1', input),
      }),
    ...REFUSED,
  },
  ...[
    { name: 'SHA-1', digestMethod: `${DSIG}sha1`, hash: 'sha1' },
    { name: 'MD5', digestMethod: `${DSIG_MORE}md5`, hash: 'md5' },
    { name: 'SHA-224', digestMethod: `${DSIG_MORE}sha224`, hash: 'sha224' },
    { name: 'no algorithm', digestMethod: '', hash: 'sha256' },
    { name: 'a name every object has', digestMethod: 'constructor', hash: 'sha256' },
  ].map(({ name, ...reference }) => ({
    name: `a digest by ${name}`,
    make: () => envelope(FORGED_XML_RECORD, {}, reference),
    ...REFUSED,
  })),
  {
    name: 'RSA of 1024 bits',
    make: () =>
      envelope(FORGED_XML_RECORD, {
        signer: WEAK_RSA,
        method: `${DSIG_MORE}rsa-sha256`,
        makeValue: byRsa('sha256', WEAK_RSA),
      }),
    ...REFUSED,
  },
  {
    name: 'RSA of 1024 bits with PSS',
    make: () =>
      envelope(FORGED_XML_RECORD, {
        signer: WEAK_RSA,
        method: `${DSIG_MORE_2007}sha256-rsa-MGF1`,
        makeValue: byPss(WEAK_RSA),
      }),
    ...REFUSED,
  },
])

describeAttack('costly-keys', 'xml', [
  ...ODD_KEYS.map(({ name, signer }) => ({
    name: `eight certificates of RSA with ${name}`,
    make: () =>
      envelope(FORGED_XML_RECORD, {
        method: `${DSIG_MORE}rsa-sha256`,
        keyInfo: x509Data(Array.from({ length: 8 }, () => signer.certificates).flat()),
        makeValue: anyValue,
      }),
    ...REFUSED,
  })),
  {
    name: 'eight copies of a certificate whose key did not make the value',
    make: () => {
      const keyInfo = x509Data(Array.from({ length: 8 }, () => SIGNER.certificates).flat())
      return envelope(FORGED_XML_RECORD, { keyInfo, makeValue: () => randomBytes(64) })
    },
    codes: ['signature-invalid'],
    signatures: ['TOTAL_FAILED SIG_CRYPTO_FAILURE value-mismatch'],
  },
])

describeAttack('costly-keys', 'json', [
  ...ODD_KEYS.map(({ name, signer }) => ({
    name: `RSA with ${name}`,
    make: () => rawJws(headerOf({ alg: 'PS256' }, signer), FORGED_PAYLOAD, anyValue),
    ...REFUSED,
  })),
])

describeAttack('weak-algorithms', 'json', [
  ...[
    { alg: 'RS1', hash: 'sha1' },
    { alg: 'RS224', hash: 'sha224' },
    { alg: 'RSMD5', hash: 'md5' },
    { alg: 'constructor', hash: 'sha256' },
    { alg: '__proto__', hash: 'sha256' },
    { alg: 'rs256', hash: 'sha256' },
  ].map(({ alg, hash }) => ({
    name: `the algorithm ${alg}`,
    make: () => rawJws(headerOf({ alg }, RSA), FORGED_PAYLOAD, byRsa(hash)),
    ...REFUSED,
  })),
  {
    name: 'ECDSA with SHA-1',
    make: () => rawJws(headerOf({ alg: 'ES1' }), FORGED_PAYLOAD, (input) => ecdsa('sha1', input)),
    ...REFUSED,
  },
  {
    name: 'RSA of 1024 bits',
    make: () =>
      rawJws(headerOf({ alg: 'RS256' }, WEAK_RSA), FORGED_PAYLOAD, byRsa('sha256', WEAK_RSA)),
    codes: ['algorithm-refused', 'algorithm-legacy'],
    signatures: ['INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE algorithm-refused algorithm-legacy'],
  },
  {
    name: 'RSA of 1024 bits with PSS',
    make: () => rawJws(headerOf({ alg: 'PS256' }, WEAK_RSA), FORGED_PAYLOAD, byPss(WEAK_RSA)),
    ...REFUSED,
  },
  {
    name: 'a value of SHA-1 under the name of SHA-256',
    make: () => rawJws(headerOf(), FORGED_PAYLOAD, (input) => ecdsa('sha1', input)),
    codes: ['signature-invalid'],
    signatures: ['TOTAL_FAILED SIG_CRYPTO_FAILURE value-mismatch'],
  },
])

function ecdsa(hash: string, input: string): Buffer {
  return sign(hash, Buffer.from(input), { key: SIGNER.key, dsaEncoding: 'ieee-p1363' })
}

/** What everybody knows, and a confused verifier takes for the secret. */
const PUBLIC_KEY = createPublicKey(RSA.key)
const SECRETS = [
  { name: 'the PEM of the public key', secret: PUBLIC_KEY.export({ type: 'spki', format: 'pem' }) },
  { name: 'the DER of the public key', secret: PUBLIC_KEY.export({ type: 'spki', format: 'der' }) },
  { name: 'the PKCS#1 form', secret: PUBLIC_KEY.export({ type: 'pkcs1', format: 'pem' }) },
  { name: 'the certificate', secret: Buffer.from(RSA.certificates[0] ?? []) },
  { name: 'nothing', secret: '' },
]

describeAttack('hmac', 'xml', [
  ...SECRETS.map(({ name, secret }) => ({
    name: `keyed with ${name}`,
    make: () =>
      envelope(FORGED_XML_RECORD, {
        signer: RSA,
        method: `${DSIG_MORE}hmac-sha256`,
        makeValue: (input) => createHmac('sha256', secret).update(input).digest(),
      }),
    ...REFUSED,
  })),
  ...[0, 1, 8].map((bits) => ({
    name: `cut down to ${bits} bits`,
    make: () =>
      envelope(FORGED_XML_RECORD, {
        method: `${DSIG}hmac-sha1`,
        parameters: `<ds:HMACOutputLength>${bits}</ds:HMACOutputLength>`,
        makeValue: () => Buffer.of(0),
      }),
    ...REFUSED,
  })),
])

describeAttack('hmac', 'json', [
  ...SECRETS.flatMap(({ name, secret }) =>
    ['HS256', 'HS384', 'HS512'].map((alg) => ({
      name: `${alg} keyed with ${name}`,
      make: () =>
        rawJws(headerOf({ alg }, RSA), FORGED_PAYLOAD, (input) =>
          createHmac(alg.replace('HS', 'sha'), secret).update(input).digest(),
        ),
      ...REFUSED,
    })),
  ),
  {
    name: 'cut down to 8 bits',
    make: () => rawJws(headerOf({ alg: 'HS256' }), FORGED_PAYLOAD, () => Buffer.of(0)),
    ...REFUSED,
  },
])

const WRONG_VALUE = {
  codes: ['signature-invalid'],
  signatures: ['TOTAL_FAILED SIG_CRYPTO_FAILURE value-mismatch'],
}
const ORDER = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex')
const inDer = (input: string) => sign('sha256', Buffer.from(input), SIGNER.key)

const VALUES = [
  { name: 'in DER', makeValue: inDer },
  { name: 'r = s = 0', makeValue: () => Buffer.alloc(64) },
  { name: 'r = s = the order of the curve', makeValue: () => Buffer.concat([ORDER, ORDER]) },
  { name: 'r = 0', makeValue: (input: string) => ecdsa('sha256', input).fill(0, 0, 32) },
  { name: 's = 0', makeValue: (input: string) => ecdsa('sha256', input).fill(0, 32) },
  { name: 'cut short', makeValue: (input: string) => ecdsa('sha256', input).subarray(0, 63) },
  {
    name: 'with a byte more',
    makeValue: (input: string) => Buffer.concat([ecdsa('sha256', input), Buffer.of(0)]),
  },
  {
    name: 'as long as for P-521',
    makeValue: (input: string) => {
      const value = ecdsa('sha256', input)
      const wide = (half: Buffer) => Buffer.concat([Buffer.alloc(34), half])
      return Buffer.concat([wide(value.subarray(0, 32)), wide(value.subarray(32))])
    },
  },
]

describeAttack('ecdsa-value', 'xml', [
  ...VALUES.map(({ name, makeValue }) => ({
    name,
    make: () => envelope(FORGED_XML_RECORD, { makeValue }),
    ...WRONG_VALUE,
  })),
])

describeAttack('ecdsa-value', 'json', [
  ...VALUES.map(({ name, makeValue }) => ({
    name,
    make: () => rawJws(headerOf(), FORGED_PAYLOAD, makeValue),
    ...WRONG_VALUE,
  })),
])

describeAttack('none', 'xml', [
  ...['', 'none', 'NONE', `${DSIG}none`, 'constructor', ` ${ECDSA_SHA256}`].map((method) => ({
    name: `the algorithm "${method}"`,
    make: () => envelope(FORGED_XML_RECORD, { method }),
    ...REFUSED,
  })),
  {
    name: 'no Algorithm at all',
    make: () => envelope(FORGED_XML_RECORD).replace(` Algorithm="${ECDSA_SHA256}"`, ''),
    ...REFUSED,
  },
  {
    name: 'an Algorithm of another namespace beside it',
    make: () =>
      envelope(FORGED_XML_RECORD).replace(
        ` Algorithm="${ECDSA_SHA256}"`,
        ` xmlns:x="urn:x" x:Algorithm="${ECDSA_SHA256}" Algorithm="none"`,
      ),
    ...REFUSED,
  },
])
