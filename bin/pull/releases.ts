/**
 * The signed releases of what a project pulls: fetched, held against what was fetched and against
 * the lock, and checked again without a network.
 *
 * Where nobody is trusted, what they sign is compared all the same; only whose they are is then
 * not known. Every refusal is a Problem that names the version and says what to do.
 *
 * @module
 */
import type { Lock, LockedRelease } from '../../sources/index.ts'
import {
  fetchReleases,
  formatLockedJws,
  parseJwsToLock,
  versionsOfLock,
} from '../../sources/index.ts'
import type { OpenedRelease } from '../../validator/index.ts'
import {
  assertReleaseOf,
  openRelease,
  Problem,
  parseSchemaRef,
  problems,
  schemaId,
} from '../../validator/index.ts'
import type { Io } from '../io.ts'
import { releaseDowngraded, releaseSignerChanged } from '../problems.ts'
import { LOCK_NAME } from './apply.ts'
import type { PullPlan } from './plan.ts'
import type { ReleaseTrust } from './release-trust.ts'

/** Of a version in a lock: its base, and the digest of each file by its name. */
interface LockedVersion {
  readonly base: string
  readonly digests: ReadonlyMap<string, string>
}

/** The plan with the releases in its lock. */
export async function planReleases(
  plan: PullPlan,
  former: Lock | undefined,
  asked: ReleaseTrust,
): Promise<PullPlan> {
  const { registry, base } = plan.lock
  const refs = plan.versions.map(({ ref }) => ref)
  const fetched = registry === undefined ? undefined : await fetchReleases(registry, refs, asked)
  const releases = [...versionsOfLock(plan.lock)].flatMap(([ref, digests]) => {
    const locked = former?.releases?.[ref]
    // What was signed stays so, from whatever folder the same bytes come.
    const jws = fetched === undefined ? locked && formatLockedJws(locked) : fetched.get(ref)
    if (jws !== undefined) {
      return [[ref, releaseToLock(ref, jws, { base, digests }, former, asked)] as const]
    }
    if (registry !== undefined) assertNeverSigned(ref, registry, former)
    if (asked.isRequired) throw unsigned(ref, registry)
    return []
  })
  if (releases.length === 0) return plan
  return { ...plan, lock: { ...plan.lock, version: 2, releases: Object.fromEntries(releases) } }
}

function releaseToLock(
  ref: string,
  jws: string,
  version: LockedVersion,
  former: Lock | undefined,
  asked: ReleaseTrust,
): LockedRelease {
  const opened = openFor(ref, jws, version, asked)
  const before = Object.values(former?.releases ?? {})
  assertSigner(ref, opened, before, asked.accepted)
  return {
    ...signerOf(opened, former?.releases?.[ref], asked),
    jws: about(ref, () => parseJwsToLock(jws)),
  }
}

/** Verifies what is locked, without a network. */
export function checkLockedReleases(lock: Lock, asked: ReleaseTrust): void {
  for (const [ref, digests] of versionsOfLock(lock)) {
    const locked = lock.releases?.[ref]
    if (locked !== undefined) {
      const opened = openFor(ref, formatLockedJws(locked), { base: lock.base, digests }, asked)
      assertSigner(ref, opened, [locked])
    } else if (asked.isRequired) throw unsigned(ref, lock.registry)
  }
}

/** Once for all of them: what was checked, and plainly what was not. */
export function tellReleases(lock: Lock, asked: ReleaseTrust, io: Io): void {
  const isSilent = asked.trust === undefined && lock.releases === undefined
  if (isSilent) return
  const { mark, text } = releaseState(lock, asked)
  if (mark === '✓') io.out(`${text}\n`)
  else io.err(`${text}\n`)
}

export interface ReleaseState {
  readonly mark: '✓' | '!'
  readonly text: string
}

