/**
 * The settings of the service; the only file that knows the environment's names.
 *
 * @module
 */
import { BASE_URL_DEFAULT, DOCUMENT_BYTES_MAX, Problem } from '../validator/index.ts'
import { settingMalformed } from './problems.ts'
import { POOL_DEFAULT, type PoolSettings } from './workers/settings.ts'

export interface Config {
  readonly host: string
  readonly port: number
  /** Where identifiers live; recorded at first start and permanent from then on. */
  readonly baseUrl: string
  readonly database: string
  readonly trustFolder?: string
  /** File of what signatures must be to be accepted; absent: what holds is accepted. */
  readonly policyFile?: string
  /** File of the private key that encrypted messages are opened with. */
  readonly decryptionKeyFile?: string
  readonly decryptionKeyPassword?: string
  /** What receipts are signed with. */
  readonly receiptKey?: KeyFiles
  /** What releases are signed with. */
  readonly releaseKey?: KeyFiles
  /** URL of the authority that timestamps them (RFC 3161); absent: they carry none. */
  readonly releaseTimestamps?: string
  /** Whose messages the service sends; absent: it sends none. */
  readonly agency?: Agency
  readonly bodyBytesMax: number
  /** Of the threads that judge large documents. */
  readonly pool: PoolSettings
  readonly log: 'json' | 'off'
}

/** PEM files of a key and of its certificate. */
export interface KeyFiles {
  readonly key: string
  readonly certificate: string
}

/** A state agency, as the head of a message names it. */
export interface Agency {
  /** Identifier in the notation of Quyết định 20/2020/QĐ-TTg, such as `G09`. */
  readonly code: string
  readonly name?: string
}

type Env = Readonly<Record<string, string | undefined>>

/** What each variable is, for the help of whoever sets it. */
export const SETTINGS: readonly (readonly [name: string, meaning: string])[] = [
  ['CHUAN_HOST', 'address to listen on (default 127.0.0.1)'],
  ['CHUAN_PORT', 'TCP port, 0 for any free one (default 8080)'],
  ['CHUAN_BASE_URL', `where identifiers live (default ${BASE_URL_DEFAULT})`],
  ['CHUAN_DATABASE', 'database file (default data/chuan.db)'],
  ['CHUAN_TRUST_DIR', 'folder of certificates whose signatures are believed (default none)'],
  ['CHUAN_POLICY', 'file of what signatures must be to be accepted (default: that they hold)'],
  ['CHUAN_DECRYPT_KEY', 'file of the private key that encrypted messages are opened with (none)'],
  ['CHUAN_KEY_PASSWORD', 'its password (default none)'],
  ['CHUAN_RECEIPT_KEY', 'PEM file of the key that receipts are signed with (default none)'],
  ['CHUAN_RECEIPT_CERT', 'PEM file of its certificate and chain (default none)'],
  ['CHUAN_RELEASE_KEY', 'PEM file of the key that published versions are signed with (none)'],
  ['CHUAN_RELEASE_CERT', 'PEM file of its certificate and chain (default none)'],
  ['CHUAN_RELEASE_TIMESTAMPS', 'URL of a timestamp authority for them, RFC 3161 (default none)'],
  ['CHUAN_AGENCY', 'code of the agency that runs the service, such as G09 (default none)'],
  ['CHUAN_AGENCY_NAME', 'its name (default none)'],
  ['CHUAN_BODY_BYTES_MAX', `largest document taken, in bytes (default ${DOCUMENT_BYTES_MAX})`],
  ['CHUAN_THREADS', `threads that judge large documents (default ${POOL_DEFAULT.threads})`],
  ['CHUAN_QUEUE_MAX', `large documents that may wait (default ${POOL_DEFAULT.queueMax})`],
  ['CHUAN_JUDGING_MS', `longest time for one, in milliseconds (default ${POOL_DEFAULT.timeoutMs})`],
  ['CHUAN_LOG', 'json for a line per request on standard error, or off (default json)'],
]

const PORT_MAX = 65_535

