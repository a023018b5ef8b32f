/**
 * Classes of broken paths that x509-limbo names, each made anew with one thing wrong.
 *
 * `limbo` is the class there; `outcome` what is right for signatures on messages.
 */
import { createHash, generateKeyPairSync } from 'node:crypto'
import {
  der,
  extension,
  integer,
  nothing,
  octets,
  oid as oidOf,
  sequence,
  time,
} from '../../../../validator/signature/asn1/write.ts'
import {
  basicConstraints,
  ECDSA_SHA1,
  ECDSA_SHA512,
  generalName,
  keyUsage,
  makeRaw,
  NO_NAME,
  nameConstraints,
  nameOf,
  newPair,
  type RawCertificate,
  type RawRequest,
  unknown,
} from './raw-certificate.ts'

export interface PathCase {
  readonly leaf: RawCertificate
  readonly others: readonly RawCertificate[]
  readonly anchors: readonly RawCertificate[]
}

export interface FailureClass {
  readonly limbo: string
  readonly name: string
  readonly outcome: 'refused' | 'trusted'
  /** Where limbo would have it otherwise. */
  readonly why?: string
  readonly make: () => PathCase
}

const CA = [basicConstraints(true), keyUsage(0x06)]
const LEAF = [basicConstraints(false), keyUsage(0x80)]
type Change = Partial<RawRequest>

const root = (change: Change = {}) =>
  makeRaw({ subject: nameOf('Root'), extensions: CA, ...change })
const between = (by: RawCertificate, change: Change = {}, text = 'Between') =>
  makeRaw({ subject: nameOf(text), by, extensions: CA, ...change })
const leafBy = (by: RawCertificate, change: Change = {}) =>
  makeRaw({ subject: nameOf('Leaf'), by, extensions: LEAF, ...change })

/** Root, one between and a leaf, each with a change of its own. */
function straight(top: Change, middle: Change, low: Change): PathCase {
  const anchor = root(top)
  const issuer = between(anchor, middle)
  return { leaf: leafBy(issuer, low), others: [issuer], anchors: [anchor] }
}
const ofRoot = (change: Change) => () => straight(change, {}, {})
const ofIssuer = (change: Change) => () => straight({}, change, {})
const ofLeaf = (change: Change) => () => straight({}, {}, change)

/** A chain of issuers between, each as its change says. */
function chain(top: Change, changes: readonly (Change & { readonly text: string })[]): PathCase {
  const anchor = root(top)
  const others: RawCertificate[] = []
  for (const { text, ...change } of changes) {
    others.push(between(others.at(-1) ?? anchor, change, text))
  }
  return { leaf: leafBy(others.at(-1) ?? anchor), others, anchors: [anchor] }
}

/** UTCTime and GeneralizedTime that are none, or another to one reader than to the next. */
const NO_TIMES = [
  [0x17, '269999999999Z'],
  [0x17, '270230000000Z'],
  [0x17, '270101000060Z'],
  [0x17, 'xxxxxxxxxxxxx'],
  [0x18, '20279999999999Z'],
  [0x18, '20280101000000'],
  [0x18, '20280101000000+0700'],
] as const

/** Of OIW and TeleTrusT; OpenSSL checks signatures by them as by any other name. */
const OLDER_NAMES = [
  ['1.3.14.3.2.29', 'sha1'],
  ['1.3.14.3.2.3', 'md5'],
  ['1.3.36.3.3.1.2', 'ripemd160'],
] as const
const RSA = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const RSA_SHA256 = sequence(oidOf('1.2.840.113549.1.1.11'), nothing)

const limited = (pathLength: number) => [basicConstraints(true, pathLength), keyUsage(0x06)]
const withCa = (...more: readonly Uint8Array[]) => ({ extensions: [...CA, ...more] })
const withLeaf = (...more: readonly Uint8Array[]) => ({ extensions: [...LEAF, ...more] })

