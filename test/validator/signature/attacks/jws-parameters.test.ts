/** Parameters that change what is verified: crit, b64, and any that nobody signed. */
import { signFlattened, signRaw } from '../jws/raw.ts'
import { describeAttack } from './describe-attack.ts'
import {
  ecdsaValue,
  FORGED_JSON_RECORD,
  FORGED_PAYLOAD,
  headerOf,
  SIGNER,
  toBase64Url,
} from './laboratory.ts'
import { rawJws } from './raw-jws.ts'

const MALFORMED = {
  codes: ['jws-malformed'],
  signatures: ['TOTAL_FAILED FORMAT_FAILURE jws-malformed'],
}

/** Over a forged record, by the signer's own key: the header alone is wrong. */
const forged = (header: Readonly<Record<string, unknown>>, payload = FORGED_PAYLOAD) =>
  rawJws(header, payload, (input) => ecdsaValue(input))

describeAttack('critical', 'json', [
  ...[
    { name: 'a name nobody knows', members: { crit: ['exp'], exp: 1 } },
    {
      name: 'a name that is known, and one that is not',
      members: { crit: ['b64', 'x'], b64: true },
    },
    { name: 'a name that is not in the header', members: { crit: ['sigT'] } },
    { name: 'a name of the standard', members: { crit: ['alg'] } },
    { name: 'a name twice', members: { crit: ['b64', 'b64'], b64: true } },
    { name: 'an empty list', members: { crit: [] } },
    { name: 'no list', members: { crit: 'b64', b64: true } },
    { name: 'null', members: { crit: null } },
    { name: 'names that are no text', members: { crit: [1] } },
    { name: 'a name every object has', members: { crit: ['constructor'] } },
    { name: 'a time that is none', members: { crit: ['sigT'], sigT: '2026-13-01T00:00:00Z' } },
  ].map(({ name, members }) => ({
    name,
    make: () => forged(headerOf(members)),
    ...MALFORMED,
  })),
])

const RAW = FORGED_JSON_RECORD.replaceAll('.', '')

describeAttack('unencoded', 'json', [
  {
    name: 'b64 false without crit',
    make: () => forged(headerOf({ b64: false }), RAW),
    ...MALFORMED,
  },
  {
    name: 'b64 false without crit, the payload encoded',
    make: () => forged(headerOf({ b64: false })),
    ...MALFORMED,
  },
  {
    name: 'b64 in crit and not in the header',
    make: () => forged(headerOf({ crit: ['b64'] })),
    ...MALFORMED,
  },
  {
    name: 'b64 that is no truth value',
    make: () => forged(headerOf({ b64: 0, crit: ['b64'] })),
    ...MALFORMED,
  },
  {
    name: 'b64 false: the encoded text is what was signed, and is no record',
    make: () => forged(headerOf({ b64: false, crit: ['b64'] })),
    codes: ['json-malformed'],
    signatures: ['TOTAL_PASSED'],
    verifies: true,
    handsOn: 'unreadable',
  },
  {
    name: 'b64 false in one of two signatures',
    make: () => {
      const raw = signRaw(headerOf({ b64: false, crit: ['b64'] }), FORGED_PAYLOAD, SIGNER.key)
      const signatures = [signRaw(headerOf(), FORGED_PAYLOAD, SIGNER.key), raw]
      return JSON.stringify({ payload: FORGED_PAYLOAD, signatures })
    },
    ...MALFORMED,
  },
])

const flattened = (header: Readonly<Record<string, unknown>>, unprotected: unknown) =>
  signFlattened(header, unprotected, FORGED_PAYLOAD, SIGNER.key)

describeAttack('unprotected', 'json', [
  ...['alg', 'crit', 'b64', 'x5c', 'x5t#S256', 'sigT', 'iat'].map((name) => ({
    name: `${name} in the unprotected header alone`,
    make: () => {
      const all: Readonly<Record<string, unknown>> = {
        ...headerOf({ sigT: '2026-11-23T01:00:00Z', iat: 1, b64: true, 'x5t#S256': 'x' }),
        crit: ['b64'],
      }
      const { [name]: moved, ...rest } = all
      return flattened(name === 'b64' ? headerOf() : rest, { [name]: moved })
    },
    ...MALFORMED,
  })),
  {
    name: 'alg in both headers',
    make: () => flattened(headerOf(), { alg: 'ES256' }),
    ...MALFORMED,
  },
  {
    name: 'all of the header unprotected',
    make: () => {
      const value = ecdsaValue(`.${FORGED_PAYLOAD}`)
      const signature = toBase64Url(value)
      return JSON.stringify({ payload: FORGED_PAYLOAD, header: headerOf(), signature })
    },
    ...MALFORMED,
  },
  {
    name: 'an empty protected header',
    make: () => {
      const value = toBase64Url(ecdsaValue(`.${FORGED_PAYLOAD}`))
      const parts = { payload: FORGED_PAYLOAD, protected: '', signature: value }
      return JSON.stringify({ ...parts, header: headerOf() })
    },
    ...MALFORMED,
  },
])
