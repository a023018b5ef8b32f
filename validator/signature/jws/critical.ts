/**
 * What a header calls critical (RFC 7515 §4.1.11): all of it is understood, or the JWS is refused.
 *
 * @module
 */
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { isJsonObject, member } from '../../json-value.ts'
import type { Bilingual } from '../../verdict.ts'
import { isSigningTime } from './claimed-time.ts'

/**
 * RFC 7797 §3, and ETSI TS 119 182-1 §5.2, whose parameters signers call critical without
 * exception. Place and role (`sigPl`, `srAts`) are claims that change nothing of what is
 * signed. The form of `sigD` is looked at where the content is.
 */
const UNDERSTOOD: ReadonlyMap<string, (value: JsonValue) => boolean> = new Map([
  ['b64', (value) => typeof value === 'boolean'],
  ['sigT', isSigningTime],
  ['x5t#o', isJsonObject],
  ['sigX5ts', Array.isArray],
  ['srCms', Array.isArray],
  ['sigPl', isJsonObject],
  ['srAts', Array.isArray],
  ['sigD', () => true],
])
/** Of the same text, and so no words of a stranger's: they may be repeated. */
const NOT_UNDERSTOOD: readonly JsonValue[] = ['adoTst', 'sigPId']

/** Undefined when nothing is wrong with it. */
export function criticalFault(header: JsonObject): Bilingual | undefined {
  const critical = member(header, 'crit')
  const names: readonly JsonValue[] = Array.isArray(critical) ? critical : []
  if (critical !== undefined) {
    const unknown = names.find((name) => typeof name !== 'string' || !UNDERSTOOD.has(name))
    if (names.length === 0 || unknown !== undefined) return unknownFault(unknown)
    if (new Set(names).size < names.length) return malformed('crit')
    const wrong = names.find((name) => !isUnderstood(header, `${name}`))
    if (wrong !== undefined) return malformed(`${wrong}`)
  }
  // TS 119 182-1 §5.2.8: to who does not know sigD, something else would be signed. RFC 7797
  // §6: a reader that does not know b64 must stop.
  const missing = ['sigD', 'b64'].find(
    (name) => Object.hasOwn(header, name) && !names.includes(name),
  )
  if (missing === undefined) return undefined
  return { vi: `${missing} phải có trong crit`, en: `${missing} must be listed in crit` }
}

function isUnderstood(header: JsonObject, name: string): boolean {
  return Object.hasOwn(header, name) && UNDERSTOOD.get(name)?.(header[name] ?? null) === true
}

function unknownFault(name: JsonValue | undefined): Bilingual {
  const known = NOT_UNDERSTOOD.includes(name ?? null) ? ` (${name})` : ''
  return {
    vi: `crit nêu tham số không hỗ trợ${known}`,
    en: `crit names a parameter that is not known${known}`,
  }
}

function malformed(name: string): Bilingual {
  return { vi: `thành viên ${name} sai dạng`, en: `member ${name} is malformed` }
}
