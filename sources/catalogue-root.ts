/**
 * Finds the catalogue that a file or folder of schemas belongs to.
 *
 * A schema says in its `$id` where in its catalogue it lies; so the root is
 * known from any part, and what the part refers to can be read as well.
 *
 * @module
 */
import { stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { Problem, textMember } from '../validator/index.ts'
import { listVersionFolders, readJsonObject } from './catalogue-folder.ts'
import { catalogueMalformed } from './problems.ts'
import { fileProblem } from './read-file.ts'

export interface CataloguePart {
  /** The folder that `$id`s are relative to. */
  readonly root: string
  /** From the root to the part; empty when it is all of the catalogue. */
  readonly inside: string
}

/** Throws Problem `file-unreadable`, or `catalogue-malformed` when no schema is there. */
export async function findCatalogueRoot(path: string): Promise<CataloguePart> {
  const folder = await folderOf(path)
  const versions = await listVersionFolders(folder)
  if (versions.length === 0) {
    throw new Problem(catalogueMalformed, `${path}: there is no schema.json in it`)
  }
  for (const version of versions) {
    const root = await rootByIdentifier(join(folder, version))
    if (root !== undefined) {
      return { root, inside: relative(root, folder).split(sep).join('/') }
    }
  }
  return { root: folder, inside: '' }
}

async function folderOf(path: string): Promise<string> {
  const found = await stat(path).catch((thrown: unknown) => {
    throw fileProblem(path, thrown)
  })
  const whole = resolve(path)
  if (found.isDirectory()) return whole
  if (basename(whole) === 'schema.json') return dirname(whole)
  throw new Problem(catalogueMalformed, `${path}: name a folder, or a file schema.json`)
}

async function rootByIdentifier(folder: string): Promise<string | undefined> {
  const { $id } = { $id: textMember(await readJsonObject(join(folder, 'schema.json')), '$id') }
  const inside = /\/schemas\/(.+)$/u.exec($id ?? '')?.[1]
  if (inside === undefined) return undefined
  const end = `${sep}${inside.split('/').join(sep)}`
  return folder.endsWith(end) ? folder.slice(0, -end.length) : undefined
}