/** Throws Problem `setting-malformed`, naming the variable. */
export function readConfig(env: Env): Config {
  const trustFolder = env['CHUAN_TRUST_DIR'] ?? ''
  const policyFile = env['CHUAN_POLICY'] ?? ''
  const decryptionKeyFile = env['CHUAN_DECRYPT_KEY'] ?? ''
  const decryptionKeyPassword = env['CHUAN_KEY_PASSWORD'] ?? ''
  return {
    host: text(env, 'CHUAN_HOST', '127.0.0.1'),
    port: integer(env, 'CHUAN_PORT', { fallback: 8_080, min: 0, max: PORT_MAX }),
    baseUrl: baseUrl(env, 'CHUAN_BASE_URL', BASE_URL_DEFAULT),
    database: text(env, 'CHUAN_DATABASE', 'data/chuan.db'),
    ...(trustFolder === '' ? {} : { trustFolder }),
    ...(policyFile === '' ? {} : { policyFile }),
    ...(decryptionKeyFile === '' ? {} : { decryptionKeyFile }),
    ...(decryptionKeyPassword === '' ? {} : { decryptionKeyPassword }),
    ...keyFiles(env, 'receiptKey', 'CHUAN_RECEIPT'),
    ...keyFiles(env, 'releaseKey', 'CHUAN_RELEASE'),
    ...timestamps(env),
    ...agency(env),
    bodyBytesMax: integer(env, 'CHUAN_BODY_BYTES_MAX', {
      fallback: DOCUMENT_BYTES_MAX,
      min: 1,
      max: DOCUMENT_BYTES_MAX,
    }),
    pool: {
      threads: integer(env, 'CHUAN_THREADS', { fallback: POOL_DEFAULT.threads, min: 1, max: 64 }),
      queueMax: integer(env, 'CHUAN_QUEUE_MAX', {
        fallback: POOL_DEFAULT.queueMax,
        min: 1,
        max: 10_000,
      }),
      timeoutMs: integer(env, 'CHUAN_JUDGING_MS', {
        fallback: POOL_DEFAULT.timeoutMs,
        min: 100,
        max: 600_000,
      }),
    },
    log: choice(env, 'CHUAN_LOG', ['json', 'off']),
  }
}

function text(env: Env, name: string, fallback: string): string {
  const value = env[name]
  return value === undefined || value === '' ? fallback : value
}

const AGENCY = /^[A-Z]\d{2}(?:\.\d{2,3}){0,3}$/u

function keyFiles<Name extends 'receiptKey' | 'releaseKey'>(
  env: Env,
  name: Name,
  prefix: string,
): { readonly [Key in Name]?: KeyFiles } {
  const [key, certificate] = ['KEY', 'CERT'].map((end) => text(env, `${prefix}_${end}`, ''))
  if (key === '' && certificate === '') return {}
  if (!key || !certificate) {
    throw malformed(`${prefix}_KEY`, `given together with ${prefix}_CERT, each a PEM file`)
  }
  return { [name]: { key, certificate } } as { readonly [Key in Name]?: KeyFiles }
}

function timestamps(env: Env): Pick<Config, 'releaseTimestamps'> {
  const name = 'CHUAN_RELEASE_TIMESTAMPS'
  const releaseTimestamps = text(env, name, '')
  if (releaseTimestamps === '') return {}
  const url = URL.canParse(releaseTimestamps) ? new URL(releaseTimestamps) : undefined
  if (url !== undefined && /^https?:$/u.test(url.protocol) && url.username === '') {
    return { releaseTimestamps }
  }
  throw malformed(name, 'an http or https URL without user and password')
}

function agency(env: Env): Pick<Config, 'agency'> {
  const code = text(env, 'CHUAN_AGENCY', '')
  if (code === '') return {}
  if (!AGENCY.test(code)) throw malformed('CHUAN_AGENCY', 'an agency code such as G09 or H56.14')
  const name = text(env, 'CHUAN_AGENCY_NAME', '')
  return { agency: name === '' ? { code } : { code, name } }
}

interface Range {
  readonly fallback: number
  readonly min: number
  readonly max: number
}

function integer(env: Env, name: string, { fallback, min, max }: Range): number {
  const value = text(env, name, String(fallback))
  const number = /^\d{1,9}$/u.test(value) ? Number(value) : Number.NaN
  if (number >= min && number <= max) return number
  throw malformed(name, `a whole number from ${min} to ${max}, such as ${fallback}`)
}

function baseUrl(env: Env, name: string, fallback: string): string {
  const value = text(env, name, fallback)
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isPlain = url !== undefined && /^https?:$/u.test(url.protocol) && url.search === ''
  if (isPlain && url.hash === '' && url.username === '') return value.replace(/\/+$/u, '')
  throw malformed(name, 'an http or https URL without query, such as https://schemas.example')
}

function choice<Value extends string>(env: Env, name: string, values: readonly Value[]): Value {
  const value = text(env, name, values[0] ?? '')
  const found = values.find((each) => each === value)
  if (found !== undefined) return found
  throw malformed(name, `one of ${values.join(', ')}`)
}

function malformed(name: string, expected: string): Problem {
  return new Problem(settingMalformed, `${name} must be ${expected}`, {
    extensions: { setting: name },
  })
}
