/** The same bytes written in another way, and bytes that are not what they should be. */
import { generateKeyPairSync } from 'node:crypto'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { signRaw } from '../jws/raw.ts'
import { describeAttack } from './describe-attack.ts'
import {
  COMPACT,
  ecdsaValue,
  FORGED_JSON_RECORD,
  FORGED_NAME,
  FORGED_PAYLOAD,
  headerOf,
  JSON_RECORD,
  SIGNER,
  toBase64Url,
} from './laboratory.ts'
import { rawJws } from './raw-jws.ts'

const MALFORMED = {
  codes: ['jws-malformed'],
  signatures: ['TOTAL_FAILED FORMAT_FAILURE jws-malformed'],
}
const UNREAD = { codes: ['json-malformed', 'signature-required'] }
const forged = (header: Readonly<Record<string, unknown>> | string, payload = FORGED_PAYLOAD) =>
  rawJws(header, payload, (input) => ecdsaValue(input))
const FORGED = forged(headerOf())

/** The same, with its parts changed and the signature value left. */
function changed(change: (parts: readonly string[]) => readonly string[]): string {
  return change(FORGED.split('.')).join('.')
}

describeAttack('comment-in-value', 'json', [
  { name: 'a comment behind the value', make: () => `${FORGED}<!--x-->`, ...MALFORMED },
  { name: 'a comment of JSON behind the value', make: () => `${FORGED}/**/`, ...MALFORMED },
  { name: 'a fourth part', make: () => `${FORGED}.AAAA`, ...MALFORMED },
  {
    name: 'five parts',
    make: () => `${FORGED}.AAAA.AAAA`,
    codes: ['decryption-refused'],
  },
  {
    name: 'a member beside the value',
    make: () => {
      const entry = { ...signRaw(headerOf(), FORGED_PAYLOAD, SIGNER.key), comment: 'x' }
      return JSON.stringify({ payload: FORGED_PAYLOAD, signatures: [entry] })
    },
    ...MALFORMED,
  },
])

/** The last character with bits set that nobody reads. */
function withDeadBits(base64url: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = alphabet[alphabet.indexOf(base64url.at(-1) ?? '') + 1] ?? ''
  return base64url.slice(0, -1) + last
}

const BYTES = Buffer.from(FORGED_JSON_RECORD)
/** So long that its encoding has bits to spare. */
const LOOSE = toBase64Url(Buffer.concat([BYTES, Buffer.alloc((4 - (BYTES.length % 3)) % 3, ' ')]))

describeAttack('malleable-base64', 'json', [
  {
    name: 'bits that nobody reads in the value',
    make: () => changed(([h = '', p = '', s = '']) => [h, p, withDeadBits(s)]),
    ...MALFORMED,
  },
  {
    name: 'bits that nobody reads in the payload',
    make: () => {
      const [header = '', payload = '', value = ''] = forged(headerOf(), LOOSE).split('.')
      return [header, withDeadBits(payload), value].join('.')
    },
    ...MALFORMED,
  },
  { name: 'padding behind the value', make: () => `${FORGED}==`, ...MALFORMED },
  {
    name: 'padding behind the payload',
    make: () => changed(([h = '', p = '', s = '']) => [h, `${p}=`, s]),
    ...MALFORMED,
  },
  {
    name: 'padding behind the header',
    make: () => changed(([h = '', p = '', s = '']) => [`${h}=`, p, s]),
    ...MALFORMED,
  },
  {
    name: 'white space in the value',
    make: () => changed(([h = '', p = '', s = '']) => [h, p, `${s.slice(0, 8)} ${s.slice(8)}`]),
    ...MALFORMED,
  },
  {
    name: 'a line end in the payload',
    make: () => changed(([h = '', p = '', s = '']) => [h, `${p.slice(0, 60)}\n${p.slice(60)}`, s]),
    ...MALFORMED,
  },
  {
    name: 'the alphabet of base64',
    make: () => {
      const value = Buffer.alloc(64, 0xff)
      const [header = '', payload = ''] = FORGED.split('.')
      return `${header}.${payload}.${value.toString('base64').replaceAll('=', '')}`
    },
    ...MALFORMED,
  },
  {
    name: 'one character too many',
    make: () => changed(([h = '', p = '', s = '']) => [h, p, `${s}AAA`]),
    ...MALFORMED,
  },
  {
    name: 'a line end behind all of it, as of a text file',
    make: () => `\n${COMPACT}\n`,
    isHarmless: true,
    signatures: ['TOTAL_PASSED'],
    handsOn: 'signed',
    forgesNothing: true,
  },
])

