/**
 * A signed trust list in a trust folder: the list, who signs it, and the newest one seen.
 *
 * `trust-list.jws`, `trust-list-signer.pem` and `trust-list.seen.json`. What was seen is
 * written before the list is gone by, so that an older one can never follow.
 *
 * @module
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Certificate, OpenedTrustList, SeenList } from '../validator/index.ts'
import {
  isJsonObject,
  openTrustList,
  Problem,
  parseCertificates,
  parseJson,
  problems,
} from '../validator/index.ts'
import { fileProblem, readBytes } from './read-file.ts'

export const TRUST_LIST_FILE = 'trust-list.jws'
export const TRUST_LIST_SIGNER_FILE = 'trust-list-signer.pem'
const SEEN_FILE = 'trust-list.seen.json'
const LIST_BYTES_MAX = 10_000_000

/** Undefined where the folder has no list. Throws the Problems of `openTrustList`. */
export async function readTrustListFile(
  folder: string,
  at: Date,
): Promise<OpenedTrustList | undefined> {
  const jws = await readIfThere(join(folder, TRUST_LIST_FILE))
  if (jws === undefined) return undefined
  const opened = await openInFolder(folder, jws, at)
  await writeSeen(folder, opened.seen)
  return opened
}

/**
 * Takes a list that is newer than what the folder has, and nothing else. Whoever signs the
 * first list of a folder is who signs its lists: `firstSigner`, where nobody is pinned yet.
 */
export async function replaceTrustList(
  folder: string,
  jws: string,
  at: Date,
  firstSigner?: string,
): Promise<OpenedTrustList> {
  const file = join(folder, TRUST_LIST_SIGNER_FILE)
  const isFirst = firstSigner !== undefined && (await readIfThere(file)) === undefined
  const opened = isFirst
    ? await openTrustList(jws, parseCertificates(firstSigner) ?? [], at, await readSeen(folder))
    : await openInFolder(folder, jws, at)
  if (isFirst) writeWhole(file, firstSigner)
  await writeSeen(folder, opened.seen)
  writeWhole(join(folder, TRUST_LIST_FILE), `${jws.trim()}\n`)
  return opened
}

/** None where nobody is pinned yet. */
export async function readTrustListSigners(folder: string): Promise<readonly Certificate[]> {
  const pem = await readIfThere(join(folder, TRUST_LIST_SIGNER_FILE))
  return parseCertificates(pem ?? '') ?? []
}

async function openInFolder(folder: string, jws: string, at: Date): Promise<OpenedTrustList> {
  const signers = await readTrustListSigners(folder)
  if (signers.length === 0) {
    throw new Problem(
      problems.trustListUntrusted,
      `${join(folder, TRUST_LIST_SIGNER_FILE)}: no certificate of who signs the list`,
    )
  }
  return openTrustList(jws, signers, at, await readSeen(folder))
}

async function readSeen(folder: string): Promise<SeenList | undefined> {
  const text = await readIfThere(join(folder, SEEN_FILE))
  if (text === undefined) return undefined
  const { value } = parseJson(text)
  const { sequence, digest } = isJsonObject(value) ? value : {}
  if (Number.isSafeInteger(sequence) && typeof digest === 'string') {
    return { sequence: Number(sequence), digest }
  }
  // What was seen cannot be told: no list is known to be newer.
  throw new Problem(problems.trustListMalformed, `${join(folder, SEEN_FILE)}: it is damaged`)
}

async function writeSeen(folder: string, seen: SeenList): Promise<void> {
  const before = await readSeen(folder)
  if (before?.digest === seen.digest) return
  writeWhole(join(folder, SEEN_FILE), `${JSON.stringify(seen)}\n`)
}

/** All or nothing, also when the machine or the process stops in between. */
function writeWhole(file: string, text: string): void {
  const aside = `${file}.${process.pid}.new`
  try {
    writeFileSync(aside, text)
    renameSync(aside, file)
  } catch (thrown) {
    rmSync(aside, { force: true })
    throw fileProblem(file, thrown)
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await readBytes(file, LIST_BYTES_MAX))
  } catch (thrown) {
    const { cause } = thrown as { readonly cause?: { readonly code?: string } }
    if (cause?.code === 'ENOENT') return undefined
    throw thrown
  }
}
