/** Catalogues for the emitters: the real one, and small ones made on the spot. */
import type { Representation } from '../../codegen/index.ts'
import { representationsOf } from '../../codegen/index.ts'
import { readCatalogueFolder } from '../../sources/index.ts'
import type { Catalogue, JsonObject, SchemaVersion } from '../../validator/index.ts'
import { createCatalogue, parseSchemaRef } from '../../validator/index.ts'

export interface SmallEntry {
  readonly [ref: string]: JsonObject
}

const BASE = 'https://registry.example'

/** The catalogue that comes with the package. */
export async function realCatalogue(): Promise<Catalogue> {
  return createCatalogue(await readCatalogueFolder())
}

/** A member `values` makes a code list. */
export function smallCatalogue(entries: SmallEntry, base: string = BASE): Catalogue {
  return createCatalogue(
    Object.entries(entries).map(([ref, { values, ...document }]) => ({
      ref: parseSchemaRef(ref),
      document,
      ...(values === undefined ? {} : { values: values as never }),
    })),
    base,
  )
}

export function versionOf(catalogue: Catalogue, ref: string): SchemaVersion {
  return catalogue.get(parseSchemaRef(ref))
}

/** The versions that are there in a format. */
export function versionsWith(
  file: Representation['file'],
  { versions }: Catalogue,
): readonly SchemaVersion[] {
  return versions.filter((version) =>
    representationsOf(version).some((representation) => representation.file === file),
  )
}
