/**
 * Signs what is published, and knows the signed release of each version.
 *
 * What a certificate has signed is not signed again by it; a new certificate signs all versions
 * anew, since nobody can believe one that has expired. Former signatures stay in the store.
 *
 * @module
 */
import type { AskTimestamp, Catalogue, SigningKey } from '../validator/index.ts'
import { formatSchemaRef, makeRelease, Problem, problems } from '../validator/index.ts'
import type { ReleaseSignature, Store } from './store/store.ts'

/** The signed release (JWS) of a version, by its `$id`. */
export type Releases = ReadonlyMap<string, string>

export interface SigningOptions {
  /** Absent: nothing new is signed, and what was signed before is still there. */
  readonly key?: SigningKey
  /** Where each signature gets a timestamp; absent: it gets none. */
  readonly timestamp?: AskTimestamp
  readonly now: () => Date
  /** Told, for the log, when nothing can be signed: that stops no service. */
  readonly told?: (event: object) => void
}

/** Signs what the certificate has not signed yet, while it is in force. */
export async function signReleases(
  store: Store,
  catalogue: Catalogue,
  options: SigningOptions,
): Promise<Releases> {
  const { key, told } = options
  const at = options.now()
  const before = await store.listReleaseSignatures()
  if (key !== undefined && !isInForce(key, at)) told?.(unusable(key))
  const signed = key !== undefined && isInForce(key, at)
  const fresh = signed ? await signMissing(store, catalogue, before, { ...options, key }) : []
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
  before: readonly ReleaseSignature[],
  { key, timestamp, now, told }: SigningOptions & { readonly key: SigningKey },
): Promise<readonly ReleaseSignature[]> {
  const certificate = key.certificate.fingerprint
  const own = before.filter((each) => each.certificate === certificate)
  const known = new Set(own.map(({ ref }) => formatSchemaRef(ref)))
  const stamping = timestamp === undefined ? {} : { timestamp }
  const fresh: ReleaseSignature[] = []
  try {
    for (const { entry, publishedAt } of await store.listVersions()) {
      if (known.has(formatSchemaRef(entry.ref))) continue
      const files = await store.listArtefacts(entry.ref)
      const signedAt = now()
      const request = { entry, base, publishedAt, files, key, ...stamping, at: signedAt }
      fresh.push({ ref: entry.ref, certificate, signedAt, jws: await makeRelease(request) })
    }
  } catch (thrown) {
    // A signature stays as it is for ever: better none until the authority answers.
    if (!(thrown instanceof Problem) || thrown.kind !== problems.timestampUnavailable) throw thrown
    told?.({ level: 'error', event: 'release-timestamp-unavailable', detail: thrown.message })
  }
  return fresh
}
