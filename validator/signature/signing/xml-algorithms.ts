/**
 * Signature algorithms in the form that xml-crypto calls, one for each kind of key.
 *
 * xml-crypto itself knows RSA alone. Thông tư 15/2025/TT-BKHCN wants
 * RSASSA-PSS or ECDSA of whoever signs.
 *
 * @module
 */
import { constants, type KeyObject, sign } from 'node:crypto'
import type { SignatureAlgorithm } from 'xml-crypto'
import { Problem } from '../../problem.ts'
import { signingKeyUnreadable } from '../../problems.ts'
import { allowsHash } from '../key-binding.ts'

type Hash = 'sha256' | 'sha384' | 'sha512'

export interface XmlSigningAlgorithm {
  readonly uri: string
  readonly implementation: new () => SignatureAlgorithm
}

const CURVES: Readonly<Record<string, Hash>> = {
  prime256v1: 'sha256',
  secp384r1: 'sha384',
  secp521r1: 'sha512',
}
const HASHES = ['sha256', 'sha384', 'sha512'] as const

/** RFC 9231 §2.3.6, §2.3.10 and §2.3.12. Throws Problem `signing-key-unreadable`. */
export function chooseXmlAlgorithm(key: KeyObject): XmlSigningAlgorithm {
  switch (key.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss':
      return pss(HASHES.find((hash) => allowsHash(key, hash)) ?? unfit())
    case 'ec':
      return ecdsa(CURVES[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? unfit())
    case 'ed25519':
      return define('http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519', (bytes, privateKey) =>
        sign(null, bytes, privateKey),
      )
    default:
      return unfit()
  }
}

function pss(hash: Hash): XmlSigningAlgorithm {
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants
  const uri = `http://www.w3.org/2007/05/xmldsig-more#${hash}-rsa-MGF1`
  return define(uri, (bytes, key) => sign(hash, bytes, { key, padding, saltLength }))
}

function ecdsa(hash: Hash): XmlSigningAlgorithm {
  const uri = `http://www.w3.org/2001/04/xmldsig-more#ecdsa-${hash}`
  return define(uri, (bytes, key) => sign(hash, bytes, { key, dsaEncoding: 'ieee-p1363' }))
}

function define(uri: string, make: (bytes: Buffer, key: KeyObject) => Buffer): XmlSigningAlgorithm {
  class Implementation implements SignatureAlgorithm {
    getSignature = (signedInfo: unknown, privateKey: unknown): string =>
      make(Buffer.from(String(signedInfo), 'utf8'), privateKey as KeyObject).toString('base64')
    verifySignature = (): never => {
      throw new TypeError('this signer does not verify')
    }
    getAlgorithmName = (): string => uri
  }
  return { uri, implementation: Implementation }
}

function unfit(): never {
  throw new Problem(signingKeyUnreadable, 'The key is of a kind that cannot sign XML')
}
