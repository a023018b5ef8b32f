/** Signing XML: every kind of key, what is refused, and signatures beside others. */
import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XmlElement } from 'libxml2-wasm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  readSigningKey,
  type SigningKey,
  signXml,
  type TrustStore,
} from '../../../../validator/index.ts'
import { documentUnsignable, signingKeyUnreadable } from '../../../../validator/problems.ts'
import { isSameContent } from '../../../../validator/signature/signing/signed-content.ts'
import { openXmlSignatures } from '../../../../validator/signature/xmldsig/open.ts'
import type { SignedDocument } from '../../../../validator/signature/xmldsig/references.ts'
import { DSIG } from '../../../../validator/signature/xmldsig/structure.ts'
import type { SignatureReport } from '../../../../validator/verdict.ts'
import { parseXml } from '../../../../validator/xml/parse.ts'
import { AT, makeCertificate, makeChain, type TestCertificate } from '../keys.ts'

const XML = '<m xmlns="urn:m"><h>1</h><b Id="body"><t>Ví dụ &amp; 2</t></b></m>'
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#'
const MORE_2007 = 'http://www.w3.org/2007/05/xmldsig-more#'
const KINDS = [
  { kind: 'ec', algorithm: `${MORE}ecdsa-sha256` },
  { kind: 'p384', algorithm: `${MORE}ecdsa-sha384` },
  { kind: 'p521', algorithm: `${MORE}ecdsa-sha512` },
  { kind: 'rsa', algorithm: `${MORE_2007}sha256-rsa-MGF1` },
  { kind: 'rsa-pss', algorithm: `${MORE_2007}sha384-rsa-MGF1` },
  { kind: 'ed25519', algorithm: 'http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519' },
] as const

type Kind = (typeof KINDS)[number]['kind']

let authority: TestCertificate
let trust: TrustStore
let leaves: ReadonlyMap<Kind, TestCertificate>
let folder = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chuan-sign-xml-'))
  const chain = await makeChain()
  authority = chain.ca
  trust = chain.trust
  const issuer = { name: 'Test CA', key: chain.ca.privateKey }
  const made = KINDS.map(
    async ({ kind }) =>
      [kind, await makeCertificate({ name: kind, kind, issuer, keyUsage: 0x80 })] as const,
  )
  leaves = new Map(await Promise.all(made))
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function leafOf(kind: Kind): TestCertificate {
  const leaf = leaves.get(kind)
  if (leaf === undefined) throw new TypeError('no such key')
  return leaf
}

function keyOf(kind: Kind): Promise<SigningKey> {
  const { privateKeyPem, pem } = leafOf(kind)
  return readSigningKey({ pem: privateKeyPem, certificatePem: pem })
}

function judge(xml: string): readonly SignatureReport[] {
  const bytes = Buffer.from(xml)
  const { document } = parseXml(bytes)
  if (document === undefined) throw new TypeError('the signed document cannot be read')
  try {
    return openXmlSignatures({ document, bytes }, trust, AT).reports
  } finally {
    document.dispose()
  }
}

