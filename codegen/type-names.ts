/**
 * Names for generated types, made from paths and versions.
 *
 * Never from Vietnamese titles, which lose their letters in an identifier. A name is as short as
 * the versions around it allow: the last segment of the path, more segments where two paths end
 * alike, and the major version where two versions of one path are there.
 *
 * @module
 */
import type { SchemaRef, SchemaVersion } from '../validator/index.ts'
import { textMember } from '../validator/index.ts'

/** Names that would hide a type every reader knows, or our own. */
const TAKEN = new Set([
  ...['Array', 'BigInt', 'Boolean', 'CodeStatus', 'CodeTable', 'CodeValue', 'Date', 'Error'],
  ...['File', 'Function', 'Iterator'],
  ...['JSON', 'Map', 'Math', 'Number', 'Object', 'Promise', 'Readonly', 'Record', 'Set', 'String'],
  ...['Branded', 'ReadonlyArray', 'Symbol', 'Unbranded'],
])

/** By `$id`. The same versions always get the same names, in whatever order they come. */
export function typeNames(versions: readonly SchemaVersion[]): ReadonlyMap<string, string> {
  const paths = [...new Set(versions.map(({ ref }) => ref.path))]
  const byPath = new Map(paths.map((path) => [path, nameOfPath(path, paths)]))
  return new Map(
    versions.map((version) => {
      const name = byPath.get(version.ref.path) ?? ''
      const siblings = versions.filter(({ ref }) => ref.path === version.ref.path)
      return [version.id, ownName(name, version) + versionSuffix(version.ref, siblings)]
    }),
  )
}

/** `dossier-sync` and `DanhSach_x` alike: words by any mark, each with a capital, in ASCII. */
export function toPascalCase(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .split(/[^A-Za-z0-9]+/u)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

export function toCamelCase(pascal: string): string {
  return pascal.charAt(0).toLowerCase() + pascal.slice(1)
}

function nameOfPath(path: string, paths: readonly string[]): string {
  const segments = path.split('/')
  for (let count = 1; count < segments.length; count += 1) {
    const ending = segments.slice(-count).join('/')
    if (!paths.some((other) => other !== path && endsAlike(other, ending))) {
      return toPascalCase(ending)
    }
  }
  return toPascalCase(path)
}

function endsAlike(path: string, ending: string): boolean {
  return path === ending || path.endsWith(`/${ending}`)
}

function ownName(name: string, { document }: SchemaVersion): string {
  if (!TAKEN.has(name)) return name
  return name + (textMember(document, 'x-kind') === 'codelist' ? 'Code' : 'Value')
}

function versionSuffix(ref: SchemaRef, siblings: readonly SchemaVersion[]): string {
  if (siblings.length === 1) return ''
  const sameMajor = siblings.filter((sibling) => sibling.ref.major === ref.major)
  return sameMajor.length === 1 ? `V${ref.major}` : `V${ref.major}_${ref.minor}_${ref.patch}`
}
