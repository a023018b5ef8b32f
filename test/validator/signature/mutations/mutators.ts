/** What an attacker, or a bad line, may do to a message: bytes, elements, members and parts. */

/** Mulberry32: the same numbers on every machine. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

export type Random = ReturnType<typeof randomOf>
export type Mutation = (text: Buffer, random: Random) => Buffer

export const byteChanged: Mutation = (bytes, random) => {
  const changed = Buffer.from(bytes)
  changed[random(bytes.length)] = random(256)
  return changed
}

export const byteRemoved: Mutation = (bytes, random) => {
  const at = random(bytes.length)
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
}

export const byteDoubled: Mutation = (bytes, random) => {
  const at = random(bytes.length)
  return Buffer.concat([bytes.subarray(0, at + 1), bytes.subarray(at)])
}

/** Where each element of the text begins and ends; there are no comments and no CDATA in it. */
export function elementsIn(text: string): readonly (readonly [number, number])[] {
  const open: number[] = []
  const ranges: (readonly [number, number])[] = []
  for (const tag of text.matchAll(/<(\/?)[^>?!]*?(\/?)>/gu)) {
    const end = tag.index + tag[0].length
    if (tag[1] === '/') ranges.push([open.pop() ?? 0, end])
    else if (tag[2] === '/') ranges.push([tag.index, end])
    else open.push(tag.index)
  }
  return ranges
}

export function pick<Value>(values: readonly Value[], random: Random): Value {
  const value = values[random(values.length)]
  if (value === undefined) throw new TypeError('nothing to pick from')
  return value
}

/** One element copied or moved to where another begins, removed, renamed or given a namespace. */
export const structureChanged: Mutation = (bytes, random) => {
  const text = bytes.toString('utf8')
  const [start, end] = pick(elementsIn(text), random)
  const [to] = pick(elementsIn(text), random)
  const element = text.slice(start, end)
  const without = text.slice(0, start) + text.slice(end)
  const changes = [
    () => text.slice(0, to) + element + text.slice(to),
    () => without.slice(0, Math.min(to, without.length)) + element + without.slice(to),
    () => without,
    () => text.slice(0, start) + text.slice(start).replace(/^<([\w:]+)/u, '<$1 moi="1"'),
    () => text.slice(0, start) + text.slice(start).replace(/^<([\w:]+)/u, '<$1 xmlns:z="urn:z"'),
    () => text.slice(0, end) + pick(['<!--x-->', '<?x y?>', 'x', ' '], random) + text.slice(end),
    () => text.slice(0, start) + text.slice(start).replace(/ Id="[^"]*"/u, ' Id="_9"'),
  ]
  return Buffer.from(pick(changes, random)())
}

/** Another text in the place of base64url, that reads nearly as it did. */
const contentChanged = (encoded: string, random: Random): string => {
  const text = Buffer.from(encoded, 'base64url').toString('utf8')
  const changes = [
    () => text.replace('{', '{"moi":1,'),
    () => text.replace(/:/u, ': '),
    () => text.replace(/\d/u, '7'),
    () => '{}',
    () => text + text,
  ]
  return Buffer.from(pick(changes, random)()).toString('base64url')
}

/** Parts of a compact JWS swapped, dropped, doubled or written anew. */
function compactChanged(text: string, random: Random): string {
  const parts = text.split('.')
  const [at, to] = [random(parts.length), random(parts.length)]
  const changed = [...parts]
  const changes = [
    () => {
      changed[at] = parts[to] ?? ''
      changed[to] = parts[at] ?? ''
    },
    () => changed.splice(at, 1),
    () => changed.splice(to, 0, parts[at] ?? ''),
    () => {
      changed[at] = contentChanged(parts[at] ?? '', random)
    },
  ]
  pick(changes, random)()
  return changed.join('.')
}

export interface Members {
  [name: string]: unknown
}

/** Every object in a JWS in JSON, itself first. */
export function objectsIn(value: unknown): readonly Members[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (typeof value !== 'object' || value === null) return []
  return [value as Members, ...Object.values(value).flatMap(objectsIn)]
}

/** A member moved, copied, renamed or written anew; a signature doubled, dropped or spliced. */
export function jsonChanged(text: string, random: Random): string {
  const jws = JSON.parse(text) as Members
  const [from, to] = [pick(objectsIn(jws), random), pick(objectsIn(jws), random)]
  const name = pick(Object.keys(from), random)
  const other = pick([...Object.keys(to), 'header', 'moi'], random)
  const value = from[name]
  const changes = [
    () => delete from[name],
    () => {
      to[other] = structuredClone(value)
    },
    () => {
      delete from[name]
      to[other] = structuredClone(value)
    },
    () => {
      from[name] = typeof value === 'string' ? contentChanged(value, random) : [value, value]
    },
    () => {
      const { signatures } = jws
      if (Array.isArray(signatures)) signatures.push(structuredClone(signatures[0]))
      else jws['signatures'] = [{ protected: jws['protected'], signature: jws['signature'] }]
    },
  ]
  pick(changes, random)()
  return JSON.stringify(jws)
}

export const jwsChanged: Mutation = (bytes, random) => {
  const text = bytes.toString('utf8')
  return Buffer.from(
    text.startsWith('{') ? jsonChanged(text, random) : compactChanged(text, random),
  )
}

/** An element of another message, of the same name or any, in the place of one. */
export function elementsCrossed(other: Buffer): Mutation {
  const donor = other.toString('utf8')
  const given = elementsIn(donor).map(([start, end]) => donor.slice(start, end))
  return (bytes, random) => {
    const text = bytes.toString('utf8')
    const [start, end] = pick(elementsIn(text), random)
    const alike = given.filter((each) => nameOf(each) === nameOf(text.slice(start, end)))
    const graft = pick(alike.length > 0 && random(4) > 0 ? alike : given, random)
    // In its place, before it or behind it: two of one kind are a graft as well.
    const [from, to] = pick(
      [
        [start, end],
        [start, start],
        [end, end],
      ] as const,
      random,
    )
    return Buffer.from(text.slice(0, from) + graft + text.slice(to))
  }
}

function nameOf(element: string): string {
  return /^<([\w:]+)/u.exec(element)?.[1] ?? ''
}

/** A member of another message in the place of one, or an item of its lists beside one. */
export function membersCrossed(other: Buffer): Mutation {
  return (bytes, random) => {
    const jws = JSON.parse(bytes.toString('utf8')) as Members
    const donors = objectsIn(JSON.parse(other.toString('utf8')))
    const to = pick(objectsIn(jws), random)
    const name = pick(Object.keys(to), random)
    const alike = donors.filter((each) => Object.hasOwn(each, name))
    const from = pick(alike.length > 0 && random(4) > 0 ? alike : donors, random)
    const value = from[Object.hasOwn(from, name) ? name : pick(Object.keys(from), random)]
    const own = to[name]
    const isList = Array.isArray(own) && Array.isArray(value)
    to[name] =
      isList && random(2) === 0
        ? pick(
            [
              [...own, ...value],
              [...value, ...own],
            ],
            random,
          )
        : value
    return Buffer.from(JSON.stringify(jws))
  }
}
