/**
 * A signed trust list in a trust folder: the list, who signs it, and the newest one seen.
 *
 * `trust-list.jws`, `trust-list-signer.pem` and `trust-list.seen.json`. What was seen is
 * written before the list is gone by, so that an older one can never follow; a list is
 * written before it is seen, so that a machine that stops in between leaves a good folder.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Certificate, OpenedTrustList, SeenList } from '../validator/index.ts'
import {
  assertNotOlderList,
  isJsonObject,
  openTrustList,
  Problem,
  parseCertificates,
  parseJson,
  problems,
} from '../validator/index.ts'
import { exclusively } from './exclusively.ts'
import { fileProblem, readBytes } from './read-file.ts'

export const TRUST_LIST_FILE = 'trust-list.jws'
export const TRUST_LIST_SIGNER_FILE = 'trust-list-signer.pem'
const SEEN_FILE = 'trust-list.seen.json'
const LOCK_FILE = 'trust-list.lock'
const ASIDE_EXTENSION = '.new'
const LIST_BYTES_MAX = 10_000_000

/** Undefined where the folder has no list. Throws the Problems of `openTrustList`. */
export async function readTrustListFile(
  folder: string,
  at: Date,
): Promise<OpenedTrustList | undefined> {
  const file = join(folder, TRUST_LIST_FILE)
  const jws = await readIfThere(file)
  if (jws === undefined) {
    await assertNoneSeen(folder)
    return undefined
  }
  try {
    const opened = await openInFolder(folder, jws, at)
    await recordSeen(folder, opened.seen)
    return opened
  } catch (thrown) {
    // A newer one may have been taken since.
    if ((await readIfThere(file)) === jws) throw thrown
    return readTrustListFile(folder, at)
  }
}

/** Certificates that lie beside a list are not what to go by once it is gone. */
async function assertNoneSeen(folder: string): Promise<void> {
  const seen = await readSeen(folder)
  if (seen === undefined) return
  throw new Problem(
    problems.trustListUntrusted,
    `${join(folder, TRUST_LIST_FILE)}: list ${seen.sequence} was here and is gone.\n` +
      '  Put it back, or take a newer one: chuan trust update FILE --trust DIR',
  )
}

/** Made by the reading itself, or there for a moment. */
export function isPassingTrustFile(name: string): boolean {
  return name === SEEN_FILE || name === LOCK_FILE || name.endsWith(ASIDE_EXTENSION)
}

/**
 * A list that `replaceTrustList` would take, and nothing is written. Whoever signs the first
 * list of a folder is who signs its lists: `firstSigner`, where nobody is pinned yet.
 */
export async function openNewTrustList(
  folder: string,
  jws: string,
  at: Date,
  firstSigner?: string,
): Promise<OpenedTrustList> {
  if (firstSigner === undefined || (await isPinned(folder))) return openInFolder(folder, jws, at)
  return openTrustList(jws, parseCertificates(firstSigner) ?? [], at, await readSeen(folder))
}

/** Takes a list that is newer than what the folder has, and nothing else. */
export async function replaceTrustList(
  folder: string,
  jws: string,
  at: Date,
  firstSigner?: string,
): Promise<OpenedTrustList> {
  const opened = await openNewTrustList(folder, jws, at, firstSigner)
  await exclusively(join(folder, LOCK_FILE), async () => {
    assertNotOlderList(opened.seen, await readSeen(folder))
    if (firstSigner !== undefined && !(await isPinned(folder))) {
      writeWhole(join(folder, TRUST_LIST_SIGNER_FILE), firstSigner)
    }
    writeWhole(join(folder, TRUST_LIST_FILE), `${jws.trim()}\n`)
    writeSeen(folder, opened.seen)
  })
  return opened
}

async function isPinned(folder: string): Promise<boolean> {
  return (await readIfThere(join(folder, TRUST_LIST_SIGNER_FILE))) !== undefined
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

/** Throws Problem `trust-list-rolled-back` when a newer one was seen in the meantime. */
async function recordSeen(folder: string, seen: SeenList): Promise<void> {
  const known = await readSeen(folder)
  if (known?.digest === seen.digest) return
  await exclusively(join(folder, LOCK_FILE), async () => {
    assertNotOlderList(seen, await readSeen(folder))
    writeSeen(folder, seen)
  })
}

function writeSeen(folder: string, seen: SeenList): void {
  writeWhole(join(folder, SEEN_FILE), `${JSON.stringify(seen)}\n`)
}

/** All or nothing, also when the machine or the process stops in between. */
function writeWhole(file: string, text: string): void {
  const aside = `${file}.${randomUUID()}${ASIDE_EXTENSION}`
  try {
    writeFileSync(aside, text, { flush: true })
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
