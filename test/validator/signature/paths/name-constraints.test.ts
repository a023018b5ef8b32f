/** Names that an issuer may give and names that it may not, of every kind, written byte by byte. */
import { describe, expect, test } from 'vitest'
import { createTrustStore } from '../../../../validator/index.ts'
import {
  der,
  integer,
  name,
  oid,
  sequence,
  set,
} from '../../../../validator/signature/asn1/write.ts'
import { parseCertificate } from '../../../../validator/signature/certificate.ts'
import { AT } from '../keys.ts'
import { judgeRemembering } from '../remembered.ts'
import type { RawCertificate, RawRequest } from './raw-certificate.ts'
import {
  alternativeNames,
  basicConstraints,
  generalName as gn,
  keyUsage,
  makeRaw,
  NO_NAME,
  nameConstraints,
  nameOf,
} from './raw-certificate.ts'

const CA = [basicConstraints(true), keyUsage(0x06)]
const LEAF = [basicConstraints(false), keyUsage(0x80)]
const [COUNTRY, ORGANIZATION, COMMON_NAME] = ['2.5.4.6', '2.5.4.10', '2.5.4.3']
const MAIL = '1.2.840.113549.1.9.1'

type Trees = Parameters<typeof nameConstraints>[0]
type Change = Partial<RawRequest>

const ca = (text: string, by: RawCertificate | undefined, ...trees: readonly Trees[]) =>
  makeRaw({
    subject: nameOf(text),
    ...(by && { by }),
    extensions: [...CA, ...trees.map((each) => nameConstraints(each))],
  })
const signerBy = (by: RawCertificate, change: Change) =>
  makeRaw({ subject: nameOf('Leaf'), by, extensions: LEAF, ...change })

function isBelieved(leaf: RawCertificate, issuers: readonly RawCertificate[]): boolean {
  const [anchor, ...others] = issuers.map((each) => each.der)
  if (anchor === undefined) throw new TypeError('no anchor')
  const certificates = others.flatMap((each) => parseCertificate(each) ?? [])
  const signer = parseCertificate(leaf.der)
  if (signer === undefined) throw new TypeError('no certificate')
  const trust = createTrustStore([anchor])
  return judgeRemembering(signer, { others: certificates }, trust, AT).subIndication === undefined
}

/** A root, an issuer with the constraints, and a signer with the names. */
function holds(trees: Trees, change: Change): boolean {
  const root = ca('Root', undefined)
  const issuer = ca('Issuer', root, trees)
  return isBelieved(signerBy(issuer, change), [root, issuer])
}

const called = (...names: readonly Uint8Array[]) => ({
  extensions: [...LEAF, alternativeNames(...names)],
})

