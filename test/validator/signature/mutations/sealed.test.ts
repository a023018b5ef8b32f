/**
 * Changed messages that were signed, then encrypted.
 *
 * What is opened is believed only as it was signed, and by whom; what cannot be opened fails in
 * one way, whatever was done to it. Ten thousand of JWE and ten of XML, from a seed.
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { CompactEncrypt, GeneralEncrypt } from 'jose'
import { describe, expect, test } from 'vitest'
import { decodeUtf8 } from '../../../../validator/decode.ts'
import { looksLikeJwe } from '../../../../validator/encryption/jwe/looks-like-jwe.ts'
import { openJwe } from '../../../../validator/encryption/jwe/open.ts'
import { type OpenedMessage, refused } from '../../../../validator/encryption/opened.ts'
import { openEncryptedXml } from '../../../../validator/encryption/xmlenc/open.ts'
import { createCatalogue, createValidator, signJws, signXml } from '../../../../validator/index.ts'
import { encryptXml } from '../../encryption/encrypt-xml.ts'
import { AT } from '../keys.ts'
import { type Believed, believedJws, believedXml } from './believed.ts'
import { CLAIMED, makeSigner, type Signer, TRUST } from './laboratory.ts'
import {
  byteChanged,
  byteDoubled,
  byteRemoved,
  elementsCrossed,
  jwsChanged,
  type Mutation,
  membersCrossed,
  pick,
  randomOf,
  structureChanged,
} from './mutators.ts'

const RUNS = Number(process.env['CHUAN_RUNS'] ?? 560)
/** Every so many go through the whole validator as well. */
const WHOLE_EVERY = 16
const NAMES = ['Ví dụ', 'Khác'] as const
const AGENCIES = await Promise.all([
  makeSigner('Sở Ví Dụ', 95, '2036-01-01T00:00:00Z'),
  makeSigner('Sở Khác', 96, '2036-01-01T00:00:00Z'),
])

type Recipient = ReturnType<typeof makeRecipient>
const makeRecipient = () => ({
  rsa: generateKeyPairSync('rsa', { modulusLength: 2_048 }),
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
})
const [US, OTHERS] = [makeRecipient(), makeRecipient()]
const KEYS: readonly KeyObject[] = [US.rsa.privateKey, US.ec.privateKey]
const REFUSAL = refused().issues

interface Kind {
  readonly name: string
  readonly sign: (name: string, signer: Signer) => Promise<Buffer> | Buffer
  readonly seal: (signed: Buffer, recipient: Recipient) => Promise<Buffer> | Buffer
  readonly open: (bytes: Buffer) => Promise<OpenedMessage | undefined> | OpenedMessage | undefined
  /** What may be done to the sealed message, and to the signed one before it is sealed again. */
  readonly rearrange: Mutation
  readonly alter: Mutation
  readonly cross: (other: Buffer) => Mutation
}

const asJws = async (name: string, { key }: Signer) =>
  Buffer.from((await signJws(Buffer.from(`{"ten":"${name}"}`), key, COMPACT)).trim())
const COMPACT = { serialization: 'compact' } as const
const asXml = (name: string, { key }: Signer) =>
  Buffer.from(
    signXml(`<m xmlns="urn:vi-du"><b so="1">${name}</b><d/></m>`, key, {
      placement: 'enveloped',
      claimedTime: CLAIMED,
    }),
  )

/** As the pipeline does: what is no JWE is judged as it is. */
async function openAnyJwe(bytes: Buffer): Promise<OpenedMessage | undefined> {
  const { text } = decodeUtf8(bytes)
  return text !== undefined && looksLikeJwe(text) ? await openJwe(text, KEYS) : undefined
}

/** Parts of another compact JWE in the place of these. */
function partsCrossed(other: Buffer): Mutation {
  const donors = other.toString('latin1').split('.')
  return (bytes, random) => {
    const parts = bytes.toString('latin1').split('.')
    const mixed = parts.map((part, index) => (random(2) === 0 ? part : (donors[index] ?? part)))
    return Buffer.from(mixed.join('.'))
  }
}

const JWE = { sign: asJws, open: openAnyJwe, rearrange: jwsChanged, alter: jwsChanged }
const XML = { rearrange: structureChanged, cross: elementsCrossed }
const openXml = (bytes: Buffer) => openEncryptedXml(bytes, KEYS)

function compact(alg: string, keyOf: (recipient: Recipient) => KeyObject): Kind {
  return {
    ...JWE,
    name: `a JWS in a JWE by ${alg}`,
    async seal(signed, recipient) {
      const header = { alg, enc: 'A256GCM', cty: 'JOSE' }
      const encrypting = new CompactEncrypt(signed).setProtectedHeader(header)
      return Buffer.from(await encrypting.encrypt(keyOf(recipient)))
    },
    cross: partsCrossed,
  }
}

const JWE_KINDS: readonly Kind[] = [
  compact('RSA-OAEP-256', ({ rsa }) => rsa.publicKey),
  compact('ECDH-ES', ({ ec }) => ec.publicKey),
  {
    ...JWE,
    name: 'a JWS in a JWE of two recipients',
    async seal(signed, { rsa, ec }) {
      const encrypting = new GeneralEncrypt(signed)
        .setProtectedHeader({ enc: 'A256GCM' })
        .addRecipient(ec.publicKey)
        .setUnprotectedHeader({ alg: 'ECDH-ES+A256KW' })
        .addRecipient(rsa.publicKey)
        .setUnprotectedHeader({ alg: 'RSA-OAEP-256' })
      return Buffer.from(JSON.stringify(await encrypting.encrypt()))
    },
    cross: membersCrossed,
  },
]

