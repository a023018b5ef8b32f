/**
 * Reads a policy of acceptance from a file, once or as it is now.
 *
 * @module
 */
import { stat } from 'node:fs/promises'
import type { Policy } from '../validator/index.ts'
import { decodeUtf8, Problem, problems, readPolicy } from '../validator/index.ts'
import { readBytes } from './read-file.ts'
import { type Watched, type WatchOptions, watch } from './watch.ts'

const POLICY_FILE_BYTES_MAX = 1_048_576

/** A policy, and the text that `readPolicy` makes it from, for whoever is in another thread. */
export interface WrittenPolicy {
  readonly policy: Policy
  readonly text: string
}

/** Throws Problem `file-unreadable`, `document-too-large` or `policy-malformed`. */
export async function readPolicyFile(file: string): Promise<Policy> {
  return (await readWritten(file)).policy
}

/** Throws the Problems of `readPolicyFile`, the first time. */
export async function watchPolicyFile(
  file: string,
  options: WatchOptions = {},
): Promise<Watched<WrittenPolicy>> {
  return await watch({ stateOf: () => stateOf(file), read: () => readWritten(file) }, options)
}

async function stateOf(file: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(file)
  return JSON.stringify([size, mtimeMs, ino])
}

async function readWritten(file: string): Promise<WrittenPolicy> {
  const { text } = decodeUtf8(await readBytes(file, POLICY_FILE_BYTES_MAX))
  if (text === undefined) throw new Problem(problems.policyMalformed, `${file}: not UTF-8`)
  try {
    return { policy: readPolicy(text), text }
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    const { kind, message, extensions } = thrown
    throw new Problem(kind, `${file}: ${message}`, { extensions, cause: thrown })
  }
}
