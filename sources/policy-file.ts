/**
 * Reads a policy of acceptance from a file.
 *
 * @module
 */
import type { Policy } from '../validator/index.ts'
import { decodeUtf8, Problem, problems, readPolicy } from '../validator/index.ts'
import { readBytes } from './read-file.ts'

const POLICY_FILE_BYTES_MAX = 1_048_576

/** Throws Problem `file-unreadable`, `document-too-large` or `policy-malformed`. */
export async function readPolicyFile(file: string): Promise<Policy> {
  const { text } = decodeUtf8(await readBytes(file, POLICY_FILE_BYTES_MAX))
  if (text === undefined) throw new Problem(problems.policyMalformed, `${file}: not UTF-8`)
  try {
    return readPolicy(text)
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const { kind, message, extensions } = thrown
    throw new Problem(kind, `${file}: ${message}`, { extensions, cause: thrown })
  }
}
