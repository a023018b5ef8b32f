/**
 * Fetches signed releases from a registry, as they are: what is in them is for others to judge.
 *
 * @module
 */
import type { SchemaRef } from '../validator/index.ts'
import {
  formatSchemaRef,
  formatVersion,
  RELEASE_BYTES_MAX,
  RELEASE_FILE,
} from '../validator/index.ts'
import { registryUrl } from './catalogue-registry.ts'
import { type FetchOptions, fetchTextIfThere } from './fetch-json.ts'

/** For all of them together. */
const TIMEOUT_MS = 60_000
const AT_ONCE = 8

/** By `path@version`; a version that has none is not in it. Throws `registry-unreachable`. */
export async function fetchReleases(
  registry: string,
  refs: readonly SchemaRef[],
  { env = {}, timeoutMs = TIMEOUT_MS }: Pick<FetchOptions, 'env' | 'timeoutMs'> = {},
): Promise<ReadonlyMap<string, string>> {
  const failed = new AbortController()
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), failed.signal])
  const options = { env, timeoutMs, bytesMax: RELEASE_BYTES_MAX, signal }
  const found = new Map<string, string>()
  const waiting = refs.values()
  const fetchThem = async () => {
    for (const ref of waiting) {
      const path = `schemas/${ref.path}/${formatVersion(ref)}/${RELEASE_FILE}`
      const text = await fetchTextIfThere(registryUrl(registry, path), options)
      if (text !== undefined) found.set(formatSchemaRef(ref), text)
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, fetchThem))
    return found
  } finally {
    // Where one has failed, nobody waits for the others.
    failed.abort()
  }
}
