/**
 * Signature algorithms in the form that xml-crypto calls, one for each kind of key.
 *
 * xml-crypto itself knows RSA alone. Thông tư 15/2025/TT-BKHCN wants RSASSA-PSS or ECDSA of
 * whoever signs; RSASSA-PKCS1-v1_5 is for receivers that know no other RSA, by name alone.
 *
 * @module
 */
import type { KeyObject } from 'node:crypto'
import type { SignatureAlgorithm } from 'xml-crypto'
import { Problem } from '../../problem.ts'
import { signingKeyUnreadable } from '../../problems.ts'
import { allowsHash } from '../key-binding.ts'
import type { RemoteSigningKey, SignatureForm } from './remote-key.ts'
import { keyOf, signBytes } from './remote-key.ts'
import type { SigningKey } from './signing-key.ts'

export interface XmlSigningAlgorithm {
  readonly uri: string
  readonly implementation: new () => SignatureAlgorithm
}

const CURVES: Readonly<Record<string, 'sha256' | 'sha384' | 'sha512'>> = {
  prime256v1: 'sha256',
  secp384r1: 'sha384',
  secp521r1: 'sha512',
}
const HASHES = ['sha256', 'sha384', 'sha512'] as const

/** What is never chosen by itself. */
export type LegacyXmlAlgorithm = 'rsa-sha256'

/** Throws Problem `signing-key-unreadable`. */
export function chooseXmlAlgorithm(
  key: SigningKey | RemoteSigningKey,
  legacy?: LegacyXmlAlgorithm,
): XmlSigningAlgorithm {
  const form = legacy === undefined ? formOf(keyOf(key)) : legacyFormOf(keyOf(key))
  const uri = uriOf(form)
  class Implementation implements SignatureAlgorithm {
    getSignature = (signedInfo: unknown): string =>
      signBytes(Buffer.from(String(signedInfo), 'utf8'), form, key).toString('base64')
    verifySignature = (): never => {
      throw new TypeError('this signer does not verify')
    }
    getAlgorithmName = (): string => uri
  }
  return { uri, implementation: Implementation }
}

/** A key that is certified for RSASSA-PSS alone signs nothing else. */
function legacyFormOf(key: KeyObject): SignatureForm {
  if (key.asymmetricKeyType === 'rsa') return { scheme: 'RSASSA-PKCS1-v1_5', hash: 'sha256' }
  throw new Problem(signingKeyUnreadable, 'Only an RSA key signs by rsa-sha256')
}

function formOf(key: KeyObject): SignatureForm {
  switch (key.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return { scheme: 'RSASSA-PSS', hash: HASHES.find((hash) => allowsHash(key, hash)) ?? unfit() }
    case 'ec':
      return {
        scheme: 'ECDSA',
        hash: CURVES[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? unfit(),
      }
    case 'ed25519':
      return { scheme: 'EdDSA' }
    default:
      return unfit()
  }
}

/** RFC 9231 §2.3.2, §2.3.6, §2.3.10 and §2.3.12. */
function uriOf({ scheme, hash }: SignatureForm): string {
  switch (scheme) {
    case 'RSASSA-PSS':
      return `http://www.w3.org/2007/05/xmldsig-more#${hash ?? ''}-rsa-MGF1`
    case 'RSASSA-PKCS1-v1_5':
      return `http://www.w3.org/2001/04/xmldsig-more#rsa-${hash ?? ''}`
    case 'ECDSA':
      return `http://www.w3.org/2001/04/xmldsig-more#ecdsa-${hash ?? ''}`
    case 'EdDSA':
      return 'http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519'
    default:
      return scheme satisfies never
  }
}

function unfit(): never {
  throw new Problem(signingKeyUnreadable, 'The key is of a kind that cannot sign XML')
}
