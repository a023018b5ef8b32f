/**
 * Reads what a JAdES signature has beside the content: ETSI TS 119 182-1.
 *
 * What the signer states is in the protected header. `etsiU`, which is not signed, brings
 * timestamps and evidence that speak for themselves, and nothing else.
 *
 * @module
 */
import { parseJson } from '../../json/parse.ts'
import type { JsonObject, JsonValue } from '../../json-value.ts'
import { isJsonObject, member, objectMember, textMember } from '../../json-value.ts'
import { commitmentIdentifiers } from '../commitment.ts'
import { CERTIFICATE_DIGESTS } from '../jws/certificates.ts'
import type { JwsSignature } from '../jws/parse.ts'

/** Values taken of each kind; a signature with more is made to keep a verifier busy. */
const VALUE_COUNT_MAX = 8

export interface JadesProperties {
  /** §6.3: the certificate is bound by its digest, and the time is stated. */
  readonly isBaseline: boolean
  /** URIs or OIDs of `srCms`. */
  readonly commitments: readonly string[]
  readonly timestamps: readonly Uint8Array[]
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  readonly ocspResponses: readonly Uint8Array[]
}

export function readJadesProperties(signature: JwsSignature): JadesProperties {
  const { header, unprotected = {}, claimedTime } = signature
  const isBound = CERTIFICATE_DIGESTS.some((name) => Object.hasOwn(header, name))
  return {
    isBaseline: isBound && claimedTime !== undefined,
    commitments: readCommitments(header),
    ...readUnsignedProperties(arrayOf(member(unprotected, 'etsiU'))),
  }
}

type UnsignedProperties = Omit<JadesProperties, 'isBaseline' | 'commitments'>

const NO_PROPERTIES: UnsignedProperties = {
  timestamps: [],
  certificates: [],
  crls: [],
  ocspResponses: [],
}

function readUnsignedProperties(elements: readonly JsonValue[]): UnsignedProperties {
  if (elements.length === 0) return NO_PROPERTIES
  const unsigned = elements.slice(0, VALUE_COUNT_MAX).map(readUnsigned)
  const all = (name: string) => unsigned.flatMap((each) => member(each, name) ?? [])
  const revocation = all('rVals').filter(isJsonObject)
  const valuesOf = (objects: readonly JsonObject[], name: string) =>
    decodeAll(objects.flatMap((each) => arrayOf(member(each, name))))
  return {
    timestamps: valuesOf(all('sigTst').filter(isJsonObject), 'tstTokens'),
    certificates: decodeAll(all('xVals').flatMap((each) => certificateOf(each))),
    crls: valuesOf(revocation, 'crlVals'),
    ocspResponses: valuesOf(revocation, 'ocspVals'),
  }
}

/** §5.3.1: an element is base64url of its JSON, or the JSON itself. */
function readUnsigned(element: JsonValue): JsonObject {
  if (isJsonObject(element)) return element
  if (typeof element !== 'string') return {}
  const { value } = parseJson(Buffer.from(element, 'base64url').toString('utf8'))
  return isJsonObject(value) ? value : {}
}

/** §5.2.3: `srCms`, each with `commId.id`. */
function readCommitments(header: JsonObject): readonly string[] {
  const identifiers = arrayOf(member(header, 'srCms'))
    .filter(isJsonObject)
    .flatMap((each) => textMember(objectMember(each, 'commId') ?? {}, 'id') ?? [])
    .slice(0, VALUE_COUNT_MAX)
  return commitmentIdentifiers(identifiers)
}

/** §5.3.5: `xVals` has its certificates under a name of their kind. */
function certificateOf(value: JsonValue): readonly JsonValue[] {
  return isJsonObject(value) ? [member(value, 'x509Cert') ?? value] : []
}

function arrayOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : []
}

/** pkiOb of §5.4.3: base64 in `val`. What is not is left out. */
function decodeAll(values: readonly JsonValue[]): readonly Uint8Array[] {
  return values.slice(0, VALUE_COUNT_MAX).flatMap((value) => {
    const text = isJsonObject(value) ? textMember(value, 'val') : undefined
    const bytes = Buffer.from(text ?? '', 'base64')
    return text !== undefined && bytes.toString('base64') === text ? [new Uint8Array(bytes)] : []
  })
}
