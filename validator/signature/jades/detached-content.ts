/**
 * What a JWS without a payload signs: the content that came beside it.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { member } from '../../json-value.ts'
import type { SubIndication } from '../../verdict.ts'

export interface DetachedContent {
  /** What is judged when it is signed: the body of the request, or the file. */
  readonly body: Uint8Array
  /** Further objects, by the URI that `sigD` has for them. */
  readonly objects?: Readonly<Record<string, Uint8Array>>
  /** The HTTP message that the body came in. */
  readonly http?: HttpMessage
}

export interface HttpMessage {
  readonly method: string
  /** As in the request line: path and query. */
  readonly target: string
  /** Names in lower case; several values of one name joined by a comma and a space. */
  readonly headers: Readonly<Record<string, string>>
}

/** What stands for the payload when the signature value is computed. */
export type DetachedPayload =
  | { readonly message: string | Uint8Array }
  | { readonly fault: SubIndication }

/** A list of texts that is not empty; undefined for anything else. */
export function textsOf(object: JsonObject, name: string): readonly string[] | undefined {
  const value = member(object, name)
  const list: readonly JsonValue[] = Array.isArray(value) ? value : []
  const isText = (each: JsonValue): each is string => typeof each === 'string'
  return list.length > 0 && list.every(isText) ? list : undefined
}