describeAttack('encoding', 'json', [
  {
    name: 'a payload that is not UTF-8',
    make: () => forged(headerOf(), toBase64Url(Buffer.from(FORGED_JSON_RECORD, 'latin1'))),
    codes: ['encoding-invalid'],
    signatures: ['TOTAL_PASSED'],
    verifies: true,
    handsOn: 'forged',
  },
  {
    name: 'a payload in UTF-16',
    make: () => forged(headerOf(), toBase64Url(Buffer.from(FORGED_JSON_RECORD, 'utf16le'))),
    codes: ['encoding-invalid'],
    signatures: ['TOTAL_PASSED'],
    verifies: true,
    handsOn: 'unreadable',
    forgesNothing: true,
  },
  {
    name: 'a longer form of a character than UTF-8 allows',
    make: () => forged(headerOf(), toBase64Url(Buffer.concat([BYTES, Buffer.from([0xc0, 0xa0])]))),
    codes: ['encoding-invalid'],
    signatures: ['TOTAL_PASSED'],
    verifies: true,
    handsOn: 'forged',
  },
  {
    name: 'half of a surrogate pair in the payload',
    make: () =>
      forged(headerOf(), toBase64Url(FORGED_JSON_RECORD.replace(FORGED_NAME, `$&\\ud800`))),
    codes: ['json-malformed'],
    signatures: ['TOTAL_PASSED'],
    verifies: true,
    handsOn: 'forged',
  },
  {
    name: 'a header that is not UTF-8',
    make: () => {
      const header = Buffer.from(JSON.stringify(headerOf({ x: 'é' })), 'latin1')
      const input = `${toBase64Url(header)}.${FORGED_PAYLOAD}`
      return `${input}.${toBase64Url(ecdsaValue(input))}`
    },
    ...MALFORMED,
  },
  {
    name: 'a header in UTF-16, which nobody takes for one',
    make: () => {
      const header = Buffer.from(JSON.stringify(headerOf()), 'utf16le')
      const input = `${toBase64Url(header)}.${FORGED_PAYLOAD}`
      return `${input}.${toBase64Url(ecdsaValue(input))}`
    },
    ...UNREAD,
  },
  {
    name: 'a byte order mark before the payload, which changes nothing',
    make: () => forged(headerOf(), toBase64Url(`\uFEFF${JSON_RECORD}`)),
    isHarmless: true,
    signatures: ['TOTAL_PASSED'],
    handsOn: 'signed',
    forgesNothing: true,
  },
])

const RECIPIENT = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const BOMB = Buffer.alloc(50_000_000, ' ')

describeAttack('decompression', 'json', [
  {
    name: 'a JWE of fifty megabytes of spaces',
    make: async () => {
      const { CompactEncrypt } = await import('jose')
      const header = { alg: 'RSA-OAEP-256', enc: 'A256GCM', zip: 'DEF' }
      return await new CompactEncrypt(BOMB).setProtectedHeader(header).encrypt(RECIPIENT.publicKey)
    },
    codes: ['decryption-refused'],
    forgesNothing: true,
  },
  {
    name: 'a JWS that says its payload is compressed, which nobody expands',
    make: () => forged(headerOf({ zip: 'DEF' }), toBase64Url(deflateRawSync(BOMB))),
    codes: ['encoding-invalid'],
    signatures: ['TOTAL_PASSED'],
    verifies: true,
    handsOn: 'unreadable',
    forgesNothing: true,
  },
  {
    name: 'a JWS that is compressed itself',
    make: () => gzipSync(Buffer.concat([Buffer.from(COMPACT), BOMB])),
    codes: ['encoding-invalid', 'signature-required'],
    forgesNothing: true,
  },
])
