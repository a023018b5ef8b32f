/** What would be, in JSON, what the attacks on XML are. */
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

/** Made by the signer's own key, so the value holds. */
const signed = (payload: string, members: Readonly<Record<string, unknown>> = {}) =>
  rawJws(headerOf(members), payload, (input) => ecdsaValue(input))
const ENTRY = signRaw(headerOf(), PAYLOAD, SIGNER.key)
const json = (members: object) => JSON.stringify(members)
const FORGED_RECORD = JSON.parse(FORGED_JSON_RECORD) as object

describeAttack('wrapping', 'json', [
  {
    name: 'the signed payload beside a forged one',
    make: () => json({ payload: FORGED_PAYLOAD, ...ENTRY, original: PAYLOAD }),
    ...MALFORMED,
  },
  {
    name: 'the signed payload in its entry, a forged one above',
    make: () => json({ payload: FORGED_PAYLOAD, signatures: [{ ...ENTRY, payload: PAYLOAD }] }),
    ...MALFORMED,
  },
  {
    name: 'a forged record with the members of a signature',
    make: () => json({ ...FORGED_RECORD, payload: PAYLOAD, ...ENTRY }),
    ...MALFORMED,
  },
  {
    name: 'a forged record with an honest message in a field',
    make: () => json({ ...FORGED_RECORD, ChuKy: COMPACT }),
    codes: ['property-unknown', 'signature-required'],
  },
  {
    name: 'a forged record around an honest message in JSON',
    make: () => json({ ...FORGED_RECORD, ChuKy: { payload: PAYLOAD, ...ENTRY } }),
    codes: ['property-unknown', 'signature-required'],
  },
  {
    name: 'a forged record before an honest message',
    make: () => `${FORGED_JSON_RECORD}\n${COMPACT}`,
    codes: ['json-malformed', 'signature-required'],
  },
  {
    name: 'two messages, one after the other',
    make: () => `${COMPACT}\n${COMPACT.replace(/\.[^.]*\./u, `.${FORGED_PAYLOAD}.`)}`,
    codes: ['decryption-refused'],
  },
  {
    name: 'in a list',
    make: () => json([{ payload: PAYLOAD, ...ENTRY }, FORGED_RECORD]),
    problem: 'schema-undetermined',
  },
])

describeAttack('duplicate-ids', 'json', [
  {
    name: 'two payloads, the forged one first',
    make: () =>
      json({ payload: PAYLOAD, ...ENTRY }).replace('{', `{"payload":"${FORGED_PAYLOAD}",`),
    ...MALFORMED,
  },
  {
    name: 'two payloads, the forged one last',
    make: () =>
      json({ payload: PAYLOAD, ...ENTRY }).replace(/\}$/u, `,"payload":"${FORGED_PAYLOAD}"}`),
    ...MALFORMED,
  },
  {
    name: 'a second payload by an escape in its name',
    make: () =>
      json({ payload: PAYLOAD, ...ENTRY }).replace(/\}$/u, `,"p\\u0061yload":"${FORGED_PAYLOAD}"}`),
    ...MALFORMED,
  },
])

describeAttack('forged-object', 'json', [
  {
    name: 'a forged record in the unprotected header',
    make: () => signFlattened(headerOf(), { record: FORGED_RECORD }, PAYLOAD, SIGNER.key),
    codes: ['signature-not-whole'],
    signatures: ['TOTAL_PASSED'],
    handsOn: 'signed',
  },
  {
    name: 'a signature copied to a forged payload',
    make: () => json({ payload: FORGED_PAYLOAD, signatures: [ENTRY] }),
    ...WRONG_VALUE,
  },
  {
    name: 'twice',
    make: () => json({ payload: FORGED_PAYLOAD, signatures: [ENTRY, ENTRY] }),
    ...MALFORMED,
  },
  {
    name: 'one signature that would count for two',
    make: () => json({ payload: PAYLOAD, signatures: [ENTRY, ENTRY] }),
    ...MALFORMED,
    forgesNothing: true,
  },
  {
    name: 'a header copied to the value of another',
    make: () => {
      const other = signRaw(headerOf({ x: 1 }), FORGED_PAYLOAD, SIGNER.key)
      return json({ payload: FORGED_PAYLOAD, ...ENTRY, signature: other.signature })
    },
    ...WRONG_VALUE,
  },
])

