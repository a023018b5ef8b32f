/**
 * Adds a timestamp (RFC 3161) to a JWS, so that it is believed after its certificate has ended:
 * JAdES B-T (ETSI TS 119 182-1 §5.3.4).
 *
 * What an authority answers is looked at before it is kept; whether that authority is trusted is
 * for whoever verifies.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { parseJson } from '../../json/parse.ts'
import { isJsonObject, textMember } from '../../json-value.ts'
import { Problem } from '../../problem.ts'
import { documentUnsignable, timestampUnavailable } from '../../problems.ts'
import type { SubIndication } from '../../verdict.ts'
import { DER, expectTag, membersOf, readDer } from '../asn1/der.ts'
import { encodingOf, smallInteger } from '../asn1/values.ts'
import { integer, octets, oid, sequence, yes } from '../asn1/write.ts'
import { judgeTimestamp } from '../timestamp/judge-timestamp.ts'
import { EMPTY_TRUST_STORE } from '../trust-store.ts'

/** Takes a request to an authority (TimeStampReq) and brings its answer (TimeStampResp). */
export type AskTimestamp = (request: Uint8Array) => Promise<Uint8Array>

/** `jws` is flattened. Throws Problem `timestamp-unavailable` or `document-unsignable`. */
export async function stampJws(jws: string, ask: AskTimestamp, at: Date): Promise<string> {
  const { value } = parseJson(jws)
  const signature = isJsonObject(value) ? textMember(value, 'signature') : undefined
  if (signature === undefined || !isJsonObject(value) || value['header'] !== undefined) {
    throw new Problem(documentUnsignable, 'Only a flattened JWS without a header takes a timestamp')
  }
  const covered = Buffer.from(signature, 'ascii')
  const token = readToken(await ask(timestampRequest(covered)), covered, at)
  const stamp = { sigTst: { tstTokens: [{ val: Buffer.from(token).toString('base64') }] } }
  const etsiU = [Buffer.from(JSON.stringify(stamp)).toString('base64url')]
  return `${JSON.stringify({ ...value, header: { etsiU } }, undefined, 2)}\n`
}

const SHA256 = sequence(oid('2.16.840.1.101.3.4.2.1'))

/** RFC 3161 §2.4.1, with the authority's certificate; no nonce, as no signature is made twice. */
function timestampRequest(covered: Uint8Array): Uint8Array {
  const digest = createHash('sha256').update(covered).digest()
  return sequence(integer(1), sequence(SHA256, octets(digest)), yes)
}

/** RFC 3161 §2.4.2: granted, or granted with modifications. */
const GRANTED_MAX = 1
/** What no trust in the authority would mend. */
const UNUSABLE = new Set<SubIndication>([
  'FORMAT_FAILURE',
  'HASH_FAILURE',
  'SIG_CRYPTO_FAILURE',
  'TIMESTAMP_ORDER_FAILURE',
  'CHAIN_CONSTRAINTS_FAILURE',
])

function readToken(reply: Uint8Array, covered: Uint8Array, at: Date): Uint8Array {
  const token = tokenOf(reply)
  if (token === undefined) throw unavailable('the authority grants none')
  const { subIndication } = judgeTimestamp(token, covered, EMPTY_TRUST_STORE, at)
  if (subIndication === undefined || !UNUSABLE.has(subIndication)) return token
  throw unavailable(`what the authority gives is none of this signature (${subIndication})`)
}

function tokenOf(reply: Uint8Array): Uint8Array | undefined {
  try {
    const [status, token] = membersOf(readDer(reply))
    const [code] = membersOf(status)
    if (smallInteger(code) > GRANTED_MAX || token === undefined) return undefined
    return encodingOf(expectTag(token, DER.sequence))
  } catch {
    // Whatever else it is, it is no timestamp.
    return undefined
  }
}

function unavailable(detail: string): Problem {
  return new Problem(timestampUnavailable, `${detail}: try later, or ask another authority`)
}