describe('signing XML', () => {
  test.for(KINDS)('with a key of kind $kind uses what fits it', async ({ kind, algorithm }) => {
    const signed = signXml(XML, await keyOf(kind), { placement: 'enveloped' })
    expect(judge(signed)).toMatchObject([{ indication: 'TOTAL_PASSED', algorithm }])
  })

  test.for([
    {
      name: 'the SOAP Body',
      xml: '<s:Envelope xmlns:s="urn:s"><s:Header/><s:Body><a/></s:Body></s:Envelope>',
      covers: '/s:Envelope/s:Body',
    },
    { name: 'the first element of another root', xml: XML, covers: '/m/h' },
  ])('detached takes $name when none is named', async ({ xml, covers }) => {
    const signed = signXml(xml, await keyOf('ec'), { placement: 'detached' })
    expect(judge(signed)).toMatchObject([{ indication: 'TOTAL_PASSED', covers: [covers] }])
  })

  test.for(['Id', 'ID', 'id', 'xml:id'])('detached finds an element by its %s', async (name) => {
    const xml = `<m><h/><b ${name}="k">1</b></m>`
    const signed = signXml(xml, await keyOf('ec'), { placement: 'detached', reference: 'k' })
    expect(judge(signed)).toMatchObject([{ indication: 'TOTAL_PASSED', covers: ['/m/b'] }])
  })

  test('detached gives an element an Id that nothing has', async () => {
    const xml = '<m><h>1</h><b a="_0" Id="_1"/></m>'
    const signed = signXml(xml, await keyOf('ec'), { placement: 'detached' })
    expect(signed).toContain('<h Id="_2">')
    expect(judge(signed)).toMatchObject([{ indication: 'TOTAL_PASSED', covers: ['/m/h'] }])
  })

  test.for([
    { name: 'is not there', xml: XML, reference: 'nowhere' },
    { name: 'is there twice', xml: '<m><a Id="k"/><b id="k"/></m>', reference: 'k' },
    { name: 'is no name', xml: `<m><a Id="k' or '1"/></m>`, reference: "k' or '1" },
    {
      name: 'is not asked for, in a document without elements to choose',
      xml: '<m/>',
      reference: undefined,
    },
  ])('detached is refused when the Id $name', async ({ xml, reference }) => {
    const key = await keyOf('ec')
    const options = reference === undefined ? {} : { reference }
    expect(() => signXml(xml, key, { placement: 'detached', ...options })).toThrow(
      expect.objectContaining({ kind: documentUnsignable }),
    )
  })

  test('needs a key of a kind that signs', async () => {
    const key = { ...(await keyOf('ec')), privateKey: generateKeyPairSync('x25519').privateKey }
    expect(() => signXml(XML, key, { placement: 'enveloped' })).toThrow(
      expect.objectContaining({ kind: signingKeyUnreadable }),
    )
  })

  test.for([
    { name: 'character references', xml: '<a b="&#9;&#10;&#13;">&#13;\r\n&#xe9;&lt;]]&gt;</a>' },
    {
      name: 'namespaces declared anew',
      xml: '<p:a xmlns:p="urn:1"><p:b xmlns:p="urn:2" p:c=""/></p:a>',
    },
    { name: 'comments and CDATA', xml: '<!-- a --><a><!-- b --><![CDATA[<&]]></a><!-- c -->' },
    { name: 'the xml namespace', xml: '<a xml:lang="vi" xml:space="preserve"> <b/> </a>' },
    { name: 'characters outside the first plane', xml: '<a b="😀">𠀀 Nguyễn</a>' },
  ])('keeps $name as they are', async ({ xml }) => {
    const key = await keyOf('ec')
    for (const placement of ['enveloped', 'enveloping'] as const) {
      expect(judge(signXml(xml, key, { placement }))).toMatchObject([
        { indication: 'TOTAL_PASSED' },
      ])
    }
  })
})

describe('signing XML that is signed', () => {
  test('again with a time leaves both whole: their parts have Ids of their own', async () => {
    const claimedTime = '2026-11-23T01:00:00Z'
    const placement = 'detached'
    const one = signXml(XML, await keyOf('ec'), { placement, reference: 'body', claimedTime })
    for (const again of [{ placement, reference: 'body' }, { placement: 'enveloped' }] as const) {
      const two = signXml(one, await keyOf('rsa'), { ...again, claimedTime })
      const passed = { indication: 'TOTAL_PASSED', claimedTime }
      expect(judge(two)).toMatchObject([passed, passed])
    }
  })

  test('detached again leaves both whole', async () => {
    const placement = 'detached'
    const one = signXml(XML, await keyOf('ec'), { placement, reference: 'body' })
    const two = signXml(one, await keyOf('rsa'), { placement })
    const passed = { indication: 'TOTAL_PASSED' }
    expect(judge(two)).toMatchObject([
      { ...passed, covers: ['/m/b'] },
      { ...passed, covers: ['/m/h'] },
    ])
  })

  test('enveloped over a detached signature leaves both whole', async () => {
    const one = signXml(XML, await keyOf('ec'), { placement: 'detached', reference: 'body' })
    const two = signXml(one, await keyOf('rsa'), { placement: 'enveloped' })
    expect(judge(two).map(({ indication }) => indication)).toEqual(['TOTAL_PASSED', 'TOTAL_PASSED'])
  })

  test.for(['enveloped', 'enveloping', 'detached'] as const)(
    '%s over an enveloped signature would break it, and is refused',
    async (placement) => {
      const one = signXml(XML, await keyOf('ec'), { placement: 'enveloped' })
      const key = await keyOf('rsa')
      expect(() => signXml(one, key, { placement })).toThrow(
        expect.objectContaining({ kind: documentUnsignable }),
      )
    },
  )
})

describe('an XML signature', () => {
  test('with a certificate whose key is for another hash is refused, not a defect', async () => {
    const signed = signXml(XML, await keyOf('rsa'), { placement: 'enveloped' })
    const base64 = (kind: Kind) => Buffer.from(leafOf(kind).der).toString('base64')
    const changed = signed
      .replaceAll(/(?<=<ds:X509Certificate>)[^<]*/gu, (text) => text.replaceAll(/\s/gu, ''))
      .replace(base64('rsa'), base64('rsa-pss'))
    expect(changed).toContain(base64('rsa-pss'))
    expect(judge(changed)).toMatchObject([{ subIndication: 'SIG_CRYPTO_FAILURE' }])
  })
})

