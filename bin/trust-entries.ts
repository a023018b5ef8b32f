/**
 * Entries of a trust list, from certificates in files.
 *
 * @module
 */
import { readCertificateFile } from '../sources/index.ts'
import type { TrustListEntry, TrustRole, TrustStore } from '../validator/index.ts'
import { createTrustStore } from '../validator/index.ts'

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
  const bytes = await Promise.all(files.map(readCertificateFile))
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

/**
 * What is added replaces what the list had of the same certificate, and keeps its place; days
 * and a root that are not given again stay, so that trust never comes back unasked.
 */
export function mergeEntries(
  before: readonly TrustListEntry[],
  added: readonly TrustListEntry[],
): readonly TrustListEntry[] {
  const entries = new Map(before.map((entry) => [entry.fingerprint, entry]))
  for (const entry of added) {
    const { from, until, root } = entries.get(entry.fingerprint) ?? {}
    const kept = { ...(from && { from }), ...(until && { until }), ...(root && { root }) }
    entries.set(entry.fingerprint, { ...kept, ...entry })
  }
  return [...entries.values()]
}
