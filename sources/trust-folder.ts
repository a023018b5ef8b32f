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
import { createTrustStore, Problem, readableRevocation, trustStoreOf } from '../validator/index.ts'
import { readCertificateFile } from './certificate-file.ts'
import { fileUnreadable } from './problems.ts'
import { fileProblem, readBytes } from './read-file.ts'
import { readTrustListFile, TRUST_LIST_SIGNER_FILE } from './trust-list-file.ts'

const EXTENSIONS = new Set(['.pem', '.crt', '.cer', '.der'])
/** The largest lists of public CAs have some tens of megabytes. */
const REVOCATION_FILE_BYTES_MAX = 67_108_864

/**
 * Where the folder has a signed trust list, that alone says which certificates are trusted.
 *
 * Throws Problem `file-unreadable` when there is no such folder or no certificate in it, and
 * the Problems of `openTrustList`.
 */
export async function readTrustFolder(folder: string, at: Date): Promise<TrustStore> {
  const names = await listFolder(folder)
  const opened = await readTrustListFile(folder, at)
  const revocation = await readRevocation(folder, names)
  if (opened !== undefined) return { ...trustStoreOf(opened.list), ...revocation }
  const certificates = names.filter(isCertificateFile).sort()
  if (certificates.length === 0) {
    throw new Problem(
      fileUnreadable,
      `${folder}: no certificate in it (.pem, .crt, .cer or .der), and no trust list.\n` +
        '  Put a certificate in, or start a list: chuan trust add CERT --trust DIR',
    )
  }
  const paths = certificates.map((name) => join(folder, name))
  const files = await Promise.all(paths.map(readCertificateFile))
  return createTrustStore(files, revocation)
}

function isCertificateFile(name: string): boolean {
  return EXTENSIONS.has(extname(name).toLowerCase()) && name !== TRUST_LIST_SIGNER_FILE
}

async function readRevocation(
  folder: string,
  names: readonly string[],
): Promise<{
  readonly crls: readonly Uint8Array[]
  readonly ocspResponses: readonly Uint8Array[]
}> {
  const withExtension = (extension: string) =>
    names.filter((name) => extname(name).toLowerCase() === extension).sort()
  const [crls, ocspResponses] = await Promise.all([
    readAll(folder, withExtension('.crl'), REVOCATION_FILE_BYTES_MAX),
    readAll(folder, withExtension('.ocsp'), REVOCATION_FILE_BYTES_MAX),
  ])
  return readableRevocation({ crls, ocspResponses })
}

function readAll(folder: string, files: readonly string[], bytesMax: number) {
  return Promise.all(files.map((name) => readBytes(join(folder, name), bytesMax)))
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (thrown) {
    throw fileProblem(folder, thrown)
  }
}