describe('a name of text', () => {
  test.for([
    // Mail: a mailbox, a host, all below a domain.
    [gn.mail('a@bo.gov.vn'), gn.mail('a@bo.gov.vn'), true],
    [gn.mail('a@bo.gov.vn'), gn.mail('a@BO.gov.vn'), true],
    [gn.mail('a@bo.gov.vn'), gn.mail('A@bo.gov.vn'), false],
    [gn.mail('a@bo.gov.vn'), gn.mail('b@bo.gov.vn'), false],
    [gn.mail('bo.gov.vn'), gn.mail('b@bo.gov.vn'), true],
    [gn.mail('bo.gov.vn'), gn.mail('b@sub.bo.gov.vn'), false],
    [gn.mail('.bo.gov.vn'), gn.mail('b@sub.bo.gov.vn'), true],
    [gn.mail('.bo.gov.vn'), gn.mail('b@bo.gov.vn'), false],
    [gn.mail('bo.gov.vn'), gn.mail('b@evil.example@bo.gov.vn'), true],
    [gn.mail('bo.gov.vn'), gn.mail('b@bo.gov.vn@evil.example'), false],
    [gn.mail('bo.gov.vn'), gn.mail('no mailbox'), false],
    // DNS: the domain and all below.
    [gn.dns('bo.gov.vn'), gn.dns('bo.gov.vn'), true],
    [gn.dns('bo.gov.vn'), gn.dns('A.Bo.gov.vn'), true],
    [gn.dns('bo.gov.vn'), gn.dns('xbo.gov.vn'), false],
    [gn.dns('.bo.gov.vn'), gn.dns('bo.gov.vn'), false],
    [gn.dns(''), gn.dns('any.example'), true],
    [gn.dns('bo.gov.vn'), gn.dns('*.bo.gov.vn'), false],
    // URI: its host, which has to be a name.
    [gn.uri('bo.gov.vn'), gn.uri('https://bo.gov.vn/a?b#c'), true],
    [gn.uri('bo.gov.vn'), gn.uri('https://u:p@bo.gov.vn:8443'), true],
    [gn.uri('bo.gov.vn'), gn.uri('https://a.bo.gov.vn/'), false],
    [gn.uri('.bo.gov.vn'), gn.uri('https://a.bo.gov.vn/'), true],
    [gn.uri('bo.gov.vn'), gn.uri('https://evil.example/@bo.gov.vn'), false],
    [gn.uri('bo.gov.vn'), gn.uri('https://evil.example#@bo.gov.vn'), false],
    [gn.uri('bo.gov.vn'), gn.uri('urn:bo.gov.vn'), false],
    [gn.uri(''), gn.uri('https://192.0.2.1/'), false],
    // Addresses: a network.
    [gn.address(192, 0, 2, 0, 255, 255, 255, 0), gn.address(192, 0, 2, 7), true],
    [gn.address(192, 0, 2, 0, 255, 255, 255, 0), gn.address(192, 0, 3, 7), false],
    [gn.address(0, 0, 0, 0, 0, 0, 0, 0), gn.address(...Array(16).fill(0)), false],
    [gn.address(192, 0, 2, 0, 255, 0, 255, 0), gn.address(192, 0, 2, 7), false],
    [gn.address(192, 0, 2, 0), gn.address(192, 0, 2, 0), false],
    // A kind that nobody compares.
    [gn.registered(), gn.registered(), false],
  ] as const)('%#: within the permitted one or not', ([permitted, given, isIn]) => {
    expect(holds({ permitted: [permitted] }, called(given))).toBe(isIn)
  })

  test.for([
    [gn.mail('a@bo.gov.vn'), gn.mail('a@bo.gov.vn')],
    [gn.mail('bo.gov.vn'), gn.mail('b@BO.GOV.VN')],
    [gn.dns('bo.gov.vn'), gn.dns('a.bo.gov.vn')],
    [gn.dns('bo.gov.vn'), gn.dns('*.gov.vn')],
    [gn.dns(''), gn.dns('a.example')],
    [gn.uri('bo.gov.vn'), gn.uri('http://bo.gov.vn')],
    [gn.uri('bo.gov.vn'), gn.uri('no uri')],
    [gn.address(192, 0, 2, 0, 255, 255, 255, 0), gn.address(192, 0, 2, 7)],
    [gn.address(192, 0, 2, 0, 255, 255, 255, 0), gn.address(192, 0, 2)],
    [gn.registered(), gn.registered()],
  ] as const)('%#: within the excluded one, or nobody can tell', ([excluded, given]) => {
    expect(holds({ excluded: [excluded] }, called(given))).toBe(false)
  })

  test('is free where names of another kind are limited', () => {
    const permitted = [gn.mail('bo.gov.vn'), gn.registered()]
    expect(holds({ permitted }, called(gn.dns('a.example')))).toBe(true)
    expect(holds({ excluded: [gn.dns('bo.gov.vn')] }, called(gn.dns('a.example')))).toBe(true)
  })

  test('is one of several permitted, and each name has to be', () => {
    const permitted = [gn.dns('a.example'), gn.dns('b.example')]
    expect(holds({ permitted }, called(gn.dns('b.example')))).toBe(true)
    expect(holds({ permitted }, called(gn.dns('b.example'), gn.dns('c.example')))).toBe(false)
  })
})

