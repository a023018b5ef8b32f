/**
 * Changed XML messages of two signers, both of whom a policy asks for.
 *
 * Two messages are at hand, each signed by both: whatever is made of them, what each is believed
 * to have signed is what it has signed. Ten thousand in all, from a seed.
 */
import { XmlElement } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { readPolicy, type SignatureReport, signXml } from '../../../../validator/index.ts'
import { applyPolicy } from '../../../../validator/signature/policy/apply-policy.ts'
import { NO_CLAIMS } from '../../../../validator/signature/policy/claims.ts'
import { openXmlSignatures } from '../../../../validator/signature/xmldsig/open.ts'
import { parseXml } from '../../../../validator/xml/parse.ts'
import { AT } from '../keys.ts'
import { withoutSignatures } from './believed.ts'
import { CLAIMED, makeSigner, type Signer, TRUST } from './laboratory.ts'
import {
  byteChanged,
  byteDoubled,
  byteRemoved,
  elementsCrossed,
  randomOf,
  structureChanged,
} from './mutators.ts'
import { signaturesChanged } from './signatures.ts'

const RUNS = Number(process.env['CHUAN_RUNS'] ?? 560)
const FIRST = await makeSigner('Sở Ví Dụ', 91, '2036-01-01T00:00:00Z')
const SECOND = await makeSigner('Sở Khác', 92, '2036-01-01T00:00:00Z')
const NAMES = ['Ví dụ', 'Khác'] as const

const xml = (name: string) =>
  `<m xmlns="urn:vi-du"><b Id="b" so="1">${name}</b><d Id="d"><e>ba ${name}</e></d></m>`

/** `reference`: the element that is signed; absent: the whole message as it is then. */
interface Step {
  readonly signer: Signer
  readonly reference?: string
}

interface Kind {
  readonly name: string
  readonly steps: readonly Step[]
  /** What the policy asks: a path, and who must have signed it. */
  readonly asked: readonly (readonly [path: string, signer: Signer])[]
}

const KINDS: readonly Kind[] = [
  {
    name: 'two signers, each of a part',
    steps: [
      { signer: FIRST, reference: 'b' },
      { signer: SECOND, reference: 'd' },
    ],
    asked: [
      ['/m/b', FIRST],
      ['/m/d', SECOND],
    ],
  },
  {
    name: 'two signers of one part',
    steps: [
      { signer: FIRST, reference: 'd' },
      { signer: SECOND, reference: 'd' },
    ],
    asked: [
      ['/m/d', FIRST],
      ['/m/d', SECOND],
    ],
  },
  {
    name: 'a signer of a part, and one of the whole with the signature in it',
    steps: [{ signer: FIRST, reference: 'b' }, { signer: SECOND }],
    asked: [
      ['/m/b', FIRST],
      ['/m', SECOND],
    ],
  },
]

function make({ steps }: Kind, name: string): Buffer {
  const sign = (text: string, { signer, reference }: Step) =>
    signXml(text, signer.key, {
      claimedTime: CLAIMED,
      ...(reference === undefined
        ? { placement: 'enveloped' }
        : { placement: 'detached', reference }),
    })
  return Buffer.from(steps.reduce(sign, xml(name)))
}

const policyOf = ({ asked }: Kind) =>
  readPolicy(
    JSON.stringify({
      id: 'both',
      default: {
        signature: 'required',
        sender: 'any',
        revocation: 'when-available',
        elements: asked.map(([path, { key }]) => ({
          path,
          by: `certificate:${key.certificate.fingerprint}`,
        })),
      },
    }),
  )

/** Each text with who is believed to have signed it, and what goes on of the message. */
interface BelievedOfAll {
  readonly signed: readonly string[]
  readonly content: string
}

function reader(kind: Kind): (bytes: Buffer) => BelievedOfAll | undefined {
  const policy = policyOf(kind)
  return (bytes) => {
    const { document, issues: found } = parseXml(bytes)
    if (document === undefined) return undefined
    try {
      if (found.length > 0) return undefined
      const source = { document, bytes, mayLoseSignature: true }
      const { reports, issues, contents } = openXmlSignatures(source, TRUST, AT)
      const message = { signatures: reports, issues, claims: NO_CLAIMS, structures: [] }
      const accepted = applyPolicy(message, policy, AT)
      const isRefused = accepted.issues.some(({ severity }) => severity === 'error')
      if (isRefused || !accepted.signaturesHold) return undefined
      const signed = accepted.signatures.flatMap((each) => textsOf(each, document.root))
      return { signed, content: contents.map(withoutSignatures).join('') }
    } finally {
      document.dispose()
    }
  }
}

function textsOf({ covers, signer }: SignatureReport, root: XmlElement): readonly string[] {
  return covers.map((path) => {
    const element = root.get(path.replaceAll(/\/([^/[*]+)/gu, "/*[name()='$1']"))
    if (!(element instanceof XmlElement)) throw new TypeError('nothing is there')
    return JSON.stringify([signer?.fingerprint, withoutSignatures(element)])
  })
}

const CHANGES = [
  { change: 'bytes changed', mutateWith: () => byteChanged },
  { change: 'bytes removed', mutateWith: () => byteRemoved },
  { change: 'bytes doubled', mutateWith: () => byteDoubled },
  { change: 'elements moved, copied and changed', mutateWith: () => structureChanged },
  { change: 'elements of another message', mutateWith: elementsCrossed },
  { change: 'signatures removed, copied, exchanged and redirected', mutateWith: signaturesChanged },
]

describe.for(KINDS)('$name', (kind) => {
  test.for(CHANGES)('with $change are believed of what they signed', ({ mutateWith }) => {
    const [one, two] = NAMES.map((name) => make(kind, name))
    if (one === undefined || two === undefined) throw new TypeError('there are two')
    const read = reader(kind)
    const truths = [one, two].flatMap((message) => read(message) ?? [])
    const signed = new Set(truths.flatMap((truth) => truth.signed))
    expect(signed.size).toBe(4)
    const contents = truths.map(({ content }) => content)
    const signersOf = (each: BelievedOfAll) => new Set(each.signed.map((one) => JSON.parse(one)[0]))
    const [random, mutate] = [randomOf(one.length), mutateWith(two)]
    for (let run = 0; run < RUNS; run += 1) {
      const changed = mutate(one, random)
      const believed = read(changed)
      if (believed === undefined) continue
      const isSigned = believed.signed.every((each) => signed.has(each))
      const isByBoth = signersOf(believed).size === 2
      if (isSigned && isByBoth && contents.includes(believed.content)) continue
      expect([run, believed, changed.toString('utf8')]).toEqual([run, 'refused'])
    }
  })
})
