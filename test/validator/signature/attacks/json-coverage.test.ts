/** What a JWS covers: all of its payload, nothing beside it, and nothing that lies elsewhere. */
import { createHash } from 'node:crypto'
import { NESTING_DEPTH_MAX } from '../../../../validator/index.ts'
import { signFlattened, signRaw } from '../jws/raw.ts'
import { useCanary } from './canary.ts'
import { describeAttack } from './describe-attack.ts'
import {
  COMPACT,
  ecdsaValue,
  FORGED_JSON_RECORD,
  FORGED_NAME,
  FORGED_PAYLOAD,
  headerOf,
  jsonRecord,
  PAYLOAD,
  SIGNER,
  toBase64Url,
} from './laboratory.ts'
import { rawJws } from './raw-jws.ts'

const canary = useCanary(FORGED_JSON_RECORD)
const MALFORMED = {
  codes: ['jws-malformed'],
  signatures: ['TOTAL_FAILED FORMAT_FAILURE jws-malformed'],
}
const WRONG_VALUE = {
  codes: ['signature-invalid'],
  signatures: ['TOTAL_FAILED SIG_CRYPTO_FAILURE value-mismatch'],
}
const ELSEWHERE = {
  codes: ['signature-undecided'],
  signatures: ['INDETERMINATE SIGNED_DATA_NOT_FOUND target-missing'],
}

/** Made by the signer's own key, so the value holds. */
const signed = (payload: string, members: Readonly<Record<string, unknown>> = {}) =>
  rawJws(headerOf(members), payload, (input) => ecdsaValue(input))
const ENTRY = signRaw(headerOf(), PAYLOAD, SIGNER.key)
const json = (members: object) => JSON.stringify(members)

/** What was signed is judged, and the policy does not take what was not signed beside it. */
const PART = {
  codes: ['signature-not-whole'],
  signatures: ['TOTAL_PASSED'],
  handsOn: 'signed',
} as const

describeAttack('unsigned-context', 'json', [
  ...[
    { name: 'a type of content', header: { cty: FORGED_NAME } },
    { name: 'a language', header: { lang: FORGED_NAME } },
    { name: 'a name of the signer', header: { iss: FORGED_NAME } },
    { name: 'a type beside timestamps', header: { etsiU: [], typ: FORGED_NAME } },
  ].map(({ name, header }) => ({
    name: `${name} in the unprotected header`,
    make: () => signFlattened(headerOf(), header, PAYLOAD, SIGNER.key),
    ...PART,
  })),
  {
    name: 'the same in the header of one entry',
    make: () =>
      json({ payload: PAYLOAD, signatures: [{ ...ENTRY, header: { cty: FORGED_NAME } }] }),
    ...PART,
  },
])

const nested = (depth: number) => `${'['.repeat(depth)}"${FORGED_NAME}"${']'.repeat(depth)}`
/** Signed, and yet no message: the signature is in order, the verdict is not. */
const UNREAD = {
  signatures: ['TOTAL_PASSED'],
  verifies: true,
  handsOn: 'forged',
} as const

describeAttack('malformed', 'json', [
  {
    name: 'a payload cut short',
    make: () => signed(toBase64Url(FORGED_JSON_RECORD.slice(0, -1))),
    codes: ['json-malformed'],
    ...UNREAD,
  },
  {
    name: 'two values in a payload',
    make: () => signed(toBase64Url(FORGED_JSON_RECORD.repeat(2))),
    codes: ['json-malformed'],
    ...UNREAD,
  },
  {
    name: 'a payload one level too deep',
    make: () => signed(toBase64Url(nested(NESTING_DEPTH_MAX + 1))),
    codes: ['nesting-too-deep'],
    ...UNREAD,
  },
  {
    name: 'a payload of a hundred thousand levels',
    make: () => signed(toBase64Url(nested(100_000))),
    codes: ['nesting-too-deep'],
    ...UNREAD,
  },
  {
    name: 'a header cut short',
    make: () => rawJws(json(headerOf()).slice(0, -1), FORGED_PAYLOAD, (input) => ecdsaValue(input)),
    ...MALFORMED,
  },
  {
    name: 'a header of a hundred thousand levels',
    make: () => rawJws(`{"x":${nested(100_000)}}`, FORGED_PAYLOAD, (input) => ecdsaValue(input)),
    ...MALFORMED,
  },
  {
    name: 'a serialisation of a hundred thousand levels, which nobody takes for one',
    make: () => `{"payload":"${FORGED_PAYLOAD}","protected":"","signature":${nested(100_000)}}`,
    ...MALFORMED,
  },
  {
    name: 'a serialisation cut short',
    make: () => json({ payload: FORGED_PAYLOAD, ...ENTRY }).slice(0, -1),
    codes: ['json-malformed', 'signature-required'],
  },
  {
    name: 'a number of more digits than a reader keeps',
    make: () =>
      signed(
        toBase64Url(
          jsonRecord(FORGED_NAME, { GioiTinh: 0 }).replace(
            '"GioiTinh":0',
            '"GioiTinh":0.12345678901234567890',
          ),
        ),
      ),
    codes: ['number-inexact'],
    ...UNREAD,
  },
])

