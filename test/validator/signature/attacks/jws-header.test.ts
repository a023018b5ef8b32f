/** Headers that say how they want to be believed. */
import { createPublicKey } from 'node:crypto'
import { MESSAGE_CERTIFICATE_COUNT_MAX, SIGNATURE_COUNT_MAX } from '../../../../validator/index.ts'
import { signFlattened, signRaw } from '../jws/raw.ts'
import { useCanary } from './canary.ts'
import { describeAttack } from './describe-attack.ts'
import {
  ENVELOPED,
  ecdsaValue,
  FORGED_JSON_RECORD,
  FORGED_NAME,
  FORGED_PAYLOAD,
  headerOf,
  PAYLOAD,
  SIGNED_NAME,
  SIGNER,
  toBase64Url,
} from './laboratory.ts'
import { rawJws } from './raw-jws.ts'
import { makeStranger } from './strangers.ts'

const canary = useCanary(JSON.stringify({ keys: [publicJwk()] }))
const MALFORMED = {
  codes: ['jws-malformed'],
  signatures: ['TOTAL_FAILED FORMAT_FAILURE jws-malformed'],
}
const REFUSED = {
  codes: ['algorithm-refused'],
  signatures: ['INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE algorithm-refused'],
}
const NOBODY = {
  codes: ['signature-undecided'],
  signatures: ['INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND certificate-missing'],
}

function publicJwk(): object {
  return createPublicKey(SIGNER.key).export({ format: 'jwk' })
}

/** Over a forged record, by the signer's own key: the header alone is wrong. */
const forged = (header: Readonly<Record<string, unknown>> | string, payload = FORGED_PAYLOAD) =>
  rawJws(header, payload, (input) => ecdsaValue(input))

describeAttack('none', 'json', [
  ...['none', 'None', 'nOnE', 'NONE', '', ' ES256', 'ES256 '].flatMap((alg) => [
    {
      name: `"${alg}" with a value`,
      make: () => forged(headerOf({ alg })),
      ...REFUSED,
    },
    {
      name: `"${alg}" without one`,
      make: () => rawJws({ alg }, FORGED_PAYLOAD, () => Buffer.of()),
      ...REFUSED,
    },
  ]),
  ...[undefined, null, 1, ['ES256'], { alg: 'ES256' }].map((alg) => ({
    name: `${JSON.stringify(alg)}, which is no text`,
    make: () => forged(headerOf({ alg })),
    ...REFUSED,
  })),
  {
    name: 'in a list beside a signature that holds',
    make: () => {
      const none = { protected: toBase64Url('{"alg":"none"}'), signature: '' }
      const signatures = [signRaw(headerOf(), FORGED_PAYLOAD, SIGNER.key), none]
      return JSON.stringify({ payload: FORGED_PAYLOAD, signatures })
    },
    codes: REFUSED.codes,
    signatures: ['TOTAL_PASSED', ...REFUSED.signatures],
  },
])

describeAttack(
  'keys-in-header',
  'json',
  [
    { name: 'jwk', make: () => forged({ alg: 'ES256', jwk: publicJwk() }), ...NOBODY },
    { name: 'jku', make: () => forged({ alg: 'ES256', jku: canary.url(), kid: '1' }), ...NOBODY },
    { name: 'x5u', make: () => forged({ alg: 'ES256', x5u: canary.url() }), ...NOBODY },
    {
      name: 'x5u to a file',
      make: () => forged({ alg: 'ES256', x5u: canary.fileUrl() }),
      ...NOBODY,
    },
    {
      name: 'kid that is a path',
      make: () => forged({ alg: 'ES256', kid: '../../dev/null' }),
      ...NOBODY,
    },
    {
      name: 'kid that is an address',
      make: () => forged({ alg: 'ES256', kid: canary.url() }),
      ...NOBODY,
    },
    {
      name: 'jwk of a stranger beside the certificates of the signer',
      make: async () => {
        const { key } = await makeStranger()
        const jwk = createPublicKey(key).export({ format: 'jwk' })
        return rawJws(headerOf({ jwk }), FORGED_PAYLOAD, (input) => ecdsaValue(input, key))
      },
      codes: ['signature-invalid'],
      signatures: ['TOTAL_FAILED SIG_CRYPTO_FAILURE value-mismatch'],
    },
    {
      name: 'x5c of a stranger',
      make: async () => {
        const stranger = await makeStranger()
        const header = headerOf({ jku: canary.url(), x5u: canary.url() }, stranger)
        return rawJws(header, FORGED_PAYLOAD, (input) => ecdsaValue(input, stranger.key))
      },
      codes: ['signature-undecided'],
      signatures: ['INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND certificate-untrusted'],
      handsOn: 'forged',
    },
    {
      name: 'x5c that is no certificate',
      make: () => forged({ alg: 'ES256', x5c: ['AAAA'] }),
      codes: ['signature-invalid'],
      signatures: ['TOTAL_FAILED FORMAT_FAILURE structure-malformed'],
    },
    {
      name: 'x5c in base64url',
      make: () => forged({ alg: 'ES256', x5c: SIGNER.certificates.map((der) => toBase64Url(der)) }),
      codes: ['signature-invalid'],
      signatures: ['TOTAL_FAILED FORMAT_FAILURE structure-malformed'],
    },
    {
      name: 'x5t#S256 of another',
      make: () => forged(headerOf({ 'x5t#S256': 'A'.repeat(43) })),
      ...NOBODY,
    },
  ],
  canary.assertUntouched,
)