const NAMES: readonly FailureClass[] = [
  {
    limbo: 'nc::permitted-dn-mismatch',
    name: 'a name outside the permitted ones',
    outcome: 'refused',
    make: ofIssuer(
      withCa(nameConstraints({ permitted: [generalName.directory(nameOf('Other'))] })),
    ),
  },
  {
    limbo: 'nc::excluded-dn-match',
    name: 'a name among the excluded ones',
    outcome: 'refused',
    make: ofIssuer(withCa(nameConstraints({ excluded: [generalName.directory(nameOf('Leaf'))] }))),
  },
  {
    limbo: 'nc::permitted-dn-match',
    name: 'a name among the permitted ones',
    outcome: 'trusted',
    make: ofIssuer(withCa(nameConstraints({ permitted: [generalName.directory(nameOf('Leaf'))] }))),
  },
  {
    limbo: 'nc::not-critical',
    name: 'a name outside the permitted ones, not critical',
    outcome: 'refused',
    make: ofIssuer(
      withCa(nameConstraints({ permitted: [generalName.directory(nameOf('Other'))] }, false)),
    ),
  },
  {
    limbo: 'nc::not-allowed-in-ee-critical',
    name: 'name constraints of a signer',
    outcome: 'refused',
    make: ofLeaf(
      withLeaf(nameConstraints({ permitted: [generalName.directory(nameOf('Other'))] })),
    ),
  },
  {
    limbo: 'ee-empty-issuer',
    name: 'an issuer without a name',
    outcome: 'refused',
    make: ofIssuer({ subject: NO_NAME }),
  },
  {
    limbo: 'ca-empty-subject',
    name: 'an anchor without a name',
    outcome: 'refused',
    make: ofRoot({ subject: NO_NAME }),
  },
]

const LENGTHS: readonly FailureClass[] = [
  {
    limbo: 'pathlen::ee-with-intermediate-pathlen-0',
    name: 'a signer below a path length of zero',
    outcome: 'trusted',
    make: ofIssuer({ extensions: limited(0) }),
  },
  {
    limbo: 'pathlen::intermediate-violates-pathlen-0',
    name: 'an issuer below a path length of zero',
    outcome: 'refused',
    make: ofRoot({ extensions: limited(0) }),
  },
  {
    limbo: 'pathlen::intermediate-pathlen-may-increase',
    name: 'a longer path length below a shorter one',
    outcome: 'trusted',
    make: () => chain({ extensions: limited(1) }, [{ text: 'A', extensions: limited(5) }]),
  },
  {
    limbo: 'pathlen::intermediate-pathlen-too-long',
    name: 'a path longer than the anchor lets it be, whatever an issuer says',
    outcome: 'refused',
    make: () =>
      chain({ extensions: limited(1) }, [{ text: 'A', extensions: limited(5) }, { text: 'B' }]),
  },
  {
    limbo: 'pathlen::self-issued-certs-pathlen',
    name: 'self-issued issuers below a path length, which do not count',
    outcome: 'trusted',
    make: () => chain({ extensions: limited(1) }, [{ text: 'Root' }, { text: 'A' }]),
  },
  {
    limbo: 'pathlen::self-issued-then-too-long',
    name: 'one issuer too many beside self-issued ones',
    outcome: 'refused',
    make: () => chain({ extensions: limited(1) }, [{ text: 'Root' }, { text: 'A' }, { text: 'B' }]),
  },
  {
    limbo: 'pathlen::max-chain-depth-exhausted',
    name: 'a path longer than is looked for',
    outcome: 'refused',
    make: () =>
      chain(
        {},
        Array.from({ length: 7 }, (_, at) => ({ text: `Issuer ${at}` })),
      ),
  },
]

