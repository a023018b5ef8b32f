/** What may be done to the signatures of an XML message as wholes, and to what they point at. */
import { type Mutation, pick, type Random } from './mutators.ts'

const WHOLE = /<ds:Signature[ >].*?<\/ds:Signature>/gsu
const POINTED = /(<ds:Reference\b[^>]*? URI=")([^"]*)(")/gu
const NAMED = /( Id=")([^"]*)(")/gu

/** One removed, doubled, moved, exchanged or put inside; references and Ids exchanged. */
export function signaturesChanged(other: Buffer): Mutation {
  const given = [...other.toString('utf8').matchAll(WHOLE)].map(([whole]) => whole)
  return (bytes, random) => {
    const text = bytes.toString('utf8')
    const own = [...text.matchAll(WHOLE)].map(([whole]) => whole)
    const [one, two, theirs] = [pick(own, random), pick(own, random), pick(given, random)]
    const changes = [
      () => text.replace(one, ''),
      () => text.replace(one, () => one + one),
      () => text.replace(one, () => theirs),
      () => text.replace(one, () => one + theirs),
      () => text.replace(one, () => theirs + one),
      () => text.replace(one, '').replace(two, () => one + two),
      () => text.replace(/(?=<\/ds:Signature>)/u, () => two),
      () => reordered(text, own, random),
      () => spliced(text, one, pick([two, theirs], random), random),
      () => exchanged(text, POINTED, random),
      () => exchanged(text, NAMED, random),
      () => redirected(text, random),
    ]
    return Buffer.from(pick(changes, random)())
  }
}

/** All of them in another order, or in another place. */
function reordered(text: string, signatures: readonly string[], random: Random): string {
  const without = signatures.reduce((rest, each) => rest.replace(each, ''), text)
  const place = pick([...without.matchAll(/(?=<)/gu)].slice(1), random).index
  const order = random(2) === 0 ? signatures : signatures.toReversed()
  return without.slice(0, place) + order.join('') + without.slice(place)
}

const PARTS = ['SignedInfo', 'SignatureValue', 'KeyInfo', 'Object', 'Reference', 'DigestValue']

/** A part of one signature in the place of the same part of another. */
function spliced(text: string, into: string, from: string, random: Random): string {
  const name = pick(PARTS, random)
  const part = new RegExp(`<ds:${name}[ >].*?</ds:${name}>`, 'su')
  const donor = part.exec(from)?.[0] ?? ''
  return text.replace(into, () => into.replace(part, () => donor))
}

/** Two values of one attribute, each in the place of the other. */
function exchanged(text: string, pattern: RegExp, random: Random): string {
  const values = [...text.matchAll(pattern)].map(([, , value = '']) => value)
  const [one, two] = [pick(values, random), pick(values, random)]
  return text.replaceAll(pattern, (whole, before: string, value: string, after: string) => {
    if (value === one) return before + two + after
    return value === two ? before + one + after : whole
  })
}

/** One reference to the whole, to nothing, or to what another Id names. */
function redirected(text: string, random: Random): string {
  const ids = [...text.matchAll(NAMED)].map(([, , id = '']) => `#${id}`)
  const at = random([...text.matchAll(POINTED)].length)
  let seen = -1
  return text.replaceAll(POINTED, (whole, before: string, _: string, after: string) => {
    seen += 1
    return seen === at ? before + pick(['', '#moi', ...ids], random) + after : whole
  })
}