describeAttack('comment-truncation', 'json', [
  {
    name: 'a comment in the payload',
    make: () => signed(toBase64Url(FORGED_JSON_RECORD.replace(',', ',/*x*/'))),
    codes: ['json-malformed'],
    signatures: ['TOTAL_PASSED'],
    verifies: true,
    handsOn: 'forged',
  },
  {
    name: 'NUL in a text, at which another reader would stop',
    make: () => signed(toBase64Url(FORGED_JSON_RECORD.replace(FORGED_NAME, '$&\u0000'))),
    codes: ['json-malformed'],
    signatures: ['TOTAL_PASSED'],
    verifies: true,
    handsOn: 'forged',
  },
  {
    name: 'a comment in the header',
    make: () =>
      rawJws(json(headerOf()).replace(',', ',/*x*/'), FORGED_PAYLOAD, (input) => ecdsaValue(input)),
    ...MALFORMED,
  },
  {
    name: 'a comment before the header’s first member, which nobody takes for one',
    make: () =>
      rawJws(json(headerOf()).replace('{', '{/*x*/'), FORGED_PAYLOAD, (input) => ecdsaValue(input)),
    codes: ['json-malformed', 'signature-required'],
  },
])

describeAttack('several-methods', 'json', [
  {
    name: 'both serialisations in one',
    make: () => json({ payload: FORGED_PAYLOAD, ...ENTRY, signatures: [ENTRY] }),
    ...MALFORMED,
  },
  {
    name: 'a foreign member',
    make: () => json({ payload: FORGED_PAYLOAD, ...ENTRY, alg: 'ES256' }),
    ...MALFORMED,
  },
  {
    name: 'two values in a list',
    make: () => json({ payload: FORGED_PAYLOAD, ...ENTRY, signature: [ENTRY.signature] }),
    ...MALFORMED,
  },
  {
    name: 'an algorithm in both headers',
    make: () => signFlattened(headerOf(), { alg: 'none' }, FORGED_PAYLOAD, SIGNER.key),
    ...MALFORMED,
  },
])

const forgedEnd = (tail: string) => toBase64Url(FORGED_JSON_RECORD.replace(/\}$/u, `${tail}}`))

describeAttack('hidden-from-digest', 'json', [
  {
    name: 'a field said again, which another reader would take',
    make: () => signed(forgedEnd(`,"HoVaTen":{"Ho":"X","Ten":"Khac"}`)),
    codes: ['json-member-duplicated'],
    signatures: ['TOTAL_PASSED'],
    verifies: true,
    handsOn: 'forged',
  },
  {
    name: 'a field by the name of the prototype',
    make: () => signed(forgedEnd(`,"__proto__":{"Ten":"Khac"}`)),
    codes: ['property-unknown'],
    signatures: ['TOTAL_PASSED'],
    verifies: true,
    handsOn: 'forged',
  },
  {
    name: 'a payload that was changed by one letter',
    make: () => COMPACT.replace(PAYLOAD, FORGED_PAYLOAD),
    ...WRONG_VALUE,
  },
])

describeAttack(
  'dtd',
  'json',
  [
    {
      name: 'a structure at an address, in $schema',
      make: () => signed(toBase64Url(jsonRecord(FORGED_NAME, { $schema: canary.url() }))),
      problem: 'schema-not-found',
      handsOn: 'forged',
    },
    {
      name: 'a structure in a file, in $schema',
      make: () => signed(toBase64Url(jsonRecord(FORGED_NAME, { $schema: canary.fileUrl() }))),
      problem: 'schema-not-found',
      handsOn: 'forged',
    },
    {
      name: 'a reference to an address, which is only a member',
      make: () => signed(toBase64Url(jsonRecord(FORGED_NAME, { $ref: canary.url() }))),
      codes: ['property-unknown'],
      signatures: ['TOTAL_PASSED'],
      verifies: true,
      handsOn: 'forged',
    },
    {
      name: 'a context at an address, which is only a member',
      make: () => signed(toBase64Url(jsonRecord(FORGED_NAME, { '@context': canary.url() }))),
      codes: ['property-unknown'],
      signatures: ['TOTAL_PASSED'],
      verifies: true,
      handsOn: 'forged',
    },
    {
      name: 'XML with a DTD as the payload',
      make: () =>
        signed(
          toBase64Url(
            `<!DOCTYPE a [<!ENTITY e SYSTEM "${canary.url()}">]><a>${FORGED_NAME}&e;</a>`,
          ),
        ),
      codes: ['xml-dtd-refused'],
      signatures: ['TOTAL_PASSED'],
      verifies: true,
      handsOn: 'forged',
    },
  ],
  canary.assertUntouched,
)

const NOTHING_SIGNED = (() => {
  const [header = '', , value = ''] = signed('').split('.')
  return { header, value }
})()

describeAttack('void-canonicalization', 'json', [
  {
    name: 'a value over no payload, with a forged one put in',
    make: () => `${NOTHING_SIGNED.header}.${FORGED_PAYLOAD}.${NOTHING_SIGNED.value}`,
    ...WRONG_VALUE,
  },
  {
    name: 'a value over nothing at all',
    make: () => rawJws(headerOf(), FORGED_PAYLOAD, () => ecdsaValue('')),
    ...WRONG_VALUE,
  },
  {
    name: 'a value over an empty header',
    make: () => rawJws(headerOf(), FORGED_PAYLOAD, () => ecdsaValue(`.${FORGED_PAYLOAD}`)),
    ...WRONG_VALUE,
  },
])
