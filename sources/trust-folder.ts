/**
 * Reads a folder of certificates: what a verification may trust.
 *
 * Every `.pem`, `.crt`, `.cer` and `.der` file directly in the folder counts;
 * what each certificate is trusted for is decided by the validator.
 *
 * @module
 */
import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { TrustStore } from '../validator/index.ts'
import { createTrustStore, Problem } from '../validator/index.ts'
import { fileUnreadable } from './problems.ts'
import { fileProblem, readBytes } from './read-file.ts'

const EXTENSIONS = new Set(['.pem', '.crt', '.cer', '.der'])
const CERTIFICATE_FILE_BYTES_MAX = 1_048_576

/** Throws Problem `file-unreadable` when there is no such folder or no certificate in it. */
export async function readTrustFolder(folder: string): Promise<TrustStore> {
  const names = await listFolder(folder)
  const certificates = names.filter((name) => EXTENSIONS.has(extname(name).toLowerCase())).sort()
  if (certificates.length === 0) {
    throw new Problem(fileUnreadable, `${folder}: no certificate in it (.pem, .crt, .cer or .der)`)
  }
  return createTrustStore(
    await Promise.all(
      certificates.map((name) => readBytes(join(folder, name), CERTIFICATE_FILE_BYTES_MAX)),
    ),
  )
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (thrown) {
    throw fileProblem(folder, thrown)
  }
}