test.for(['ec', 'ed25519', 'rsa-pss'] as const)(
  'a key of kind %s does not sign by rsa-sha256',
  async (kind) => {
    const key = await keyOf(kind)
    expect(() => signXml(XML, key, { placement: 'enveloped', algorithm: 'rsa-sha256' })).toThrow(
      'Only an RSA key',
    )
  },
)

const xmlsec1 = spawnSync('xmlsec1', ['--version']).status === 0

describe.skipIf(!xmlsec1)('xmlsec1 (needs the command)', () => {
  const write = (name: string, text: string) => {
    const file = join(folder, name)
    writeFileSync(file, text)
    return file
  }

  test.for(['ec', 'p384', 'p521'] as const)('verifies ours by a key of kind %s', async (kind) => {
    const file = write(`${kind}.xml`, signXml(XML, await keyOf(kind), { placement: 'enveloped' }))
    const ca = write('ca.pem', authority.pem)
    const cert = write(`${kind}.pem`, leafOf(kind).pem)
    for (const trusted of [
      ['--trusted-pem', ca],
      ['--pubkey-cert-pem', cert],
    ]) {
      expect(spawnSync('xmlsec1', ['--verify', ...trusted, file]).status).toBe(0)
    }
    const changed = write(
      `${kind}-changed.xml`,
      signXml(XML, await keyOf(kind), { placement: 'enveloped' }).replace('<h>1', '<h>2'),
    )
    expect(spawnSync('xmlsec1', ['--verify', '--trusted-pem', ca, changed]).status).not.toBe(0)
  })

  test.for(['enveloped', 'enveloping'] as const)(
    'verifies ours by an RSA key as an algorithm it knows (%s)',
    async (placement) => {
      const signed = signXml(XML, await keyOf('rsa'), { placement, algorithm: 'rsa-sha256' })
      expect(judge(signed)).toMatchObject([
        {
          indication: 'TOTAL_PASSED',
          algorithm: `${MORE}rsa-sha256`,
          findings: ['algorithm-legacy', 'recommendation-ended', 'revocation-unknown'],
        },
      ])
      const argv = ['--verify', '--trusted-pem', write('ca.pem', authority.pem)]
      expect(spawnSync('xmlsec1', [...argv, write('rsa.xml', signed)]).status).toBe(0)
      const changed = write('rsa-changed.xml', signed.replace('<h>1', '<h>2'))
      expect(spawnSync('xmlsec1', [...argv, changed]).status).not.toBe(0)
    },
  )

  test.for(['ec', 'p384'] as const)('verifies our XAdES by a key of kind %s', async (kind) => {
    const options = { placement: 'enveloped', claimedTime: '2026-11-24T00:00:00Z' } as const
    const signed = signXml(XML, await keyOf(kind), options)
    const file = write(`${kind}-xades.xml`, signed)
    const ids = ['--id-attr:Id', 'http://uri.etsi.org/01903/v1.3.2#:SignedProperties']
    const argv = ['--verify', ...ids, '--trusted-pem', write('ca.pem', authority.pem)]
    expect(spawnSync('xmlsec1', [...argv, file]).status).toBe(0)
    const other = signed.replace('2026-11-24T00:00:00Z', '2026-11-23T00:00:00Z')
    expect(spawnSync('xmlsec1', [...argv, write('other.xml', other)]).status).not.toBe(0)
  })

  test.for([
    {
      kind: 'rsa',
      uri: `${MORE}rsa-sha256`,
      findings: ['algorithm-legacy', 'recommendation-ended', 'revocation-unknown'],
    },
    { kind: 'p384', uri: `${MORE}ecdsa-sha384`, findings: ['revocation-unknown'] },
  ] as const)('signs with $uri what we believe', async ({ kind, uri, findings }) => {
    const dsig = 'http://www.w3.org/2000/09/xmldsig#'
    const template = write(
      'template.xml',
      `<m><b>Ví dụ</b><Signature xmlns="${dsig}"><SignedInfo>
<CanonicalizationMethod Algorithm="http://www.w3.org/2006/12/xml-c14n11"/><SignatureMethod Algorithm="${uri}"/>
<Reference URI=""><Transforms><Transform Algorithm="${dsig}enveloped-signature"/></Transforms>
<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/><DigestValue/></Reference></SignedInfo>
<SignatureValue/><KeyInfo><X509Data/></KeyInfo></Signature></m>`,
    )
    const { privateKeyPem, pem } = leafOf(kind)
    const pair = `${write('key.pem', privateKeyPem)},${write('cert.pem', pem)}`
    const argv = ['--sign', '--privkey-pem', pair, template]
    const signed = execFileSync('xmlsec1', argv, { encoding: 'utf8' })
    expect(judge(signed)).toMatchObject([{ indication: 'TOTAL_PASSED', scope: 'FULL', findings }])
  })
})

