/**
 * A key as jose takes it: jose imports keys through JWK, which has no RSASSA-PSS keys.
 *
 * Such a key is an RSA key with a note on what it may be used for (RFC 4055
 * §1.2). The note is heeded in `algorithms.ts`; here it is taken off.
 *
 * @module
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { fromBER } from 'asn1js'
import * as pkijs from 'pkijs'

export function toJoseKey(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'rsa-pss') return key
  const plain = plainKeys.get(key) ?? toPlainKey(key)
  plainKeys.set(key, plain)
  return plain
}

/** jose remembers what it imported by the object it was given. */
const plainKeys = new WeakMap<KeyObject, KeyObject>()

function toPlainKey(key: KeyObject): KeyObject {
  return key.type === 'private' ? toPlainPrivateKey(key) : toPlainPublicKey(key)
}

function toPlainPublicKey(key: KeyObject): KeyObject {
  const schema = readBer(key.export({ format: 'der', type: 'spki' }))
  const { valueBlock } = new pkijs.PublicKeyInfo({ schema }).subjectPublicKey
  const der = Buffer.from(valueBlock.valueHexView)
  return createPublicKey({ key: der, format: 'der', type: 'pkcs1' })
}

function toPlainPrivateKey(key: KeyObject): KeyObject {
  const schema = readBer(key.export({ format: 'der', type: 'pkcs8' }))
  const der = Buffer.from(new pkijs.PrivateKeyInfo({ schema }).privateKey.valueBlock.valueHexView)
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs1' })
}

function readBer(der: Buffer): ReturnType<typeof fromBER>['result'] {
  return fromBER(new Uint8Array(der).buffer).result
}
