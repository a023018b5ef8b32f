/**
 * A key as jose takes it: jose imports keys through JWK, which has no RSASSA-PSS keys.
 *
 * Such a key is an RSA key with a note on what it may be used for (RFC 4055
 * §1.2). The note is heeded in `algorithms.ts`; here it is taken off.
 *
 * @module
 */
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { fromBER } from 'asn1js'
import * as pkijs from 'pkijs'

/** Of a private key; any other kind of key is as jose takes it. */
export function toJoseKey(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'rsa-pss') return key
  const schema = readBer(key.export({ format: 'der', type: 'pkcs8' }))
  const der = Buffer.from(new pkijs.PrivateKeyInfo({ schema }).privateKey.valueBlock.valueHexView)
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs1' })
}

function readBer(der: Buffer): ReturnType<typeof fromBER>['result'] {
  return fromBER(new Uint8Array(der).buffer).result
}