/** Of releases that were gone by: how many, whose, and how many versions have none. */
export function releaseState(lock: Lock, { trust, at }: ReleaseTrust): ReleaseState {
  const releases = Object.values(lock.releases ?? {})
  const missing = versionsOfLock(lock).size - releases.length
  const lacking = missing === 0 ? '' : `${missing} versions without a signed release: `
  if (releases.length === 0) return { mark: '!', text: `${lacking}${whyNot(lock)}` }
  if (trust === undefined) {
    const advice = 'give chuan pull --trust DIR, or pull.trust in chuan.config.*'
    const why = `whose they are was not checked, since nobody is trusted for them; ${advice}`
    return { mark: '!', text: `${releases.length} signed releases: ${why}` }
  }
  const opened = releases.map((each) => openRelease(formatLockedJws(each), { trust, at }))
  const names = [...new Set(opened.map(({ signer }) => signer.subject))].join('; ')
  // What a timestamp proves does not end with the certificate.
  const [until] = opened
    .filter(({ provedAt }) => provedAt === undefined)
    .map(({ signer }) => signer.notAfter.slice(0, 10))
    .sort()
  const end = until === undefined ? 'with timestamps' : `until ${until}`
  const signed = `${releases.length} releases verified, signed by ${names} (${end})`
  if (missing === 0) return { mark: '✓', text: signed }
  return { mark: '!', text: `${signed}; ${lacking}${whyNot(lock)}` }
}

function whyNot({ registry }: Pick<Lock, 'registry'>): string {
  if (registry !== undefined) return `${registry} gives none`
  return 'only registries sign them; for the package’s own npm vouches (npm audit signatures)'
}

function openFor(
  ref: string,
  jws: string,
  { base, digests }: LockedVersion,
  asked: ReleaseTrust,
): OpenedRelease {
  return about(ref, () => {
    const opened = openRelease(jws, asked)
    assertReleaseOf(opened.release, { ref, id: schemaId(parseSchemaRef(ref), base), base, digests })
    return opened
  })
}

/** Which version it is about is the first thing to know. */
function about<Value>(ref: string, act: () => Value): Value {
  try {
    return act()
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const { kind, message, extensions } = thrown
    throw new Problem(kind, `${ref}: ${message}`, {
      extensions: { ...extensions, ref },
      cause: thrown,
    })
  }
}

/** Who could take a signature away could put anything in its place. */
function assertNeverSigned(ref: string, registry: string, former: Lock | undefined): void {
  if (Object.keys(former?.releases ?? {}).length === 0) return
  throw new Problem(
    releaseDowngraded,
    `${ref}: ${registry} has signed what is locked, and gives no signature of this now; ask whom ` +
      `it belongs to. Where it is right that it signs no more, take releases out of ${LOCK_NAME}`,
    { extensions: { ref } },
  )
}

/** Only signers that somebody asked about are locked; one of them must have signed this. */
function assertSigner(
  ref: string,
  { signer }: OpenedRelease,
  releases: readonly LockedRelease[],
  accepted?: string,
): void {
  const locked = new Set(releases.flatMap((each) => each.signer?.fingerprint ?? []))
  const { fingerprint, subject } = signer
  if (locked.size === 0 || locked.has(fingerprint) || fingerprint === accepted) return
  throw new Problem(
    releaseSignerChanged,
    `${ref}: signed by ${subject}, SHA-256 ${fingerprint}; locked is SHA-256 ` +
      `${[...locked].join(', ')}. Where the registry tells you the new fingerprint over a second ` +
      `channel: chuan pull --accept-signer ${fingerprint}`,
    { extensions: { ref, fingerprint } },
  )
}

/** A signer that was asked about before stays locked when nobody asks. */
function signerOf(
  { signer: { subject, fingerprint } }: OpenedRelease,
  locked: LockedRelease | undefined,
  { trust }: ReleaseTrust,
): Pick<LockedRelease, 'signer'> {
  const isKnown = trust !== undefined || locked?.signer?.fingerprint === fingerprint
  return isKnown ? { signer: { subject, fingerprint } } : {}
}

function unsigned(ref: string, registry: string | undefined): Problem {
  const from = registry === undefined ? {} : { registry }
  return new Problem(
    problems.releaseUnsigned,
    `${ref}: ${whyNot(from)}; without a signature it is not taken here (requireSignature)`,
    { extensions: { ref } },
  )
}
