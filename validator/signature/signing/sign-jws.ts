/**
 * Signs bytes as JWS, with the certificate in the header (JAdES B-B shape).
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import { GeneralSign } from 'jose'
import { Problem } from '../../problem.ts'
import { signingKeyUnreadable } from '../../problems.ts'
import type { SigningKey } from './signing-key.ts'

export type JwsSerialization = 'compact' | 'flattened' | 'general'

export interface SignJwsOptions {
  readonly serialization: JwsSerialization
  /** RFC 3339 in UTC; goes into `sigT` (ETSI TS 119 182-1 §5.2.1). */
  readonly claimedTime?: string
}

export async function signJws(
  payload: Uint8Array,
  key: SigningKey,
  { serialization, claimedTime }: SignJwsOptions,
): Promise<string> {
  const { certificate, chain, privateKey } = key
  const sign = new GeneralSign(payload)
  sign
    .addSignature(privateKey, claimedTime === undefined ? {} : { crit: { sigT: true } })
    .setProtectedHeader({
      alg: algorithmFor(privateKey),
      'x5t#S256': Buffer.from(certificate.fingerprint, 'hex').toString('base64url'),
      // RFC 7515 §4.1.6: the signer's first, base64 and not base64url.
      x5c: [certificate, ...chain].map(({ der }) => Buffer.from(der).toString('base64')),
      ...(claimedTime === undefined ? {} : { sigT: claimedTime, crit: ['sigT'] }),
    })
  const general = await sign.sign()
  return serialize(general, serialization)
}

function serialize(
  general: Awaited<ReturnType<GeneralSign['sign']>>,
  serialization: JwsSerialization,
): string {
  const { payload } = general
  const [{ protected: header = '', signature = '' } = {}] = general.signatures
  switch (serialization) {
    case 'compact':
      return `${header}.${payload}.${signature}\n`
    case 'flattened':
      return `${JSON.stringify({ payload, protected: header, signature }, undefined, 2)}\n`
    case 'general':
      return `${JSON.stringify(general, undefined, 2)}\n`
    default:
      return serialization satisfies never
  }
}

const CURVES: Readonly<Record<string, string>> = {
  prime256v1: 'ES256',
  secp384r1: 'ES384',
  secp521r1: 'ES512',
}

/** Thông tư 15/2025/TT-BKHCN: RSASSA-PSS or ECDSA to sign. */
function algorithmFor(key: KeyObject): string {
  const { namedCurve = '' } = key.asymmetricKeyDetails ?? {}
  switch (key.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return 'PS256'
    case 'ed25519':
      return 'Ed25519'
    case 'ec':
      return CURVES[namedCurve] ?? unfit()
    default:
      return unfit()
  }
}

function unfit(): never {
  throw new Problem(signingKeyUnreadable, 'The key is of a kind that cannot sign')
}
