/** Converts documents in tests, and lists what was reported. */
import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCatalogueFolder } from '../../../sources/index.ts'
import type { Catalogue, ConversionReport, ConvertedRecord } from '../../../validator/index.ts'
import { createCatalogue, createValidator, parseSchemaRef } from '../../../validator/index.ts'

export const catalogue: Catalogue = createCatalogue(await readCatalogueFolder())
const now = () => new Date('2026-11-24T05:00:00Z')
const converter = createValidator({ catalogue, now })

export type Json = { [name: string]: unknown }

export interface Request {
  readonly from?: string
  readonly to: string
  readonly asOf?: string
}

export function convertAll(
  document: unknown,
  { from, to, asOf }: Request,
): Promise<readonly ConvertedRecord[]> {
  const bytes = Buffer.isBuffer(document) ? document : Buffer.from(JSON.stringify(document))
  return converter.convert(bytes, {
    to: parseSchemaRef(to),
    ...(from === undefined ? {} : { from: parseSchemaRef(from) }),
    ...(asOf === undefined ? {} : { asOf }),
  })
}

export async function convert(document: unknown, request: Request): Promise<ConvertedRecord> {
  const [record] = await convertAll(document, request)
  if (record === undefined) throw new Error('nothing was converted')
  return record
}

/** What was reported, as `code place`. */
export function findings({ issues, steps }: ConversionReport): readonly string[] {
  return [...issues, ...steps.flatMap((step) => step.issues)].map(
    ({ code, instanceLocation }) => `${code} ${instanceLocation}`,
  )
}

export const CITIZEN = {
  from: 'national/population/citizen@1.0.0',
  to: 'national/population/citizen@2.0.0',
}
export const BACK: Request = { from: CITIZEN.to, to: CITIZEN.from }
export const SYNC = {
  from: 'exchange/dossiers/dossier-sync@2.0.0',
  to: 'exchange/dossiers/dossier-sync@3.0.0',
}
export const SUBMISSION = {
  from: 'exchange/dossiers/dossier-submission@1.0.0',
  to: 'exchange/dossiers/dossier-submission@2.0.0',
}
export const ADDRESS = { from: 'elements/address@1.0.0', to: 'elements/address@2.0.0' }

export function example(path: string): Json {
  return JSON.parse(readFileSync(join('schemas', path), 'utf8')) as Json
}
