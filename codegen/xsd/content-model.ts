/**
 * Which elements stand in what order, where not all alternatives have the same.
 *
 * XML Schema 1.0 wants to know by the next element alone where it is (Part 1 §3.8.6, unique
 * particle attribution), so alternatives that begin alike cannot simply be listed. The fields are
 * taken in their order, and where the ways that are still open differ, the next field decides: it
 * is there, or it is not. No way is lost and none is added.
 *
 * @module
 */

/** May be left out by some way; absent from the statuses: must be left out. */
export type Presence = 'required' | 'optional'

export type WayStatus = ReadonlyMap<string, Presence>

export type Particle =
  | { readonly name: string; readonly isRequired: boolean }
  | { readonly choice: readonly (readonly Particle[])[]; readonly mayBeEmpty: boolean }

/** In more particles than this nobody finds his way. */
const PARTICLES_MAX = 128

/** Undefined when the choice would have too many particles. */
export function contentModel(
  names: readonly string[],
  ways: readonly WayStatus[],
): readonly Particle[] | undefined {
  const budget = { left: PARTICLES_MAX + names.length }
  const particles = model(names, ways, budget)
  return budget.left < 0 ? undefined : particles
}

/** A field is required when all ways require it; which go together is left open. */
export function looseModel(
  names: readonly string[],
  ways: readonly WayStatus[],
): readonly Particle[] {
  return names
    .filter((name) => ways.some((way) => way.has(name)))
    .map((name) => ({ name, isRequired: ways.every((way) => way.get(name) === 'required') }))
}

/** How often each name stands in a model. */
export function countNames(particles: readonly Particle[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const count = (particle: Particle): void => {
    if ('choice' in particle) particle.choice.flat().forEach(count)
    else counts.set(particle.name, (counts.get(particle.name) ?? 0) + 1)
  }
  particles.forEach(count)
  return counts
}

interface Budget {
  left: number
}

function model(
  names: readonly string[],
  all: readonly WayStatus[],
  budget: Budget,
): readonly Particle[] {
  const ways = withoutCovered(names, all)
  const isShared = (name: string) => new Set(ways.map((way) => way.get(name))).size === 1
  const first = names.findIndex((name) => !isShared(name))
  const last = names.findLastIndex((name) => !isShared(name))
  budget.left -= names.length
  if (first < 0 || budget.left < 0) return looseModel(names, ways)
  return [
    ...looseModel(names.slice(0, first), ways),
    chooseBy(names.slice(first, last + 1), ways, budget),
    ...looseModel(names.slice(last + 1), ways),
  ]
}

/** The first name is there, or it is not. */
function chooseBy(names: readonly string[], ways: readonly WayStatus[], budget: Budget): Particle {
  const [name = '', ...rest] = names
  const having = ways.filter((way) => way.has(name))
  const lacking = ways.filter((way) => way.get(name) !== 'required')
  const withIt: readonly Particle[] = [{ name, isRequired: true }, ...model(rest, having, budget)]
  const without = model(rest, lacking, budget)
  const [only] = without
  if (only === undefined) return { choice: [withIt], mayBeEmpty: true }
  if (without.length > 1 || !('choice' in only)) {
    return { choice: [withIt, without], mayBeEmpty: false }
  }
  return { choice: [withIt, ...only.choice], mayBeEmpty: only.mayBeEmpty }
}

/** A way is left out when another allows all that it allows. */
function withoutCovered(
  names: readonly string[],
  ways: readonly WayStatus[],
): readonly WayStatus[] {
  return ways.filter((way, index) =>
    ways.every((other, at) => {
      if (at === index || !covers(other, way, names)) return true
      return covers(way, other, names) && index < at
    }),
  )
}

function covers(wide: WayStatus, narrow: WayStatus, names: readonly string[]): boolean {
  return names.every((name) => {
    const presence = wide.get(name)
    if (presence === 'required') return narrow.get(name) === 'required'
    return presence === 'optional' || !narrow.has(name)
  })
}
