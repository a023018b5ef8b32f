/**
 * Opens a signed release: whose it is, what it says, and whether it is of what was fetched.
 *
 * Every refusal is a Problem that says what to do.
 *
 * @module
 */
import { parseJson } from '../json/parse.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, textMember } from '../json-value.ts'
import { Problem, type ProblemKind } from '../problem.ts'
import {
  releaseMalformed,
  releaseMismatch,
  releaseSignerExpired,
  releaseSignerRevoked,
  releaseUntrusted,
} from '../problems.ts'
import { openJws } from '../signature/jws/open.ts'
import { reasonOf } from '../signature/sentences.ts'
import type { TrustStore } from '../signature/trust-store.ts'
import { currentTrust, EMPTY_TRUST_STORE } from '../signature/trust-store.ts'
import type { SignatureReport, Signer, SubIndication } from '../verdict.ts'
import type { Release, ReleaseFile, ServedFile } from './release.ts'

/** A release has some kilobytes, and at most eight certificates. */
export const RELEASE_BYTES_MAX = 131_072

export interface ReleaseQuestion {
  /** Who may sign releases; absent: the value of the signature is checked, the signer is not. */
  readonly trust?: TrustStore
  readonly at: Date
}

export interface OpenedRelease {
  readonly release: Release
  /** Whose key made the signature; believed only where trust was given. */
  readonly signer: Signer
  /** RFC 3339, by the signer's own account. */
  readonly signedAt?: string
  /** RFC 3339, by a timestamp of a trusted authority: the signature outlives its certificate. */
  readonly provedAt?: string
}

/**
 * Throws Problem `release-malformed`, `release-untrusted`, `release-signer-expired` or
 * `release-signer-revoked`.
 */
export function openRelease(jws: string, { trust, at }: ReleaseQuestion): OpenedRelease {
  if (jws.length > RELEASE_BYTES_MAX) {
    throw malformed(`it is longer than ${RELEASE_BYTES_MAX} bytes`)
  }
  const { payload, reports } = openJws(jws, currentTrust(trust ?? EMPTY_TRUST_STORE, at), at)
  const [report, ...others] = reports
  if (report === undefined || others.length > 0) throw malformed('it has not one signature')
  if (trust !== undefined) assertBelieved(report)
  const { signer, claimedTime, subIndication } = report
  if (payload === undefined || signer === undefined) throw broken(report)
  // Of a signer whom nobody was asked about, only the path is unknown; the rest must hold.
  if (report.scope !== 'FULL') throw malformed('something in it is not signed')
  if (subIndication === 'CRYPTO_CONSTRAINTS_FAILURE') throw broken(report)
  const release = readRelease(Buffer.from(payload).toString('utf8'))
  const provedAt = report.facts?.provedTime?.time
  return {
    release,
    signer,
    ...(claimedTime === undefined ? {} : { signedAt: claimedTime }),
    ...(provedAt === undefined ? {} : { provedAt }),
  }
}

function assertBelieved(report: SignatureReport): void {
  const { indication, subIndication, signer } = report
  if (indication === 'TOTAL_PASSED') return
  if (signer === undefined) throw broken(report)
  const { subject, fingerprint, notAfter } = signer
  const whose = `it is signed by ${subject}, SHA-256 ${fingerprint}`
  const [kind, advice] = (subIndication && ADVICE[subIndication]) ?? UNKNOWN_SIGNER
  const ended = kind === releaseSignerExpired ? ` (until ${notAfter.slice(0, 10)})` : ''
  throw new Problem(kind, `${whose}${ended}: ${reasonOf(subIndication).en}; ${advice}`, {
    extensions: { fingerprint, ...(subIndication && { subIndication }) },
  })
}

type Advice = readonly [kind: ProblemKind, advice: string]