const EXTENSIONS: readonly FailureClass[] = [
  ...[
    { limbo: 'root', make: ofRoot(withCa(unknown(true))) },
    { limbo: 'intermediate', make: ofIssuer(withCa(unknown(true))) },
    { limbo: 'ee', make: ofLeaf(withLeaf(unknown(true))) },
  ].map(({ limbo, make }) => ({
    limbo: `unknown-critical-extension-${limbo}`,
    name: `an unknown critical extension (${limbo})`,
    outcome: 'refused' as const,
    make,
  })),
  {
    limbo: 'unknown-noncritical-extension',
    name: 'an unknown extension that is not critical',
    outcome: 'trusted',
    make: ofLeaf(withLeaf(unknown(false))),
  },
  {
    limbo: 'duplicate-extensions',
    name: 'one extension twice (signer)',
    outcome: 'refused',
    make: ofLeaf(withLeaf(keyUsage(0x80))),
  },
  {
    limbo: 'duplicate-extensions',
    name: 'one extension twice (issuer), the second as it should be',
    outcome: 'refused',
    make: ofIssuer({ extensions: [basicConstraints(false), ...CA] }),
  },
  {
    limbo: 'intermediate-ca-without-ca-bit',
    name: 'basic constraints that say no authority',
    outcome: 'refused',
    make: ofIssuer({ extensions: [basicConstraints(false), keyUsage(0x06)] }),
  },
  {
    limbo: 'intermediate-ca-missing-basic-constraints',
    name: 'no basic constraints',
    outcome: 'refused',
    make: ofIssuer({ extensions: [keyUsage(0x06)] }),
  },
  {
    limbo: 'root-missing-basic-constraints',
    name: 'an anchor without basic constraints',
    outcome: 'refused',
    make: ofRoot({ extensions: [keyUsage(0x06)] }),
  },
  {
    limbo: 'intermediate-ku-without-keycertsign',
    name: 'a key usage without signing certificates',
    outcome: 'refused',
    make: ofIssuer({ extensions: [basicConstraints(true), keyUsage(0x82)] }),
  },
  {
    limbo: 'root-ku-without-keycertsign',
    name: 'an anchor without signing certificates',
    outcome: 'refused',
    make: ofRoot({ extensions: [basicConstraints(true), keyUsage(0x82)] }),
  },
  {
    limbo: 'malformed-subject-alternative-name',
    name: 'key usage that is no bit string',
    outcome: 'refused',
    make: ofLeaf({
      extensions: [basicConstraints(false), extension('2.5.29.15', integer(128), true)],
    }),
  },
  {
    limbo: 'malformed-basic-constraints',
    name: 'basic constraints that are no sequence',
    outcome: 'refused',
    make: ofIssuer({ extensions: [extension('2.5.29.19', octets(Buffer.from([1])), true)] }),
  },
  {
    limbo: 'aki::mismatch',
    name: 'a key identifier of another issuer',
    outcome: 'trusted',
    why: 'it only helps to find the issuer (RFC 5280 §4.2.1.1); the key decides',
    make: ofLeaf(
      withLeaf(
        extension('2.5.29.35', sequence(der(0x80, createHash('sha1').update('other').digest()))),
      ),
    ),
  },
]