describe('what is signed', () => {
  const LINE_ENDS = '\u0085\u2028'

  test.for([
    { name: 'in text and attributes', xml: `<m><h a="${LINE_ENDS}">x${LINE_ENDS}y</h></m>` },
    { name: 'in CDATA', xml: `<m><h><![CDATA[a<&]>${LINE_ENDS}]]>${LINE_ENDS}</h></m>` },
    { name: 'beside a comment that has them', xml: `<m><h>1<!--${LINE_ENDS}-->2</h></m>` },
    { name: 'as references', xml: '<m><h a="&#x85;">&#x2028;</h></m>' },
  ])('is what was given, with ends of lines of XML 1.1 $name', async ({ xml }) => {
    const key = await keyOf('ec')
    for (const placement of ['enveloped', 'enveloping', 'detached'] as const) {
      const signed = signXml(xml, key, { placement })
      expect(judge(signed)).toMatchObject([{ indication: 'TOTAL_PASSED' }])
      expect([placement, textOf(signed, 'h')]).toEqual([placement, textOf(xml, 'h')])
    }
  })

  test('is refused where another parser would read it in another way', async () => {
    const xml = '<html xmlns="http://www.w3.org/1999/xhtml"><script>a &lt; b</script></html>'
    const key = await keyOf('ec')
    expect(() => signXml(xml, key, { placement: 'enveloped' })).toThrow(
      /would not stay what it is/u,
    )
  })

  test('is told apart when a document that was given to xml-crypto comes back changed', () => {
    const same = (xml: string, signed: string, placement: 'enveloped' | 'enveloping') =>
      withTrees(xml, signed, (source, result) => isSameContent(source, result, placement))
    const signature = (content = '') =>
      `<s:Signature xmlns:s="${DSIG}"><s:Object>${content}</s:Object></s:Signature>`
    expect(same('<m><a/></m>', `<m><a/>${signature()}</m>`, 'enveloped')).toBe(true)
    expect(same('<m><a/></m>', `<m><b/>${signature()}</m>`, 'enveloped')).toBe(false)
    expect(same('<m>a\u2028</m>', `<m>a\n${signature()}</m>`, 'enveloped')).toBe(false)
    expect(same('<m xmlns:q="urn:q">q:a</m>', `<m>q:a${signature()}</m>`, 'enveloped')).toBe(false)
    expect(same('<m><a/></m>', signature('<m><a/></m>'), 'enveloping')).toBe(true)
    expect(same('<m><a/></m>', signature('<m><a> </a></m>'), 'enveloping')).toBe(false)
  })

  test('is never a part that a receiver could not tell from others', async () => {
    const key = await keyOf('ec')
    const xml = '<m><a Id="k">1</a><a>2</a></m>'
    const options = { placement: 'detached', reference: 'k' } as const
    expect(() => signXml(xml, key, options)).toThrow(/A receiver would say: [^;]+enveloped$/u)
  })

  test('leaves a signature of somebody else what it was', async () => {
    const [ours, theirs] = [await keyOf('ec'), await keyOf('p384')]
    for (const [first, second] of [
      ['enveloped', 'enveloped'],
      ['enveloping', 'enveloping'],
      ['detached', 'enveloping'],
    ] as const) {
      const once = signXml(XML, theirs, { placement: first })
      expect(() => signXml(once, ours, { placement: second })).toThrow(/would break one/u)
    }
    const both = signXml(signXml(XML, theirs, { placement: 'detached' }), ours, {
      placement: 'enveloped',
    })
    expect(judge(both)).toMatchObject([
      { indication: 'TOTAL_PASSED' },
      { indication: 'TOTAL_PASSED' },
    ])
  })
})

function withTrees<Result>(
  xml: string,
  signed: string,
  use: (source: SignedDocument, result: SignedDocument) => Result,
): Result {
  const [source, result] = [xml, signed].map((text) => {
    const bytes = Buffer.from(text)
    const { document } = parseXml(bytes)
    if (document === undefined) throw new TypeError('it cannot be read')
    return { document, bytes }
  })
  if (source === undefined || result === undefined) throw new TypeError('there are two')
  try {
    return use(source, result)
  } finally {
    source.document.dispose()
    result.document.dispose()
  }
}

function textOf(xml: string, name: string): readonly (string | undefined)[] {
  return withTrees(xml, '<none/>', ({ document }) => {
    const [found] = document.root.find(`//*[local-name()='${name}']`)
    if (!(found instanceof XmlElement)) throw new TypeError('no such element')
    return [found.content, found.attr('a')?.value]
  })
}
