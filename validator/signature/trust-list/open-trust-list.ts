/**
 * Opens a signed trust list: by whom, of which shape, and not older than one seen before.
 *
 * Fails closed. A list that cannot be gone by is no reason to go by another.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { isFullDate } from '../../date.ts'
import { parseJson } from '../../json/parse.ts'
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { isJsonObject, textMember } from '../../json-value.ts'
import { Problem } from '../../problem.ts'
import { trustListMalformed, trustListRolledBack, trustListUntrusted } from '../../problems.ts'
import type { Certificate } from '../certificate.ts'
import { openJws } from '../jws/open.ts'
import type { TrustList, TrustListEntry } from './trust-list.ts'
import { certificateOf } from './trust-list.ts'

/** The newest list that was ever gone by. */
export interface SeenList {
  readonly sequence: number
  /** SHA-256 of the signed form, lower-case hexadecimal. */
  readonly digest: string
}

export interface OpenedTrustList {
  readonly list: TrustList
  readonly seen: SeenList
  /** When the last certificate that its signer is known by expires. */
  readonly signerExpires: Date
}

/**
 * `signers` are believed as they are, while their certificates are in force.
 *
 * Throws Problem `trust-list-untrusted`, `trust-list-malformed` or `trust-list-rolled-back`.
 */
export async function openTrustList(
  jws: string,
  signers: readonly Certificate[],
  at: Date,
  seen?: SeenList,
): Promise<OpenedTrustList> {
  const trust = { anchors: [], intermediates: [], pinned: signers }
  const { payload, reports } = await openJws(jws, trust, at)
  const refused = reports.find(({ indication }) => indication !== 'TOTAL_PASSED')
  if (payload === undefined || refused !== undefined) {
    const isStranger = refused?.subIndication === 'NO_CERTIFICATE_CHAIN_FOUND'
    const detail = isStranger ? 'Another has signed it than who signs the lists here' : undefined
    throw new Problem(trustListUntrusted, detail ?? refused?.message.en ?? 'It is not signed')
  }
  const list = readTrustList(Buffer.from(payload).toString('utf8'))
  const own = { sequence: list.sequence, digest: sha256(jws.trim()) }
  assertNotOlderList(own, seen)
  const latest = Math.max(...signers.map(({ notAfter }) => notAfter.getTime()))
  return { list, seen: own, signerExpires: new Date(latest) }
}

/** Throws Problem `trust-list-rolled-back`. */
export function assertNotOlderList(own: SeenList, seen: SeenList | undefined): void {
  if (seen === undefined || own.sequence > seen.sequence) return
  if (own.sequence < seen.sequence) {
    throw new Problem(
      trustListRolledBack,
      `It is list ${own.sequence}, and list ${seen.sequence} was seen before`,
    )
  }
  if (own.digest === seen.digest) return
  throw new Problem(trustListRolledBack, `There are two different lists ${own.sequence}`)
}

function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}

const MEMBERS = ['sequence', 'issued', 'nextUpdate', 'operator', 'certificates']
const ENTRY_MEMBERS = ['certificate', 'fingerprint', 'role', 'root', 'from', 'until', 'source']
const ROLES = ['anchor', 'intermediate', 'pinned']

/** Throws Problem `trust-list-malformed`, which names the place by a JSON Pointer. */
export function readTrustList(text: string): TrustList {
  const { value = null, issues } = parseJson(text)
  const [broken] = issues
  if (broken !== undefined) throw malformed('', broken.message.en)
  const list = members(value, '', MEMBERS)
  const { sequence, certificates } = list
  if (!Number.isSafeInteger(sequence) || Number(sequence) < 1) {
    throw malformed('/sequence', 'a whole number from 1')
  }
  const [issued, nextUpdate] = [timeIn(list, 'issued'), timeIn(list, 'nextUpdate')]
  if (new Date(nextUpdate) <= new Date(issued)) throw malformed('/nextUpdate', 'a later time')
  if (!Array.isArray(certificates)) throw malformed('/certificates', 'a list')
  const entries = (certificates as readonly JsonValue[]).map(readEntry)
  if (new Set(entries.map(({ fingerprint }) => fingerprint)).size < entries.length) {
    throw malformed('/certificates', 'each certificate once')
  }
  const operator = textIn(list, '', 'operator')
  return { sequence: Number(sequence), issued, nextUpdate, operator, certificates: entries }
}

function readEntry(value: JsonValue, index: number): TrustListEntry {
  const at = `/certificates/${index}`
  const entry = members(value, at, ENTRY_MEMBERS)
  const text = (name: string) => textIn(entry, at, name)
  const day = (name: 'from' | 'until') => dayIn(entry, at, name)
  const role = text('role') as TrustListEntry['role']
  if (!ROLES.includes(role)) throw malformed(`${at}/role`, `one of ${ROLES.join(', ')}`)
  const root = entry['root'] === undefined ? {} : { root: text('root') }
  const read: TrustListEntry = {
    certificate: text('certificate'),
    fingerprint: text('fingerprint'),
    role,
    ...root,
    ...day('from'),
    ...day('until'),
    source: text('source'),
  }
  assertCertificate(read, at)
  return read
}

function assertCertificate(entry: TrustListEntry, at: string): void {
  const certificate = certificateOf(entry)
  if (certificate === undefined) throw malformed(`${at}/certificate`, 'a certificate in base64')
  if (certificate.fingerprint !== entry.fingerprint) {
    throw malformed(`${at}/fingerprint`, 'the SHA-256 of the certificate beside it')
  }
  if (entry.role !== 'pinned' && !certificate.isCa) {
    throw malformed(`${at}/role`, 'pinned: the certificate is no CA')
  }
}

function members(value: JsonValue, at: string, known: readonly string[]): JsonObject {
  if (!isJsonObject(value)) throw malformed(at, 'an object')
  if (Object.keys(value).every((each) => known.includes(each))) return value
  throw malformed(at, `only the members ${known.join(', ')}`)
}

function textIn(object: JsonObject, at: string, name: string): string {
  const written = textMember(object, name) ?? ''
  if (written !== '' && !CONTROLS.test(written)) return written
  throw malformed(`${at}/${name}`, 'a text of one line that is not empty')
}

/** What could make a list look like another on a screen. */
const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

function timeIn(object: JsonObject, name: string): string {
  const written = textIn(object, '', name)
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/u.test(written)
  if (isTime && !Number.isNaN(new Date(written).getTime())) return written
  throw malformed(`/${name}`, 'a time in UTC, such as 2026-11-24T00:00:00Z')
}

function dayIn<Name extends 'from' | 'until'>(
  object: JsonObject,
  at: string,
  name: Name,
): { readonly [Key in Name]?: string } {
  if (object[name] === undefined) return {}
  const written = textIn(object, at, name)
  if (isFullDate(written)) return { [name]: written } as { readonly [Key in Name]?: string }
  throw malformed(`${at}/${name}`, 'a day, YYYY-MM-DD')
}

function malformed(at: string, expected: string): Problem {
  const place = at === '' ? 'The trust list' : `${at} of the trust list`
  return new Problem(trustListMalformed, `${place} is not what was expected: ${expected}`, {
    extensions: { at },
  })
}
