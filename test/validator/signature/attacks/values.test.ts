/** The texts of DigestValue and SignatureValue: one text for the same bytes, and nothing in it. */
import { describeAttack } from './describe-attack.ts'
import { ENVELOPED, FORGED_NAME, SIGNED_NAME } from './laboratory.ts'

/** The name changed, and all else left as it was signed. */
const FORGED = ENVELOPED.replace(SIGNED_NAME, FORGED_NAME)
const DIGEST = /(?<=<ds:DigestValue>)[^<]+/u
const VALUE = /(?<=<ds:SignatureValue>)[^<]+/u
const MALFORMED = {
  codes: ['signature-invalid'],
  signatures: ['TOTAL_FAILED FORMAT_FAILURE structure-malformed'],
}
const FORGED_DIGEST = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='

describeAttack('comment-in-value', 'xml', [
  {
    name: 'a forged digest in a comment before the true one',
    make: () => FORGED.replace(DIGEST, `<!--${FORGED_DIGEST}-->$&`),
    ...MALFORMED,
  },
  {
    name: 'a comment within DigestValue',
    make: () => FORGED.replace(DIGEST, (it) => `${it.slice(0, 4)}<!---->${it.slice(4)}`),
    ...MALFORMED,
  },
  {
    name: 'a comment within SignatureValue',
    make: () => FORGED.replace(VALUE, (it) => `${it.slice(0, 4)}<!--x-->${it.slice(4)}`),
    ...MALFORMED,
  },
  {
    name: 'a comment after SignatureValue, in it',
    make: () => FORGED.replace(VALUE, '$&<!--x-->'),
    ...MALFORMED,
  },
  {
    name: 'CDATA in DigestValue',
    make: () => FORGED.replace(DIGEST, '<![CDATA[$&]]>'),
    ...MALFORMED,
  },
  {
    name: 'an element in SignatureValue',
    make: () => FORGED.replace(VALUE, '$&<x/>'),
    ...MALFORMED,
  },
  {
    name: 'a comment between the children of SignedInfo',
    make: () => FORGED.replace('<ds:SignatureMethod', '<!--x-->$&'),
    ...MALFORMED,
  },
])

/** The last character of an encoding of 32 bytes with bits set that nobody reads. */
function withDeadBits(base64: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  return base64.replace(/(.)(=+)$/u, (_, last: string, padding: string) => {
    const next = alphabet[alphabet.indexOf(last) + 1] ?? ''
    return next + padding
  })
}

const BASE64 = {
  codes: ['signature-invalid'],
  signatures: ['TOTAL_FAILED FORMAT_FAILURE base64-malformed'],
}

describeAttack('malleable-base64', 'xml', [
  {
    name: 'bits that nobody reads in DigestValue',
    make: () => FORGED.replace(DIGEST, withDeadBits),
    ...BASE64,
  },
  {
    name: 'bits that nobody reads in SignatureValue',
    make: () => FORGED.replace(VALUE, withDeadBits),
    ...BASE64,
  },
  {
    name: 'no padding',
    make: () => FORGED.replace(VALUE, (it) => it.replaceAll('=', '')),
    ...BASE64,
  },
  { name: 'more after the padding', make: () => FORGED.replace(DIGEST, '$&AAAA'), ...BASE64 },
  { name: 'base64url', make: () => FORGED.replace(DIGEST, `${'_-'.repeat(21)}8=`), ...BASE64 },
  { name: 'a character of no alphabet', make: () => FORGED.replace(VALUE, '*$&'), ...BASE64 },
  { name: 'nothing', make: () => FORGED.replace(VALUE, ' '), ...BASE64 },
  {
    name: 'white space, which XML Schema lets pass',
    make: () => ENVELOPED.replace(VALUE, (it) => ` ${it.slice(0, 8)}\n\t${it.slice(8)} `),
    isHarmless: true,
    signatures: ['TOTAL_PASSED'],
    handsOn: 'signed',
    forgesNothing: true,
  },
])
