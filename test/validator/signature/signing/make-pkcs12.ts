/** PKCS#12 files for tests, made with pkijs alone: PBES2 with AES-256, a MAC with SHA-256. */
import type * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import type { TestCertificate } from '../keys.ts'

const PRIVACY = {
  contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 },
  hmacHashAlgorithm: 'SHA-256',
  iterationCount: 2_048,
}

/** The key is that of the first certificate, as often as it is asked for. */
export async function makePkcs12(
  certificates: readonly TestCertificate[],
  password: string,
  { keyCount = 1, macRounds = 2_048 }: { keyCount?: number; macRounds?: number } = {},
): Promise<Uint8Array> {
  const [{ privateKey } = { privateKey: undefined }] = certificates
  if (privateKey === undefined) throw new TypeError('there is no certificate')
  const secret = new TextEncoder().encode(password).buffer as ArrayBuffer
  const key = new pkijs.PKCS8ShroudedKeyBag({
    parsedValue: pkijs.PrivateKeyInfo.fromBER(
      new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })).buffer,
    ),
  })
  // Private in the types alone; it is the library's way to shroud a key.
  await (
    key as unknown as { makeInternalValues: (options: object) => Promise<void> }
  ).makeInternalValues({ password: secret, ...PRIVACY })
  const bags = certificates.map(({ der }) => ({
    bagId: '1.2.840.113549.1.12.10.1.3',
    bagValue: new pkijs.CertBag({
      parsedValue: pkijs.Certificate.fromBER(new Uint8Array(der).buffer),
    }),
  }))
  const keyBag = { bagId: '1.2.840.113549.1.12.10.1.2', bagValue: key }
  return await seal(
    Array.from({ length: keyCount }, () => keyBag),
    bags,
    { secret, macRounds },
  )
}

type Bag = ConstructorParameters<typeof pkijs.SafeBag>[0] & object

async function seal(
  keyBags: readonly Bag[],
  certificateBags: readonly Bag[],
  { secret: password, macRounds }: { readonly secret: ArrayBuffer; readonly macRounds: number },
): Promise<Uint8Array> {
  const contents = (bags: readonly Bag[]) =>
    new pkijs.SafeContents({ safeBags: bags.map((bag) => new pkijs.SafeBag(bag)) })
  const safe = new pkijs.AuthenticatedSafe({
    parsedValue: {
      safeContents: [
        { privacyMode: 0, value: contents(keyBags) },
        { privacyMode: 1, value: contents(certificateBags) },
      ],
    },
  })
  await safe.makeInternalValues({ safeContents: [{}, { password, ...PRIVACY }] })
  const pfx = new pkijs.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } })
  await pfx.makeInternalValues({
    password,
    iterations: macRounds,
    pbkdf2HashAlgorithm: 'SHA-256',
    hmacHashAlgorithm: 'SHA-256',
  })
  const schema: asn1js.Sequence = pfx.toSchema()
  return new Uint8Array(schema.toBER(false))
}
