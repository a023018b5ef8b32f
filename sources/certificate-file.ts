/**
 * Reads a file of certificates, and says which file it is that has none.
 *
 * @module
 */
import { createTrustStore, Problem, problems } from '../validator/index.ts'
import { readBytes } from './read-file.ts'

const CERTIFICATE_FILE_BYTES_MAX = 1_048_576
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/u

/** PEM or DER as it is; throws Problem `file-unreadable` or `certificate-unreadable`. */
export async function readCertificateFile(file: string): Promise<Uint8Array> {
  const bytes = await readBytes(file, CERTIFICATE_FILE_BYTES_MAX)
  try {
    createTrustStore([bytes])
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const isKey = PRIVATE_KEY.test(Buffer.from(bytes).toString('latin1'))
    const found = isKey ? 'it is a private key' : 'it is neither PEM nor DER of one'
    const detail = `${file}: no certificate in it; ${found}`
    throw new Problem(problems.certificateUnreadable, detail, { cause: thrown })
  }
  return bytes
}
