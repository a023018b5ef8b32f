/**
 * What the types of the definitions inside a schema are called.
 *
 * @module
 */
import type { JsonObject } from '../validator/index.ts'
import { isJsonObject, objectMember } from '../validator/index.ts'
import { toPascalCase } from './type-names.ts'

/** By key, what comes after the name of the whole; two keys never have the same. */
export function definitionEndings(document: JsonObject): ReadonlyMap<string, string> {
  const endings = new Map<string, string>()
  const taken = new Set<string>()
  for (const [key, schema] of Object.entries(objectMember(document, '$defs') ?? {})) {
    if (!isJsonObject(schema)) continue
    const ending = toPascalCase(key)
    let free = ending
    for (let count = 2; taken.has(free); count += 1) free = `${ending}_${count}`
    taken.add(free)
    endings.set(key, free)
  }
  return endings
}
