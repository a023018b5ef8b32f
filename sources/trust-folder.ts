/**
 * Reads a folder of certificates and revocation lists: what a verification may trust.
 *
 * Every `.pem`, `.crt`, `.cer` and `.der` file directly in the folder is a certificate,
 * every `.crl` a revocation list, every `.ocsp` an OCSP response; what each is good for
 * is decided by the validator.
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
/** The largest lists of public CAs have some tens of megabytes. */
const REVOCATION_FILE_BYTES_MAX = 67_108_864

/** Throws Problem `file-unreadable` when there is no such folder or no certificate in it. */
export async function readTrustFolder(folder: string): Promise<TrustStore> {
  const names = await listFolder(folder)
  const certificates = names.filter((name) => EXTENSIONS.has(extname(name).toLowerCase())).sort()
  if (certificates.length === 0) {
    throw new Problem(fileUnreadable, `${folder}: no certificate in it (.pem, .crt, .cer or .der)`)
  }
  const readAll = (files: readonly string[], bytesMax: number) =>
    Promise.all(files.map((name) => readBytes(join(folder, name), bytesMax)))
  const withExtension = (extension: string) =>
    names.filter((name) => extname(name).toLowerCase() === extension).sort()
  const [files, crls, ocspResponses] = await Promise.all([
    readAll(certificates, CERTIFICATE_FILE_BYTES_MAX),
    readAll(withExtension('.crl'), REVOCATION_FILE_BYTES_MAX),
    readAll(withExtension('.ocsp'), REVOCATION_FILE_BYTES_MAX),
  ])
  return createTrustStore(files, { crls, ocspResponses })
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (thrown) {
    throw fileProblem(folder, thrown)
  }
}
