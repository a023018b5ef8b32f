/**
 * Entries of a trust list, from certificates in files.
 *
 * @module
 */
import { readBytes } from '../sources/index.ts'
import type { TrustListEntry, TrustRole, TrustStore } from '../validator/index.ts'
import { createTrustStore } from '../validator/index.ts'

const CERTIFICATE_FILE_BYTES_MAX = 1_048_576

export interface EntryTerms {
  readonly source: string
  readonly role: TrustRole | undefined
  readonly root: string | undefined
  readonly from: string | undefined
  readonly until: string | undefined
}

/** Throws Problem `file-unreadable` or `certificate-unreadable`. */
export async function entriesFrom(
  files: readonly string[],
  terms: EntryTerms,
): Promise<readonly TrustListEntry[]> {
  if (files.length === 0) return []
  const bytes = await Promise.all(files.map((file) => readBytes(file, CERTIFICATE_FILE_BYTES_MAX)))
  return entriesOf(createTrustStore(bytes), terms)
}

function entriesOf(store: TrustStore, terms: EntryTerms): readonly TrustListEntry[] {
  const { source, role, root, from, until } = terms
  const of = (certificates: TrustStore['anchors'], own: TrustRole) =>
    certificates.map(({ der, fingerprint }) => ({
      certificate: Buffer.from(der).toString('base64'),
      fingerprint,
      role: role ?? own,
      ...(root === undefined ? {} : { root }),
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
      source,
    }))
  return [
    ...of(store.anchors, 'anchor'),
    ...of(store.intermediates, 'intermediate'),
    ...of(store.pinned, 'pinned'),
  ]
}

/** What is added replaces what the list had of the same certificate, and keeps its place. */
export function mergeEntries(
  before: readonly TrustListEntry[],
  added: readonly TrustListEntry[],
): readonly TrustListEntry[] {
  const entries = new Map([...before, ...added].map((entry) => [entry.fingerprint, entry]))
  return [...entries.values()]
}