const DIGEST = createHash('sha256').update(FORGED_PAYLOAD).digest('base64url')
/** ETSI TS 119 182-1 §5.2.8: what is signed lies at these addresses. */
const elsewhere = (mId: string, uri: string, more: object = {}) => ({
  sigD: { mId: `http://uri.etsi.org/19182/${mId}`, pars: [uri], ...more },
})
const BY_HASH = { hashM: 'S256', hashV: [DIGEST] }
const NOT_THERE = {
  codes: ['signature-undecided'],
  signatures: ['INDETERMINATE SIGNED_DATA_NOT_FOUND target-missing'],
}
const asCritical = (members: object) => ({ ...members, crit: ['sigD'] })

describeAttack(
  'transforms-and-uris',
  'json',
  [
    {
      name: 'sigD with an address, critical',
      make: () => signed(FORGED_PAYLOAD, asCritical(elsewhere('ObjectIdByURI', canary.url()))),
      ...NOT_THERE,
    },
    {
      name: 'sigD with an address, beside a payload',
      make: () => signed(FORGED_PAYLOAD, elsewhere('ObjectIdByURI', canary.url())),
      ...MALFORMED,
    },
    {
      name: 'sigD with a file and no payload',
      make: () => signed('', elsewhere('ObjectIdByURI', canary.fileUrl())),
      ...MALFORMED,
      forgesNothing: true,
    },
    {
      name: 'sigD in the unprotected header',
      make: () => {
        const members = elsewhere('ObjectIdByURI', canary.url())
        return signFlattened(headerOf(), members, FORGED_PAYLOAD, SIGNER.key)
      },
      ...MALFORMED,
    },
    {
      name: 'sigD with the headers of HTTP',
      make: () => signed(FORGED_PAYLOAD, elsewhere('HttpHeaders', 'digest')),
      ...MALFORMED,
    },
    {
      name: 'a policy of signature at an address, which is only a name',
      make: () => signed(FORGED_PAYLOAD, { sigPId: { id: canary.url() }, crit: ['sigPId'] }),
      ...MALFORMED,
    },
    {
      name: 'a payload that is an address',
      make: () => signed(toBase64Url(`"${canary.url()}#${FORGED_NAME}"`)),
      problem: 'schema-undetermined',
      handsOn: 'forged',
    },
  ],
  canary.assertUntouched,
)

describeAttack(
  'not-the-content',
  'json',
  [
    {
      name: 'a list of digests (sigD by hash), with a forged payload put in',
      make: () => {
        const [header = '', , value = ''] = signed(
          '',
          elsewhere('ObjectIdByURIHash', canary.url(), BY_HASH),
        ).split('.')
        return `${header}.${FORGED_PAYLOAD}.${value}`
      },
      ...MALFORMED,
    },
    {
      name: 'a list of digests (sigD by hash) and no payload',
      make: () => signed('', elsewhere('ObjectIdByURIHash', canary.url(), BY_HASH)),
      ...MALFORMED,
      forgesNothing: true,
    },
    {
      name: 'the header alone, which holds a forged record',
      make: () => signed('', { record: JSON.parse(FORGED_JSON_RECORD) as object }),
      codes: ['document-empty'],
      signatures: ['TOTAL_PASSED'],
      handsOn: 'unreadable',
    },
  ],
  canary.assertUntouched,
)

const BARE = { codes: ['signature-required'] }
const [HEADER = '', , VALUE = ''] = COMPACT.split('.')

describeAttack('exclusion', 'json', [
  { name: 'the payload alone', make: () => FORGED_JSON_RECORD, ...BARE },
  {
    name: 'no entry in the list',
    make: () => json({ payload: FORGED_PAYLOAD, signatures: [] }),
    ...MALFORMED,
  },
  {
    name: 'an entry without a value',
    make: () => json({ payload: FORGED_PAYLOAD, signatures: [{ protected: HEADER }] }),
    ...MALFORMED,
  },
  { name: 'an empty value', make: () => `${HEADER}.${FORGED_PAYLOAD}.`, ...WRONG_VALUE },
  {
    name: 'the last part cut off',
    make: () => `${HEADER}.${FORGED_PAYLOAD}`,
    codes: ['json-malformed', 'signature-required'],
  },
  {
    name: 'the payload cut out, to be looked for elsewhere',
    make: () => `${HEADER}..${VALUE}`,
    ...ELSEWHERE,
    forgesNothing: true,
  },
  {
    name: 'a payload and no more',
    make: () => json({ payload: FORGED_PAYLOAD }),
    problem: 'schema-undetermined',
  },
])