const FIELDS: readonly FailureClass[] = [
  {
    limbo: 'validity::expired-root',
    name: 'an anchor that has expired',
    outcome: 'refused',
    make: ofRoot({ notAfter: '2026-10-01T00:00:00Z' }),
  },
  {
    limbo: 'validity::expired-intermediate',
    name: 'an issuer that has expired',
    outcome: 'refused',
    make: ofIssuer({ notAfter: '2026-10-01T00:00:00Z' }),
  },
  {
    limbo: 'validity::notyet-intermediate',
    name: 'an issuer not in force yet',
    outcome: 'refused',
    make: ofIssuer({ notBefore: '2027-01-01T00:00:00Z' }),
  },
  {
    limbo: 'signature-algorithm-mismatch',
    name: 'one algorithm signed and another beside the value (signer)',
    outcome: 'refused',
    make: ofLeaf({ inner: ECDSA_SHA512, outer: sequence(...[ECDSA_SHA1.subarray(2)]) }),
  },
  {
    limbo: 'signature-algorithm-mismatch',
    name: 'another algorithm signed than the value is of (issuer)',
    outcome: 'refused',
    make: ofIssuer({
      inner: ECDSA_SHA512,
      outer: sequence(der(0x06, Buffer.from('2a8648ce3d040302', 'hex'))),
    }),
  },
  {
    limbo: 'weak-signature::sha1-intermediate',
    name: 'an issuer whose certificate is signed with SHA-1',
    outcome: 'refused',
    make: ofIssuer({ inner: ECDSA_SHA1, hash: 'sha1' }),
  },
  ...OLDER_NAMES.map(
    ([oid, hash]): FailureClass => ({
      limbo: 'weak-signature::sha1-leaf',
      name: `a certificate signed with ${hash} by its older name`,
      outcome: 'refused',
      make: () => {
        const anchor = root({ pair: RSA, inner: RSA_SHA256 })
        const leaf = leafBy(anchor, { inner: sequence(oidOf(oid), nothing), hash })
        return { leaf, others: [], anchors: [anchor] }
      },
    }),
  ),
  {
    limbo: 'weak-signature::sha1-root',
    name: 'an anchor that signed itself with SHA-1',
    outcome: 'trusted',
    why: 'an anchor is trusted for its key; nobody goes by its signature',
    make: ofRoot({ inner: ECDSA_SHA1, hash: 'sha1' }),
  },
  ...NO_TIMES.map(
    ([tag, written]): FailureClass => ({
      limbo: 'validity::malformed',
      name: `a signer until ${written}`,
      outcome: 'refused',
      make: ofLeaf({
        validity: sequence(time('2026-01-01T00:00:00Z'), der(tag, Buffer.from(written, 'latin1'))),
      }),
    }),
  ),
  {
    limbo: 'version::v1-intermediate',
    name: 'an issuer of version 1',
    outcome: 'refused',
    make: ofIssuer({ version: 'v1', extensions: [] }),
  },
  {
    limbo: 'version::v1-with-extensions',
    name: 'extensions in version 1',
    outcome: 'refused',
    make: ofIssuer({ version: 'v1' }),
  },
  {
    limbo: 'serial::too-long',
    name: 'a serial number of 21 bytes',
    outcome: 'refused',
    make: ofLeaf({ serial: der(0x02, Buffer.alloc(21, 0x11)) }),
  },
  {
    limbo: 'serial::zero',
    name: 'a serial number of zero',
    outcome: 'trusted',
    why: 'RFC 5280 §4.1.2.2 asks to cope with it',
    make: ofLeaf({ serial: integer(0) }),
  },
  {
    limbo: 'serial::negative',
    name: 'a negative serial number',
    outcome: 'trusted',
    why: 'as NIST PKITS 4.4.15 wants it',
    make: ofLeaf({ serial: der(0x02, Buffer.from([0xff])) }),
  },
  {
    limbo: 'invalid-signature-intermediate',
    name: 'an issuer whom somebody of that name issued',
    outcome: 'refused',
    make() {
      const { leaf, others, anchors } = straight({}, {}, {})
      const [issuer] = others
      const forged = makeRaw({
        subject: nameOf('Between'),
        by: { subject: nameOf('Root'), pair: newPair() },
        extensions: CA,
        ...(issuer && { pair: issuer.pair }),
      })
      return { leaf, others: [forged], anchors }
    },
  },
  {
    limbo: 'leaf-as-issuer',
    name: 'a signer that issues',
    outcome: 'refused',
    make() {
      const anchor = root()
      const signer = leafBy(anchor)
      const leaf = makeRaw({ subject: nameOf('Below'), by: signer, extensions: LEAF })
      return { leaf, others: [signer], anchors: [anchor] }
    },
  },
]

export const FAILURE_CLASSES: readonly FailureClass[] = [
  ...NAMES,
  ...LENGTHS,
  ...EXTENSIONS,
  ...FIELDS,
]
