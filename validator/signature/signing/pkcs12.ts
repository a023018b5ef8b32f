/**
 * Opens a PKCS#12 file (RFC 7292) with a password.
 *
 * Only what OpenSSL 3 and current tools write: PBES2 with AES. The RC2 and
 * 3DES of older files are refused, with the command that converts them.
 *
 * @module
 */
import { webcrypto } from 'node:crypto'
import { fromBER, OctetString } from 'asn1js'
import * as pkijs from 'pkijs'
import { Problem } from '../../problem.ts'
import { signingKeyPasswordWrong, signingKeyUnreadable } from '../../problems.ts'

export interface OpenedPkcs12 {
  /** PKCS#8. */
  readonly privateKey: Uint8Array
  readonly certificates: readonly Uint8Array[]
}

/** keyBag and pkcs8ShroudedKeyBag, RFC 7292 §4.2. */
const KEY_BAGS: readonly string[] = ['1.2.840.113549.1.12.10.1.1', '1.2.840.113549.1.12.10.1.2']
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3'

export async function openPkcs12(file: Uint8Array, password: string): Promise<OpenedPkcs12> {
  pkijs.setEngine('node', new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto as never }))
  const pfx = parsePfx(file)
  const secret = new TextEncoder().encode(password).buffer as ArrayBuffer
  // Without a MAC, only the decryption can show that the password is wrong.
  const hasMac = await checkMac(pfx, secret)
  const bags = await openBags(pfx, secret, hasMac)
  const [key, ...others] = bags.filter(({ bagId }) => KEY_BAGS.includes(bagId))
  if (key === undefined) throw unreadable('The PKCS#12 file has no private key')
  if (others.length > 0) {
    const count = others.length + 1
    throw unreadable(`The PKCS#12 file has ${count} private keys; export the one to sign with`)
  }
  return {
    privateKey: await keyOf(key, secret, hasMac),
    certificates: bags.filter(({ bagId }) => bagId === CERTIFICATE_BAG).map(certificateOf),
  }
}

function parsePfx(file: Uint8Array): pkijs.PFX {
  try {
    const { offset, result } = fromBER(new Uint8Array(file).buffer)
    if (offset === -1) throw new TypeError('not BER')
    return new pkijs.PFX({ schema: result })
  } catch (thrown) {
    throw unreadable('The file is not PKCS#12', thrown)
  }
}

/** Some seconds; OpenSSL makes 2048, and what is recommended is below a million. */
const ROUNDS_MAX = 2_000_000

/** RFC 7292 §4, password integrity mode. False when the file has no MAC. */
async function checkMac({ authSafe, macData }: pkijs.PFX, password: ArrayBuffer): Promise<boolean> {
  const { content, contentType } = authSafe
  if (contentType !== pkijs.ContentInfo.DATA || !(content instanceof OctetString)) {
    throw unreadable('The PKCS#12 file is not protected by a password')
  }
  if (macData === undefined) return false
  const { iterations = 1 } = macData
  // The library reads a number of more than three octets as 0.
  if (iterations < 1 || iterations > ROUNDS_MAX) {
    throw unreadable(`The PKCS#12 file asks for more than ${ROUNDS_MAX} rounds of its password`)
  }
  if (await verifyMac(macData, content.getValue(), password)) return true
  throw wrongPassword()
}

interface Named {
  readonly name: string
}

async function verifyMac(
  { mac, macSalt, iterations = 1 }: pkijs.MacData,
  contentToVerify: ArrayBuffer,
  password: ArrayBuffer,
): Promise<boolean> {
  const crypto = pkijs.getCrypto(true)
  try {
    const { name } = crypto.getAlgorithmByOID(mac.digestAlgorithm.algorithmId, true) as Named
    return await crypto.verifyDataStampedWithPassword({
      password,
      hashAlgorithm: name,
      salt: macSalt.getValue(),
      iterationCount: iterations,
      contentToVerify,
      signatureToVerify: mac.digest.getValue(),
    })
  } catch (thrown) {
    throw unreadable('The PKCS#12 file is protected in a way that is not known', thrown)
  }
}

async function openBags(
  pfx: pkijs.PFX,
  password: ArrayBuffer,
  hasMac: boolean,
): Promise<readonly pkijs.SafeBag[]> {
  await pfx.parseInternalValues({ password, checkIntegrity: false })
  const safe = pfx.parsedValue?.authenticatedSafe
  if (safe === undefined) throw unreadable('The PKCS#12 file is empty')
  const count = safe.safeContents.length
  try {
    await safe.parseInternalValues({
      safeContents: Array.from({ length: count }, () => ({ password })),
    })
  } catch (thrown) {
    throw undecryptable(thrown, hasMac)
  }
  const contents = (safe.parsedValue as { safeContents: { value: pkijs.SafeContents }[] })
    .safeContents
  return contents.flatMap(({ value }) => value.safeBags)
}

const CONVERT =
  'The PKCS#12 file uses an old encryption (RC2 or 3DES). Convert it: ' +
  'openssl pkcs12 -legacy -in old.p12 -nodes | openssl pkcs12 -export -out new.p12'

async function keyOf(
  { bagValue }: pkijs.SafeBag,
  password: ArrayBuffer,
  hasMac: boolean,
): Promise<Uint8Array> {
  if (bagValue instanceof pkijs.PrivateKeyInfo) return toDer(bagValue)
  if (!(bagValue instanceof pkijs.PKCS8ShroudedKeyBag)) throw unreadable('There is no private key')
  try {
    // The method is private in the types alone; it is the library's way to open a shrouded key.
    await (bagValue as unknown as ShroudedKey).parseInternalValues({ password })
  } catch (thrown) {
    throw undecryptable(thrown, hasMac)
  }
  if (bagValue.parsedValue === undefined) throw unreadable('There is no private key')
  return toDer(bagValue.parsedValue)
}

interface ShroudedKey {
  readonly parseInternalValues: (options: { readonly password: ArrayBuffer }) => Promise<void>
}

function certificateOf({ bagValue }: pkijs.SafeBag): Uint8Array {
  const parsed = bagValue instanceof pkijs.CertBag ? bagValue.parsedValue : undefined
  if (!(parsed instanceof pkijs.Certificate)) throw unreadable('A certificate cannot be read')
  return toDer(parsed)
}

function toDer(value: pkijs.PkiObject): Uint8Array {
  return new Uint8Array(value.toSchema().toBER(false))
}

/** WebCrypto throws an `OperationError` for a wrong key; pkijs names what it does not know. */
function undecryptable(thrown: unknown, hasMac: boolean): Problem {
  const isWrongKey = thrown instanceof DOMException && thrown.name === 'OperationError'
  return isWrongKey && !hasMac ? wrongPassword(thrown) : unreadable(CONVERT, thrown)
}

function wrongPassword(cause?: unknown): Problem {
  return new Problem(signingKeyPasswordWrong, 'The password does not open the PKCS#12 file', {
    cause,
  })
}

function unreadable(detail: string, cause?: unknown): Problem {
  return new Problem(signingKeyUnreadable, detail, { cause })
}