describe('a subject', () => {
  const MINISTRY = name([COUNTRY, 'VN'], [ORGANIZATION, 'Bộ Tư pháp'])
  const person = (organization: string, more: readonly (readonly [string, string])[] = []) =>
    name([COUNTRY, 'VN'], [ORGANIZATION, organization], [COMMON_NAME, 'A'], ...more)
  const permitted = [gn.directory(MINISTRY)]

  test('stands below the permitted one, however it is written', () => {
    expect(holds({ permitted }, { subject: person('BỘ  Tư pháp') })).toBe(true)
    expect(holds({ permitted }, { subject: person('Bộ Tài chính') })).toBe(false)
    expect(holds({ permitted }, { subject: nameOf('A') })).toBe(false)
    expect(holds({ permitted: [gn.directory(NO_NAME)] }, { subject: nameOf('A') })).toBe(true)
  })

  test('is not slipped past an excluded one in another string type', () => {
    const excluded = [gn.directory(MINISTRY)]
    const bmp = der(0x1e, Buffer.from('Bộ Tư pháp', 'utf16le').swap16())
    const attribute = (type: string, value: Uint8Array) => set(sequence(oid(type), value))
    const subject = sequence(
      attribute(COUNTRY, der(0x13, Buffer.from('VN'))),
      attribute(ORGANIZATION, bmp),
    )
    expect(holds({ excluded }, { subject })).toBe(false)
    expect(holds({ excluded }, { subject: person('Bộ Tài chính') })).toBe(true)
    const inOtherType = [gn.directory(subject)]
    expect(holds({ excluded: inOtherType }, { subject: person('Bộ Tư pháp') })).toBe(false)
    expect(holds({ permitted: inOtherType }, { subject: person('Bộ Tư pháp') })).toBe(false)
  })

  test('has its mail address held against constraints of mail', () => {
    const limited = { permitted: [gn.mail('bo.gov.vn')] }
    const subject = (mail: string) => person('Bộ Tư pháp', [[MAIL, mail]])
    expect(holds(limited, { subject: subject('a@bo.gov.vn') })).toBe(true)
    expect(holds(limited, { subject: subject('a@evil.example') })).toBe(false)
    const both = { ...called(gn.mail('a@bo.gov.vn')), subject: subject('a@evil.example') }
    expect(holds(limited, both)).toBe(false)
  })
})

describe('constraints', () => {
  const permits = (text: string) => ({ permitted: [gn.dns(text)] })

  test('of several issuers bind all, and none is widened below', () => {
    const root = ca('Root', undefined, permits('gov.vn'))
    const issuer = ca('Issuer', root, permits('bo.gov.vn'))
    const wider = ca('Wider', issuer, permits('example'))
    const below = (by: RawCertificate, text: string) =>
      isBelieved(signerBy(by, called(gn.dns(text))), [root, issuer, wider])
    expect(below(issuer, 'a.bo.gov.vn')).toBe(true)
    expect(below(issuer, 'a.gov.vn')).toBe(false)
    expect(below(wider, 'a.example')).toBe(false)
    expect(below(wider, 'a.bo.gov.vn')).toBe(false)
  })

  test('bind an issuer between, but not one that renews its own key', () => {
    const trees = { permitted: [gn.directory(nameOf('Leaf'))] }
    const root = ca('Root', undefined)
    const issuer = ca('Issuer', root, trees)
    const renewed = ca('Issuer', issuer)
    const other = ca('Other', issuer)
    expect(isBelieved(signerBy(renewed, {}), [root, issuer, renewed])).toBe(true)
    expect(isBelieved(signerBy(other, {}), [root, issuer, other])).toBe(false)
    const selfIssued = signerBy(issuer, { subject: nameOf('Issuer') })
    expect(isBelieved(selfIssued, [root, issuer])).toBe(false)
  })

  test('with distances, of nothing, or that are no constraints, permit nothing', () => {
    const minimum = der(0x80, Buffer.from([1]))
    const root = ca('Root', undefined)
    const raw = (...fields: readonly Uint8Array[]) => {
      const value = sequence(oid('2.5.29.30'), der(0x04, sequence(...fields)))
      const issuer = makeRaw({ subject: nameOf('Issuer'), by: root, extensions: [...CA, value] })
      return isBelieved(signerBy(issuer, {}), [root, issuer])
    }
    const subtree = sequence(gn.dns('a.example'))
    expect(raw(der(0xa0, subtree))).toBe(true)
    expect(raw(der(0xa0, sequence(gn.dns('a.example'), minimum)))).toBe(false)
    expect(raw()).toBe(false)
    expect(raw(der(0xa0))).toBe(false)
    expect(raw(der(0xa2, subtree))).toBe(false)
    expect(raw(integer(1))).toBe(false)
    expect(raw(der(0xa0, sequence(gn.dns('not a host'))))).toBe(false)
  })

  test('of more names than are compared end the search', () => {
    const names = Array.from({ length: 100 }, (_, index) => gn.dns(`a${index}.example`))
    const more = [...names, gn.dns('x.example')]
    expect(holds({ excluded: names.slice(0, 40) }, called(...names.slice(40)))).toBe(true)
    expect(holds({ excluded: names }, called(...more.slice(100)))).toBe(true)
    expect(holds({ permitted: names }, called(...names))).toBe(false)
  })
})