const XML_KINDS: readonly Kind[] = [
  {
    ...XML,
    name: 'signed XML, encrypted whole',
    sign: asXml,
    seal: (signed, { rsa }) =>
      Buffer.from(encryptXml(signed, { key: rsa.publicKey, type: 'Element' })),
    open: openXml,
    alter: structureChanged,
  },
  {
    ...XML,
    name: 'signed XML, of which a part was encrypted',
    sign: asXml,
    seal: (signed, { rsa }) =>
      Buffer.from(
        signed.toString('utf8').replace(/<b so="1">([^<]*)/u, (_, inside: string) => {
          const sealed = encryptXml(inside, { key: rsa.publicKey, type: 'Content' })
          return `<b so="1">${sealed}`
        }),
      ),
    open: openXml,
    alter: structureChanged,
  },
  {
    ...XML,
    name: 'a JWS in XML',
    sign: asJws,
    seal: (signed, { rsa }) => Buffer.from(encryptXml(signed, { key: rsa.publicKey })),
    open: openXml,
    alter: jwsChanged,
  },
]

/** What was opened is judged as if it had come in the open; so is what was never encrypted. */
async function believed(bytes: Uint8Array): Promise<Believed | undefined> {
  const content = Buffer.from(bytes)
  return content.toString('latin1').trimStart().startsWith('<')
    ? believedXml(content, TRUST)
    : await believedJws(content.toString('latin1'), TRUST)
}

const keyOf = (each: Believed | undefined) => each && JSON.stringify([each.content, each.signers])

const validator = createValidator({
  catalogue: createCatalogue([]),
  trust: TRUST,
  decryptionKeys: KEYS,
  now: () => AT,
})

/** Undefined: it was not opened, and refused as everything that is not. */
async function openOrRefuse({ open }: Kind, bytes: Buffer, isWhole: boolean) {
  const opened = await open(bytes)
  if (opened === undefined) return bytes
  if (opened.content !== undefined) return opened.content
  expect(opened.issues).toEqual(REFUSAL)
  if (isWhole) {
    const { valid, issues, signatures } = await validator.verify(bytes)
    expect({ valid, issues, signatures }).toEqual({ valid: false, issues: REFUSAL, signatures: [] })
  }
  return undefined
}

interface Change {
  readonly change: string
  readonly mutateWith: (kind: Kind, others: readonly Buffer[]) => Mutation
}

const CHANGES: readonly Change[] = [
  { change: 'bytes changed', mutateWith: () => byteChanged },
  { change: 'bytes removed', mutateWith: () => byteRemoved },
  { change: 'bytes doubled', mutateWith: () => byteDoubled },
  { change: 'parts moved, copied and changed', mutateWith: ({ rearrange }) => rearrange },
  {
    change: 'parts of messages of another sender or for another recipient',
    mutateWith: ({ cross }, others) => {
      const grafts = others.map(cross)
      return (bytes, random) => pick(grafts, random)(bytes, random)
    },
  },
]

describe.for([...JWE_KINDS, ...XML_KINDS])('$name', (kind) => {
  async function messages() {
    const [one, two] = await Promise.all(
      AGENCIES.map(async (agency, index) => await kind.sign(NAMES[index] ?? '', agency)),
    )
    if (one === undefined || two === undefined) throw new TypeError('there are two')
    const known = [keyOf(await believed(one)), keyOf(await believed(two))]
    expect(known).not.toContain(undefined)
    expect(new Set(known).size).toBe(2)
    return { one, two, known, sealed: await kind.seal(one, US) }
  }

  async function expectTruth(changed: Buffer, known: readonly unknown[], run: number) {
    const content = await openOrRefuse(kind, changed, run % WHOLE_EVERY === 0)
    const key = content && keyOf(await believed(content))
    if (key === undefined || known.includes(key)) return
    expect([run, key, changed.toString('latin1')]).toEqual([run, 'refused'])
  }

  test('is opened and believed as it was made', async () => {
    const { sealed, known } = await messages()
    const content = await openOrRefuse(kind, sealed, true)
    expect(content && keyOf(await believed(content))).toBe(known[0])
  })

  test.for(CHANGES)('with $change is believed only as it was signed', async ({ mutateWith }) => {
    const { one, two, sealed, known } = await messages()
    const others = await Promise.all([kind.seal(two, US), kind.seal(one, OTHERS)])
    const [random, mutate] = [randomOf(1), mutateWith(kind, others)]
    for (let run = 0; run < RUNS; run += 1) {
      await expectTruth(mutate(sealed, random), known, run)
    }
  })

  test('changed, and sealed again by somebody, is believed only as it was signed', async () => {
    const { one, known } = await messages()
    const random = randomOf(2)
    const changes = [byteChanged, byteRemoved, byteDoubled, kind.alter]
    for (let run = 0; run < RUNS; run += 1) {
      const changed = await kind.seal(pick(changes, random)(one, random), US)
      await expectTruth(changed, known, run)
    }
  })
})