const UNKNOWN_SIGNER: Advice = [
  releaseUntrusted,
  'where this is the registry’s certificate, which it tells over a second channel, put it into ' +
    'the folder of trust',
]
const REVOKED: Advice = [
  releaseSignerRevoked,
  'the registry has to sign anew with another certificate; until then use what is locked',
]
const EXPIRED: Advice = [
  releaseSignerExpired,
  'chuan pull takes a newer signature, once the registry has signed with a certificate in force',
]
const ADVICE: Partial<Readonly<Record<SubIndication, Advice>>> = {
  OUT_OF_BOUNDS_NO_POE: EXPIRED,
  EXPIRED,
  REVOKED,
  REVOKED_NO_POE: REVOKED,
  REVOKED_CA_NO_POE: REVOKED,
  TRY_LATER: [
    releaseUntrusted,
    'put a newer revocation list into the folder of trust, or for a certificate that has expired ' +
      'since one of before',
  ],
  NOT_YET_VALID: [releaseUntrusted, 'check the clock of this machine'],
}

/** No key that is known fits: nobody has signed this. */
function broken({ subIndication }: SignatureReport): Problem {
  if (subIndication === 'FORMAT_FAILURE') return malformed('it is no JWS')
  return new Problem(
    releaseUntrusted,
    `the signature does not hold: ${reasonOf(subIndication).en}; ask the registry to sign again`,
    { extensions: subIndication === undefined ? {} : { subIndication } },
  )
}

export interface FetchedVersion {
  readonly ref: string
  readonly id: string
  readonly base: string
  /** SHA-256 of each file of the source, by its name. */
  readonly digests: ReadonlyMap<string, string>
}

/** A release of another version or of other bytes proves nothing. Problem `release-mismatch`. */
export function assertReleaseOf(release: Release, fetched: FetchedVersion): void {
  const { ref, id, base, digests } = fetched
  if (release.ref !== ref || release.id !== id || release.base !== base) {
    throw mismatch(`it is of ${release.id}, not of ${id}`)
  }
  const signed = new Map(release.source.map(({ name, digest }) => [name, digest]))
  const names = new Set([...signed.keys(), ...digests.keys()])
  const others = [...names].filter((name) => signed.get(name) !== digests.get(name))
  if (others.length > 0 || signed.size !== release.source.length) {
    throw mismatch(`${others.join(', ')}: other content was signed than what is there`)
  }
}

function mismatch(detail: string): Problem {
  const advice = 'do not use it, and ask the registry which of the two is right'
  return new Problem(releaseMismatch, `${detail}; ${advice}`)
}

/** Members that are not known are of a later version, and take nothing from what is. */
export function readRelease(text: string): Release {
  const { value = null, issues } = parseJson(text)
  const [wrong] = issues
  if (wrong !== undefined || !isJsonObject(value)) throw malformed('its payload is no JSON object')
  return {
    ref: textIn(value, 'ref'),
    id: textIn(value, 'id'),
    base: textIn(value, 'base'),
    publishedAt: textIn(value, 'publishedAt'),
    source: listIn(value, 'source').map(readFile),
    files: listIn(value, 'files').map(readServed),
  }
}

function readFile(file: JsonObject): ReleaseFile {
  const digest = textIn(file, 'digest')
  if (!/^[0-9a-f]{64}$/u.test(digest)) throw malformed('a digest in it is no SHA-256')
  return { name: textIn(file, 'name'), digest }
}

function readServed(file: JsonObject): ServedFile {
  const bytes = Number(file['bytes'])
  if (!Number.isSafeInteger(bytes)) throw malformed('it has no number of bytes')
  return { ...readFile(file), mediaType: textIn(file, 'mediaType'), bytes }
}

function textIn(object: JsonObject, name: string): string {
  const text = textMember(object, name) ?? ''
  if (text !== '') return text
  throw malformed(`its payload has no ${name}`)
}

function listIn(object: JsonObject, name: string): readonly JsonObject[] {
  const list: JsonValue = object[name] ?? null
  if (Array.isArray(list) && list.every(isJsonObject)) return list as readonly JsonObject[]
  throw malformed(`its payload has no list ${name}`)
}

function malformed(detail: string): Problem {
  return new Problem(releaseMalformed, `${detail}: ask the registry for a whole one`)
}
