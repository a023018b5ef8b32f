/**
 * Changed messages with timestamps, certificates and revocation values beside the signature.
 *
 * Two true messages are at hand, stamped at two times: whatever is made of them, what is
 * believed is one of the two, at its own time. Ten thousand of XML and ten of JSON, from a seed.
 */
import { describe, expect, test } from 'vitest'
import { type Believed, believedJws, believedXml } from './believed.ts'
import { stampedJws, stampedTwice, stampedXml, TRUST } from './laboratory.ts'
import {
  byteChanged,
  byteDoubled,
  byteRemoved,
  elementsCrossed,
  jwsChanged,
  type Mutation,
  membersCrossed,
  randomOf,
  structureChanged,
} from './mutators.ts'

const RUNS = Number(process.env['CHUAN_RUNS'] ?? 700)
const TIMES = ['2026-11-23T01:15:00Z', '2026-11-23T01:45:00Z'] as const
const NAMES = ['Ví dụ', 'Khác'] as const

interface Kind {
  readonly name: string
  readonly make: (content: Buffer, time: string) => Promise<string> | string
  readonly read: (bytes: Buffer) => Promise<Believed | undefined> | Believed | undefined
}

const xml = (name: string) => `<m xmlns="urn:vi-du"><b so="1">${name}</b><d><e>ba</e></d></m>`
const asXml = (content: Buffer) => xml(content.toString())
const readXml = (bytes: Buffer) => believedXml(bytes, TRUST)
const readJws = (bytes: Buffer) => believedJws(bytes.toString('latin1'), TRUST)

const XML_KINDS: readonly Kind[] = [
  {
    name: 'XAdES B-T',
    make: (content, time) => stampedXml(asXml(content), { time }),
    read: readXml,
  },
  {
    name: 'XAdES B-T, enveloping',
    make: (content, time) => stampedXml(asXml(content), { time, placement: 'enveloping' }),
    read: readXml,
  },
  {
    name: 'XAdES B-LT, beside what it signs',
    make: (content, time) =>
      stampedXml(asXml(content), { time, placement: 'detached', isLongTerm: true }),
    read: readXml,
  },
]

const JWS_KINDS: readonly Kind[] = [
  { name: 'JAdES B-T', make: (content, time) => stampedJws(content, { time }), read: readJws },
  {
    name: 'JAdES B-LT',
    make: (content, time) => stampedJws(content, { time, isLongTerm: true }),
    read: readJws,
  },
  { name: 'JAdES B-T of two signers', make: stampedTwice, read: readJws },
]

/** One signature doubled says nothing new. */
const keyOf = ({ content, provedTimes }: Believed) =>
  JSON.stringify([content, ...new Set(provedTimes)])

async function expectTruth(
  { make, read }: Kind,
  mutateWith: (other: Buffer) => Mutation,
): Promise<void> {
  const [one, two] = await Promise.all(
    TIMES.map(async (time, index) =>
      Buffer.from(await make(Buffer.from(NAMES[index] ?? ''), time)),
    ),
  )
  if (one === undefined || two === undefined) throw new TypeError('there are two')
  const truths = [await read(one), await read(two)]
  truths.forEach((truth, index) => {
    const time = new Date(TIMES[index] ?? '').toISOString()
    expect(new Set(truth?.provedTimes)).toEqual(new Set([time]))
  })
  const known = new Set(truths.flatMap((truth) => (truth === undefined ? [] : keyOf(truth))))
  expect(known.size).toBe(2)
  const random = randomOf(one.length)
  const mutate = mutateWith(two)
  for (let run = 0; run < RUNS; run += 1) {
    const changed = mutate(one, random)
    const believed = await read(changed)
    if (believed === undefined || known.has(keyOf(believed))) continue
    expect([run, believed, changed.toString('utf8')]).toEqual([run, 'refused'])
  }
}

const BYTES = [
  { change: 'bytes changed', mutateWith: () => byteChanged },
  { change: 'bytes removed', mutateWith: () => byteRemoved },
  { change: 'bytes doubled', mutateWith: () => byteDoubled },
]

describe.for(XML_KINDS)('$name', (kind) => {
  test.for([
    ...BYTES,
    { change: 'elements moved, copied and changed', mutateWith: () => structureChanged },
    { change: 'elements of another message', mutateWith: elementsCrossed },
  ])('with $change proves what was signed, when it was', async ({ mutateWith }) => {
    await expectTruth(kind, mutateWith)
  })
})

describe.for(JWS_KINDS)('$name', (kind) => {
  test.for([
    ...BYTES,
    { change: 'members moved, copied and changed', mutateWith: () => jwsChanged },
    { change: 'members of another message', mutateWith: membersCrossed },
  ])('with $change proves what was signed, when it was', async ({ mutateWith }) => {
    await expectTruth(kind, mutateWith)
  })
})
