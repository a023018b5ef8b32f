/**
 * Adds certificates to the signed trust list of a folder, or signs it anew without any.
 *
 * Everything that is missing is said at once, and nothing is written before all is there.
 *
 * @module
 */
import { mkdir } from 'node:fs/promises'
import {
  fileProblem,
  readTrustListFile,
  readTrustListSigners,
  replaceTrustList,
  TRUST_LIST_FILE,
  TRUST_LIST_SIGNER_FILE,
} from '../sources/index.ts'
import type { Bilingual, RemoteSigningKey, SigningKey, TrustList } from '../validator/index.ts'
import { Problem, parseDate, problems, signJws, type TrustRole } from '../validator/index.ts'
import type { Command, CommandLine } from './command.ts'
import { wrongUsage } from './command.ts'
import type { Io } from './io.ts'
import { languageOf } from './io.ts'
import { chooseKey } from './signing-key.ts'
import { withWholeFiles } from './stop.ts'
import { formatChanges } from './trust-changes.ts'
import { type EntryTerms, entriesFrom, mergeEntries } from './trust-entries.ts'

const DAY_MS = 86_400_000
export const VALID_DAYS_DEFAULT = 90
const VALID_DAYS_MAX = 3_650

export interface TrustAddition {
  readonly command: Command
  /** Of certificates. */
  readonly files: readonly string[]
  readonly folder: string
  readonly line: CommandLine
}

export async function addToTrustList(addition: TrustAddition, io: Io): Promise<number> {
  const { command, files, folder, line } = addition
  const at = io.now()
  const before = (await readTrustListFile(folder, at))?.list
  assertComplete(addition, before)
  const terms = termsOf(addition)
  const valid = validDays(addition)
  const readKey = isRehearsal(line) ? undefined : chooseKey(command, line, io)
  const added = await entriesFrom(files, terms)
  const next: TrustList = {
    sequence: (before?.sequence ?? 0) + 1,
    issued: toSecond(at),
    nextUpdate: toSecond(new Date(at.getTime() + valid * DAY_MS)),
    operator: line.text('operator') ?? before?.operator ?? '',
    certificates: mergeEntries(before?.certificates ?? [], added),
  }
  assertDays(command, next)
  const language = languageOf(line.text('lang'), io.env)
  io.out(formatChanges(before, next, language))
  if (readKey === undefined) {
    io.out(REHEARSED[language])
    return 0
  }
  const key = await readKey()
  await assertSigner(folder, key)
  const jws = await signList(next, key, at)
  await makeFolder(folder)
  const signer = key.certificate.x509.toString()
  const { list } = await withWholeFiles(io, () => replaceTrustList(folder, jws, at, signer))
  const { length: count } = list.certificates
  const certificates = count === 1 ? '1 certificate' : `${count} certificates`
  const name = `${folder}/${TRUST_LIST_FILE}`
  io.out(`${name}: list ${list.sequence}, ${certificates}, until ${list.nextUpdate}\n`)
  if (before === undefined) io.out(firstListNote(folder)[language])
  return 0
}

export function isRehearsal(line: CommandLine): boolean {
  return line.flag('dry-run')
}

export const REHEARSED: Bilingual = {
  vi: 'Chưa ký và chưa ghi gì (--dry-run).\n',
  en: 'Nothing was signed or written (--dry-run).\n',
}

function firstListNote(folder: string): Bilingual {
  const signer = `${folder}/${TRUST_LIST_SIGNER_FILE}`
  return {
    vi: `${signer}: người ký danh sách từ nay; hãy chuyển cho đối tác qua một kênh khác.\n`,
    en: `${signer}: who signs the list from now on; give it to partners over a second channel.\n`,
  }
}

function assertComplete({ command, files, line }: TrustAddition, before?: TrustList): void {
  const isFirst = before === undefined
  const isMissing = (...names: readonly string[]) =>
    names.every((name) => (line.text(name) ?? '') === '')
  const missing = [
    ...(isFirst && files.length === 0 ? ['CERT: the file of a certificate to be trusted'] : []),
    ...((isFirst || files.length > 0) && isMissing('source')
      ? ['--source TEXT: where the certificate was obtained and how it was checked']
      : []),
    ...(isFirst && isMissing('operator') ? ['--operator NAME: who answers for the list'] : []),
    ...(!isRehearsal(line) && isMissing('key', 'pkcs12', 'pkcs11', 'signer-command')
      ? ['--key FILE --cert FILE: who signs the list (or --pkcs12, --pkcs11, --signer-command)']
      : []),
  ]
  if (missing.length === 0) return
  const head = isFirst ? 'The first list of a folder needs more' : 'The list needs more'
  throw wrongUsage(command, [`${head}:`, ...missing.map((each) => `  ${each}`)].join('\n  '))
}

function termsOf({ line }: TrustAddition): EntryTerms {
  const day = (name: string) => {
    const written = line.text(name)
    return written === undefined ? undefined : parseDate(written)
  }
  return {
    source: line.text('source') ?? '',
    role: line.text('role') as TrustRole | undefined,
    root: line.text('root'),
    from: day('from'),
    until: day('until'),
  }
}

/** A certificate that is never trusted is a mistake of who adds it. */
function assertDays(command: Command, { certificates }: TrustList): void {
  for (const { from, until, fingerprint } of certificates) {
    if (from === undefined || until === undefined || from <= until) continue
    throw wrongUsage(command, `${fingerprint}: its trust ends on ${until}, before ${from}`)
  }
}

function validDays({ command, line }: TrustAddition): number {
  const days = Number(line.text('valid-days') ?? VALID_DAYS_DEFAULT)
  if (Number.isInteger(days) && days >= 1 && days <= VALID_DAYS_MAX) return days
  throw wrongUsage(command, `--valid-days is a number of days, 1 to ${VALID_DAYS_MAX}`)
}

/** Before anything is signed: a list by another than before would be refused by everybody. */
async function assertSigner(folder: string, key: SigningKey | RemoteSigningKey): Promise<void> {
  const signers = await readTrustListSigners(folder)
  const { fingerprint } = key.certificate
  if (signers.length === 0 || signers.some((each) => each.fingerprint === fingerprint)) return
  const file = `${folder}/${TRUST_LIST_SIGNER_FILE}`
  throw new Problem(
    problems.trustListUntrusted,
    `${file} does not have the certificate of this key.\n` +
      '  Sign by the key of who signs this list, or put its certificate beside the old one first',
  )
}

function toSecond(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/u, 'Z')
}

function signList(list: TrustList, key: SigningKey | RemoteSigningKey, at: Date): Promise<string> {
  const payload = Buffer.from(JSON.stringify(list))
  return signJws(payload, key, { serialization: 'compact', claimedTime: toSecond(at) })
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (thrown) {
    throw fileProblem(folder, thrown)
  }
}