const TEXT = JSON.stringify(headerOf())

describeAttack('duplicate-members', 'json', [
  {
    name: 'alg twice in the header',
    make: () => forged(TEXT.replace('{', '{"alg":"none",')),
    ...MALFORMED,
  },
  {
    name: 'alg twice, once spelt with an escape',
    make: () => forged(TEXT.replace('{', '{"\\u0061lg":"none",')),
    ...MALFORMED,
  },
  {
    name: 'x5c twice in the header',
    make: () => forged(TEXT.replace('{', '{"x5c":[],')),
    ...MALFORMED,
  },
  {
    name: 'payload twice in the serialisation',
    make: () =>
      signFlattened(headerOf(), undefined, PAYLOAD, SIGNER.key).replace(
        '{',
        `{"payload":"${FORGED_PAYLOAD}",`,
      ),
    ...MALFORMED,
  },
  {
    name: 'a member twice in the payload',
    make: () =>
      forged(headerOf(), toBase64Url(FORGED_JSON_RECORD.replace('{', '{"GioiTinh":"1",'))),
    codes: ['json-member-duplicated'],
    signatures: ['TOTAL_PASSED'],
    verifies: true,
    handsOn: 'forged',
  },
])

const entry = (payload: string) => signRaw(headerOf(), payload, SIGNER.key)
const general = (...signatures: readonly object[]) =>
  JSON.stringify({ payload: FORGED_PAYLOAD, signatures })
const BROKEN = 'TOTAL_FAILED SIG_CRYPTO_FAILURE value-mismatch'

describeAttack('any-of-many', 'json', [
  {
    name: 'the good one first',
    make: () => general(entry(FORGED_PAYLOAD), entry(PAYLOAD)),
    codes: ['signature-invalid'],
    signatures: ['TOTAL_PASSED', BROKEN],
  },
  {
    name: 'the good one last',
    make: () => general(entry(PAYLOAD), entry(FORGED_PAYLOAD)),
    codes: ['signature-invalid'],
    signatures: [BROKEN, 'TOTAL_PASSED'],
  },
  {
    name: 'a stranger’s beside a good one',
    make: async () => {
      const stranger = await makeStranger()
      const strange = signRaw(headerOf({}, stranger), FORGED_PAYLOAD, stranger.key)
      return general(entry(FORGED_PAYLOAD), strange)
    },
    codes: ['signature-undecided'],
    signatures: ['TOTAL_PASSED', 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND certificate-untrusted'],
    handsOn: 'forged',
  },
  {
    name: 'a stranger’s value beside the certificates of the signer',
    make: async () => {
      const { key } = await makeStranger()
      return general(entry(FORGED_PAYLOAD), signRaw(headerOf(), FORGED_PAYLOAD, key))
    },
    codes: ['signature-invalid'],
    signatures: ['TOTAL_PASSED', BROKEN],
  },
  {
    name: 'a good JWS around XML whose own signature is broken',
    make: () => forged(headerOf(), toBase64Url(ENVELOPED.replace(SIGNED_NAME, FORGED_NAME))),
    codes: ['signature-invalid'],
    signatures: ['TOTAL_PASSED', 'TOTAL_FAILED HASH_FAILURE digest-mismatch'],
    handsOn: 'forged',
  },
])

describeAttack('too-many', 'json', [
  ...[SIGNATURE_COUNT_MAX + 1, 500].map((count) => ({
    name: `${count} signatures`,
    make: () => general(...Array.from({ length: count }, () => entry(FORGED_PAYLOAD))),
    ...MALFORMED,
  })),
  {
    name: 'too many certificates',
    make: () => {
      const [own] = headerOf()['x5c'] as readonly string[]
      const x5c = Array.from({ length: MESSAGE_CERTIFICATE_COUNT_MAX + 1 }, () => own)
      return forged(headerOf({ x5c }))
    },
    ...MALFORMED,
  },
])
