/** Messages of several parts, such as a signature and the objects beside it, and their changes. */
import { byteChanged, byteDoubled, byteRemoved, jwsChanged, pick, type Random } from './mutators.ts'

/** By name; the signature is one of them. */
export type Parts = Readonly<Record<string, Buffer>>
export type PartsMutation = (parts: Parts, random: Random) => Parts

export const SIGNATURE = 'signature'

/** One byte of one part. */
export function inOnePart(mutate: (bytes: Buffer, random: Random) => Buffer): PartsMutation {
  return (parts, random) => {
    const filled = Object.keys(parts).filter((name) => (parts[name]?.length ?? 0) > 0)
    const name = pick(filled, random)
    return { ...parts, [name]: mutate(bytesOf(parts, name), random) }
  }
}

const EMPTY = Buffer.alloc(0)

function bytesOf(parts: Parts, name: string): Buffer {
  return parts[name] ?? EMPTY
}

/** Which no part has; by one of them the signature may mean what came without a name. */
const FREE_NAMES = ['ho-so.json', 'moi']

/** Parts exchanged, dropped, doubled, renamed or joined; or the signature rearranged. */
const partsMoved: PartsMutation = (parts, random) => {
  const names = Object.keys(parts)
  const [one, two] = [pick(names, random), pick(names, random)]
  const [first, second] = [bytesOf(parts, one), bytesOf(parts, two)]
  const { [one]: _, ...without } = parts
  const free = pick(FREE_NAMES, random)
  const changes = [
    () => ({ ...parts, [one]: second, [two]: first }),
    () => ({ ...parts, [two]: first }),
    () => without,
    () => ({ ...parts, [free]: first }),
    () => ({ ...without, [free]: first }),
    () => ({ ...parts, [free]: first, [one]: second }),
    () => ({ ...parts, [one]: Buffer.concat([first, second]) }),
    () => ({ ...parts, [one]: EMPTY }),
    () => ({ ...parts, [SIGNATURE]: jwsChanged(bytesOf(parts, SIGNATURE), random) }),
    () => ({ ...parts, [SIGNATURE]: headerChanged(bytesOf(parts, SIGNATURE), random) }),
  ]
  return pick(changes, random)()
}

/** A list in the protected header put in another order, cut, doubled or mixed with another. */
function headerChanged(bytes: Buffer, random: Random): Buffer {
  const text = bytes.toString('latin1')
  const encoded = /eyJ[\w-]+/u.exec(text)?.[0] ?? ''
  const header = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'))
  const described = typeof header.sigD === 'object' ? header.sigD : header
  const lists = Object.keys(described).filter((name) => Array.isArray(described[name]))
  const [name, other] = [pick(lists, random), pick(lists, random)]
  const list: readonly unknown[] = described[name]
  const changes = [
    () => [...list].reverse(),
    () => list.slice(1),
    () => [...list, list[0]],
    () => described[other],
  ]
  described[name] = pick(changes, random)()
  return Buffer.from(
    text.replace(encoded, Buffer.from(JSON.stringify(header)).toString('base64url')),
  )
}

/** Some parts of another message in the place of these, or a piece of its signature. */
export function partsCrossed(other: Parts): PartsMutation {
  return (parts, random) => {
    const names = Object.keys(other).filter(() => random(2) === 0)
    const given = Object.fromEntries(names.map((name) => [name, bytesOf(other, name)]))
    if (names.includes(SIGNATURE) || random(2) === 0) return { ...parts, ...given }
    return { ...parts, ...given, [SIGNATURE]: spliced(parts, other, random) }
  }
}

/** Header of one and value of the other, in each place where they have one. */
function spliced(parts: Parts, other: Parts, random: Random): Buffer {
  const pieces = /[\w-]{40,}/gu
  const textOf = (each: Parts) => bytesOf(each, SIGNATURE).toString('latin1')
  const [own, theirs] = [textOf(parts), textOf(other)]
  const donors = theirs.match(pieces) ?? []
  let at = 0
  const whole = own.replace(pieces, (piece) => {
    const donor = donors[at] ?? piece
    at += 1
    return random(2) === 0 ? donor : piece
  })
  return Buffer.from(whole, 'latin1')
}

export const PART_CHANGES: readonly {
  readonly change: string
  readonly mutateWith: (other: Parts) => PartsMutation
}[] = [
  { change: 'bytes changed', mutateWith: () => inOnePart(byteChanged) },
  { change: 'bytes removed', mutateWith: () => inOnePart(byteRemoved) },
  { change: 'bytes doubled', mutateWith: () => inOnePart(byteDoubled) },
  { change: 'parts moved, copied, renamed and dropped', mutateWith: () => partsMoved },
  { change: 'parts of another message', mutateWith: partsCrossed },
]
