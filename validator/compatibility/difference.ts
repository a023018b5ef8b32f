/**
 * One difference between two versions, and whom it breaks.
 *
 * @module
 */
import type { Bilingual } from '../verdict.ts'
import type { DifferenceCode } from './kinds.ts'
import { differenceKinds } from './kinds.ts'
import type { Place } from './place.ts'

/**
 * `backward`: readers of the newer version refuse documents that were valid; `forward`: readers
 * of the older one refuse documents that are valid now.
 */
export type Effect = 'none' | 'backward' | 'forward' | 'both'

/** Breaking: a document that was valid may be refused. Annotation: no reader can tell. */
export type DifferenceClass = 'breaking' | 'compatible' | 'annotation'

export interface Difference {
  /** Stable, kebab-case: a row of `differenceKinds`. */
  readonly code: DifferenceCode
  readonly kind: DifferenceClass
  readonly effect: Effect
  /** The version whose schema `pointer` points into, as `path@version`. */
  readonly version: string
  /** JSON Pointer into that version's schema. */
  readonly pointer: string
  /** Where in a document: `*` is every item, or every field that is not named. */
  readonly instancePath: string
  /** Legal names of the fields on the way, joined by `›`; empty for the whole document. */
  readonly field: Bilingual
  readonly message: Bilingual
  /** Facts of the two schemas a program can act on. */
  readonly params: Readonly<Record<string, Param>>
}

export type Param = string | number | readonly string[]

/** Where the walk is. */
export interface Site {
  readonly instancePath: string
  readonly field: Bilingual
}

export function differenceOf(
  code: DifferenceCode,
  effect: Effect,
  at: { readonly place: Place; readonly site: Site },
  params: Readonly<Record<string, Param>> = {},
): Difference {
  const { message, unbroken } = differenceKinds[code]
  const { place, site } = at
  return {
    code,
    kind: classOf(effect, unbroken),
    effect,
    version: place.version,
    pointer: place.pointer,
    instancePath: site.instancePath,
    field: site.field,
    message: { vi: fill(message.vi, params), en: fill(message.en, params) },
    params,
  }
}

function classOf(effect: Effect, unbroken: 'compatible' | 'annotation'): DifferenceClass {
  if (effect === 'backward' || effect === 'both') return 'breaking'
  return effect === 'forward' ? 'compatible' : unbroken
}

const NAMES_SHOWN = 12

function fill(template: string, params: Readonly<Record<string, Param>>): string {
  return template.replaceAll(/\{([a-zA-Z]+)\}/gu, (whole, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined
    if (value === undefined) return whole
    if (typeof value !== 'object') return String(value)
    const shown = value.slice(0, NAMES_SHOWN).join(', ')
    return value.length > NAMES_SHOWN ? `${shown}… (${value.length})` : shown
  })
}

/** Of what is refused on either way. */
export function effectOf(breaks: {
  readonly backward: boolean
  readonly forward: boolean
}): Effect {
  if (breaks.backward) return breaks.forward ? 'both' : 'backward'
  return breaks.forward ? 'forward' : 'none'
}

export function breaksBackward({ effect }: Pick<Difference, 'effect'>): boolean {
  return effect === 'backward' || effect === 'both'
}

export function breaksForward({ effect }: Pick<Difference, 'effect'>): boolean {
  return effect === 'forward' || effect === 'both'
}
