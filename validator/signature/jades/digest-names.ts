/**
 * What JAdES calls the digests that are accepted.
 *
 * @module
 */

/** As in `hashM` and `digAlg`: ETSI TS 119 182-1 §5.2.8.3.3 and §5.2.2. */
const HASHES: ReadonlyMap<string, string> = new Map([
  ['S256', 'sha256'],
  ['S384', 'sha384'],
  ['S512', 'sha512'],
])

/** For node:crypto; undefined for what is not accepted. */
export function hashNamed(name: string | undefined): string | undefined {
  return name === undefined ? undefined : HASHES.get(name)
}
