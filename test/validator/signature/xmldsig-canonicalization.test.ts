/** What xmlsec1 signs in each canonical form is what we believe: as a transform, and of SignedInfo. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TrustStore } from '../../../validator/signature/trust-store.ts'
import { openXmlSignatures } from '../../../validator/signature/xmldsig/open.ts'
import type { SignatureReport } from '../../../validator/verdict.ts'
import { parseXml } from '../../../validator/xml/parse.ts'
import { AT, makeChain } from './keys.ts'

const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const FORMS = [
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  'http://www.w3.org/2006/12/xml-c14n11',
  'http://www.w3.org/2006/12/xml-c14n11#WithComments',
  EXCLUSIVE,
  `${EXCLUSIVE}WithComments`,
]
const PREFIX_LISTS = ['', 'p', '#default p q', '#default']

interface Form {
  readonly uri: string
  readonly prefixes: string
}

const forms: readonly Form[] = FORMS.flatMap((uri) =>
  (uri.startsWith(EXCLUSIVE) ? PREFIX_LISTS : ['']).map((prefixes) => ({ uri, prefixes })),
)

const hasXmlsec1 = spawnSync('xmlsec1', ['--version']).status === 0
const folder = mkdtempSync(join(tmpdir(), 'chuan-c14n-'))
let trust: TrustStore
let pair: string

beforeAll(async () => {
  const chain = await makeChain()
  trust = chain.trust
  pair = `${write('key.pem', chain.signers.ec.privateKeyPem)},${write('cert.pem', chain.signers.ec.pem)}`
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

function written(element: string, { uri, prefixes }: Form): string {
  const list = `<x:InclusiveNamespaces xmlns:x="${EXCLUSIVE}" PrefixList="${prefixes}"/>`
  return `<ds:${element} Algorithm="${uri}">${prefixes === '' ? '' : list}</ds:${element}>`
}

/** Not in canonical form: namespaces in use and not, comments, references, CDATA, line ends. */
const CONTENT =
  '<b  z="2" a=\'1&#9;&lt;\' q:a="3" Id="body" xmlns:r="urn:r"><!-- c --><t xmlns=""> x &#13;\r\n' +
  '<![CDATA[<&]]></t><p:t xmlns:p="urn:p2" q="p:x" xml:space="preserve"/><e xml:lang="vi"/></b>'

interface Shape {
  readonly name: string
  readonly uri: string
  readonly around: (content: string) => string
}

const root = (attributes: string) => (inside: string) =>
  `<?xml version="1.0"?>\r\n<!-- before --><?pi x?>\n<m xmlns="urn:m" xmlns:p="urn:p" ` +
  `xmlns:q="urn:q" xmlns:unused="urn:u"${attributes}>\n${inside}</m><!-- after -->\n<?end?>`

const SHAPES: readonly Shape[] = [
  { name: 'the whole document', uri: '', around: root(' xml:lang="vi"') },
  { name: 'an element', uri: '#body', around: root('') },
  {
    name: 'an element below xml:lang, xml:base and xml:space',
    uri: '#body',
    around: root(' xml:lang="vi" xml:base="http://vi-du.example/a/" xml:space="default"'),
  },
  {
    name: 'an element below xml:base, twice',
    uri: '#body',
    around: (inside) =>
      root(' xml:base="http://vi-du.example/a/b"')(`<w xml:base="../c/">${inside}</w>`),
  },
]

function sign({ uri, around }: Shape, form: Form): string {
  const enveloped = uri === '' ? `<ds:Transform Algorithm="${DSIG}enveloped-signature"/>` : ''
  const template =
    `<ds:Signature xmlns:ds="${DSIG}"><ds:SignedInfo>\n` +
    `${written('CanonicalizationMethod', form)}<ds:SignatureMethod ` +
    'Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/>' +
    `<ds:Reference URI="${uri}"><ds:Transforms>${enveloped}${written('Transform', form)}` +
    '</ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>' +
    '<ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/>' +
    '<ds:KeyInfo><ds:X509Data/></ds:KeyInfo></ds:Signature>'
  const unsigned = around(CONTENT)
  const end = unsigned.lastIndexOf('</m>')
  const file = write('template.xml', unsigned.slice(0, end) + template + unsigned.slice(end))
  const argv = ['--sign', '--id-attr:Id', 'urn:m:b', '--privkey-pem', pair, file]
  return execFileSync('xmlsec1', argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

function judge(xml: string, mayLoseSignature: boolean): SignatureReport | undefined {
  const bytes = Buffer.from(xml)
  const { document } = parseXml(bytes)
  if (document === undefined) throw new TypeError('it cannot be read')
  try {
    return openXmlSignatures({ document, bytes, mayLoseSignature }, trust, AT).reports[0]
  } finally {
    document.dispose()
  }
}

describe.skipIf(!hasXmlsec1).for(SHAPES)('what xmlsec1 signs of $name', (shape) => {
  test.for(forms)('in the form $uri with [$prefixes] is believed', (form) => {
    const signed = sign(shape, form)
    const changed = signed.replace('xml:lang="vi"/>', 'xml:lang="en"/>')
    expect(changed).not.toBe(signed)
    for (const mayLoseSignature of [true, false]) {
      expect(judge(signed, mayLoseSignature)?.indication).toBe('TOTAL_PASSED')
      expect(judge(changed, mayLoseSignature)?.findings[0]).toBe('digest-mismatch')
    }
  })
})
