/**
 * Signs what is published, and knows the signed release of each version.
 *
 * What a certificate has signed is not signed again by it; a new certificate signs all versions
 * anew, since nobody can believe one that has expired. Former signatures stay in the store.
 *
 * @module
 */
import type { Catalogue, SigningKey } from '../validator/index.ts'
import { formatSchemaRef, makeRelease } from '../validator/index.ts'
import type { ReleaseSignature, Store } from './store/store.ts'

/** The signed release (JWS) of a version, by its `$id`. */
export type Releases = ReadonlyMap<string, string>

export interface SigningOptions {
  /** Absent: nothing new is signed, and what was signed before is still there. */
  readonly key?: SigningKey
  readonly now: Date
  /** Told, for the log, when nothing can be signed: that stops no service. */
  readonly told?: (event: object) => void
}

/** Signs what the certificate has not signed yet, while it is in force. */
export async function signReleases(
  store: Store,
  catalogue: Catalogue,
  { key, now, told }: SigningOptions,
): Promise<Releases> {
  const before = await store.listReleaseSignatures()
  if (key !== undefined && !isInForce(key, now)) told?.(unusable(key))
  const signed = key !== undefined && isInForce(key, now)
  const fresh = signed ? await signMissing(store, catalogue, key, now, before) : []
  await store.insertReleaseSignatures(fresh)
  const own = signed ? key.certificate.fingerprint : undefined
  // The newest is taken, and before any other that of the certificate in use.
  const isOwn = ({ certificate }: ReleaseSignature) => certificate === own
  const all = [...before, ...fresh]
  const inOrder = [...all.filter((each) => !isOwn(each)), ...all.filter(isOwn)]
  return new Map(inOrder.map(({ ref, jws }) => [catalogue.get(ref).id, jws]))
}

function isInForce({ certificate }: SigningKey, at: Date): boolean {
  return certificate.notBefore <= at && at <= certificate.notAfter
}

function unusable({ certificate: { notBefore, notAfter } }: SigningKey): object {
  const detail = 'CHUAN_RELEASE_CERT is not in force: nothing new is signed'
  const event = 'release-certificate-unusable'
  return { level: 'error', event, detail, notBefore, notAfter }
}

async function signMissing(
  store: Store,
  { base }: Catalogue,
  key: SigningKey,
  now: Date,
  before: readonly ReleaseSignature[],
): Promise<readonly ReleaseSignature[]> {
  const certificate = key.certificate.fingerprint
  const known = new Set(
    before
      .filter((each) => each.certificate === certificate)
      .map(({ ref }) => formatSchemaRef(ref)),
  )
  const fresh: ReleaseSignature[] = []
  for (const { entry, publishedAt } of await store.listVersions()) {
    if (known.has(formatSchemaRef(entry.ref))) continue
    const files = await store.listArtefacts(entry.ref)
    const jws = await makeRelease({ entry, base, publishedAt, files, key, at: now })
    fresh.push({ ref: entry.ref, certificate, signedAt: now, jws })
  }
  return fresh
}
