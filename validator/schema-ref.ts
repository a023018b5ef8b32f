/**
 * Names one version of one schema, as in `national/population/citizen@2.0.0`.
 *
 * Only this file knows the grammar. Everyone else holds a `SchemaRef`, and a
 * `SchemaRef` is always well formed.
 *
 * @module
 */
import { Problem } from './problem.ts'
import { schemaRefMalformed } from './problems.ts'

/** A version by Semantic Versioning 2.0.0, without pre-release or build parts. */
export interface Version {
  readonly major: number
  readonly minor: number
  readonly patch: number
}

export interface SchemaRef extends Version {
  /** Slash-separated, as in the catalogue's folders and URLs. */
  readonly path: string
}

const REF_LENGTH_MAX = 200
const SEGMENT = '[a-z][a-z0-9-]*'
const NUMBER = '(0|[1-9][0-9]{0,5})'
const PATH = new RegExp(`^${SEGMENT}(?:/${SEGMENT})*$`, 'u')
const VERSION = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}$`, 'u')

export function parseSchemaRef(text: string): SchemaRef {
  const at = text.lastIndexOf('@')
  const path = at < 0 ? undefined : parseSchemaPath(text.slice(0, at))
  const version = at < 0 ? undefined : parseVersion(text.slice(at + 1))
  if (path === undefined || version === undefined) {
    const hint = text.split(/[/@]/u).some(isDeviceName) ? `; ${DEVICE_NAMES} are no names` : ''
    throw new Problem(schemaRefMalformed, `Expected path@major.minor.patch${hint}`)
  }
  return { path, ...version }
}

/** The path when it is well formed, else undefined. */
export function parseSchemaPath(text: string): string | undefined {
  const isPath = text.length <= REF_LENGTH_MAX && PATH.test(text)
  return isPath && !text.split('/').some(isDeviceName) ? text : undefined
}

const DEVICE_NAMES = 'con, prn, aux, nul, com1 to com9 and lpt1 to lpt9'
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)[1-9¹²³])(?:\.|$)/iu

/** A path is a folder wherever it is pulled to, and Windows has none of these names. */
export function isDeviceName(name: string): boolean {
  return DEVICE.test(name)
}

/** An exact version when it is well formed, else undefined. */
export function parseVersion(text: string): Version | undefined {
  const match = text.length <= REF_LENGTH_MAX ? VERSION.exec(text) : null
  if (match === null) return undefined
  const [, major, minor, patch] = match
  return { major: Number(major), minor: Number(minor), patch: Number(patch) }
}

export function formatVersion({ major, minor, patch }: Version): string {
  return `${major}.${minor}.${patch}`
}

export function formatSchemaRef(ref: SchemaRef): string {
  return `${ref.path}@${formatVersion(ref)}`
}

/** Negative when `a` is older than `b`, as a sort function wants it. */
export function compareVersions(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch
}
