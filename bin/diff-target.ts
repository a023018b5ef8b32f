/**
 * Which versions `chuan diff` compares: two that are named, or each with the one before it.
 *
 * @module
 */
import { stat } from 'node:fs/promises'
import type { Catalogue, CatalogueEntry, SchemaVersion } from '../validator/index.ts'
import {
  BASE_URL_DEFAULT,
  canonicalJson,
  createCatalogue,
  formatSchemaRef,
  Problem,
  problems,
} from '../validator/index.ts'
import { openCatalogue, resolveVersion } from './catalogue.ts'
import type { CommandLine } from './command.ts'
import type { Io } from './io.ts'
import { findLintTargets } from './lint-target.ts'
import { usageWrong } from './problems.ts'

export interface DiffPair {
  readonly older: SchemaVersion
  readonly newer: SchemaVersion
  /** Holds both, and all they refer to. */
  readonly catalogue: Catalogue
}

/** Versions an operand names, and the catalogue they are from. */
interface Named {
  readonly catalogue: Catalogue
  /** As they are written; those of a registry come stamped. */
  readonly entries?: readonly CatalogueEntry[]
  readonly versions: readonly SchemaVersion[]
  readonly isFolder: boolean
}

export async function findDiffPairs(line: CommandLine, io: Io): Promise<readonly DiffPair[]> {
  const [first = '', second] = line.operands
  const older = await named(first, line, io)
  if (second === undefined) return withOnesBefore(older)
  return [pairOf(older, await named(second, line, io), io)]
}

async function named(operand: string, line: CommandLine, io: Io): Promise<Named> {
  const isFolder = await stat(operand).then(
    () => true,
    () => false,
  )
  if (!isFolder) {
    const catalogue = await openCatalogue(line, io)
    return { catalogue, versions: [resolveVersion(operand, catalogue)], isFolder }
  }
  const [target] = await findLintTargets([operand])
  const entries = [...(target?.entries ?? []), ...(target?.borrowed ?? [])]
  const catalogue = createCatalogue(entries, baseOf(io))
  const versions = catalogue.versions.filter(({ ref }) => target?.chosen.has(formatSchemaRef(ref)))
  return { catalogue, entries, versions, isFolder }
}

function baseOf({ env }: Io): string {
  return env['CHUAN_BASE_URL'] ?? BASE_URL_DEFAULT
}

function withOnesBefore({ catalogue, versions, isFolder }: Named): readonly DiffPair[] {
  return versions.flatMap((newer) => {
    const all = catalogue.versionsOf(newer.ref.path)
    const older = all[all.indexOf(newer) - 1]
    if (older !== undefined) return [{ older, newer, catalogue }]
    if (isFolder) return []
    throw new Problem(problems.schemaNotFound, `${formatSchemaRef(newer.ref)} has none before it`)
  })
}

function pairOf(before: Named, after: Named, io: Io): DiffPair {
  const older = onlyOne(before)
  const newer = onlyOne(after)
  if (before.entries === undefined && after.entries === undefined) {
    return { older, newer, catalogue: after.catalogue }
  }
  const catalogue = joined(entriesOf(before), entriesOf(after), io)
  return { older: catalogue.get(older.ref), newer: catalogue.get(newer.ref), catalogue }
}

function onlyOne({ versions }: Named): SchemaVersion {
  const [only] = versions
  if (only !== undefined && versions.length === 1) return only
  throw new Problem(usageWrong, `Each side is one version; a folder there has ${versions.length}`)
}

function entriesOf({ entries, catalogue }: Named): readonly CatalogueEntry[] {
  return (
    entries ??
    catalogue.versions.map(({ ref, document, codeList }) => ({
      ref,
      document,
      ...(codeList === undefined ? {} : { values: codeList.values }),
    }))
  )
}

/** A name means one thing: a version that differs from itself cannot be told apart. */
function joined(
  before: readonly CatalogueEntry[],
  after: readonly CatalogueEntry[],
  io: Io,
): Catalogue {
  const older = createCatalogue(before, baseOf(io))
  const newer = createCatalogue(after, baseOf(io))
  for (const { ref, document } of older.versions) {
    const other = newer.find(ref)
    if (other !== undefined && canonicalJson(other.document) !== canonicalJson(document)) {
      const name = formatSchemaRef(ref)
      throw new Problem(
        usageWrong,
        `Both sides have ${name}, and not the same: give it two numbers`,
      )
    }
  }
  const known = new Set(after.map(({ ref }) => formatSchemaRef(ref)))
  return createCatalogue(
    [...after, ...before.filter(({ ref }) => !known.has(formatSchemaRef(ref)))],
    baseOf(io),
  )
}
