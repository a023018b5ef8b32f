/** What a reference may point at and what may be done to it; and that too many cost nothing. */
import { createHash, verify } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import {
  createTrustStore,
  REFERENCE_COUNT_MAX,
  TRANSFORM_COUNT_MAX,
} from '../../../../validator/index.ts'
import { openXmlSignatures } from '../../../../validator/signature/xmldsig/open.ts'
import { parseXml } from '../../../../validator/xml/parse.ts'
import { useCanary } from './canary.ts'
import { describeAttack } from './describe-attack.ts'
import {
  BODY_ID,
  FORGED_XML_RECORD,
  SIGNER,
  soapBody,
  soapEnvelope,
  XML_RECORD,
} from './laboratory.ts'
import {
  bodyReference,
  DSIG,
  ENVELOPED_TRANSFORM,
  EXCLUSIVE,
  envelope,
  type RawReference,
  rawSignature,
} from './raw-xml.ts'

vi.mock('node:crypto', async (importOriginal) => {
  const actual = await importOriginal<typeof import('node:crypto')>()
  return { ...actual, createHash: vi.fn(actual.createHash), verify: vi.fn(actual.verify) }
})

/** Fetched, it would make a digest right. */
const canary = useCanary(XML_RECORD)
const TRANSFORM = {
  codes: ['signature-invalid'],
  signatures: ['TOTAL_FAILED FORMAT_FAILURE transform-refused'],
}
const URI = {
  codes: ['signature-invalid'],
  signatures: ['TOTAL_FAILED FORMAT_FAILURE uri-refused'],
}
const MISSING = {
  codes: ['signature-undecided'],
  signatures: ['INDETERMINATE SIGNED_DATA_NOT_FOUND target-missing'],
}
const XSL = 'http://www.w3.org/1999/XSL/Transform'

/** A forged Body, and a Signature over it with these transforms. */
function byTransforms(...transforms: readonly string[]): string {
  const reference = bodyReference(FORGED_XML_RECORD, { transforms })
  return soapEnvelope(soapBody(FORGED_XML_RECORD) + rawSignature({ references: [reference] }))
}

/** A forged Body, and a Signature that holds over what the URI leads to. */
function byUri(uri: string | null, over = XML_RECORD, transforms: readonly string[] = []): string {
  const references: readonly RawReference[] = [{ uri, over, transforms }]
  return soapEnvelope(soapBody(FORGED_XML_RECORD) + rawSignature({ references }))
}

const transform = (algorithm: string, content: string) =>
  `<ds:Transform Algorithm="${algorithm}">${content}</ds:Transform>`

describeAttack(
  'transforms-and-uris',
  'xml',
  [
    {
      name: 'XSLT that writes what was signed',
      make: () =>
        byTransforms(
          transform(
            'http://www.w3.org/TR/1999/REC-xslt-19991116',
            `<xsl:stylesheet xmlns:xsl="${XSL}" version="1.0"><xsl:template match="/">x</xsl:template></xsl:stylesheet>`,
          ),
        ),
      ...TRANSFORM,
    },
    {
      name: 'XSLT that reads an address',
      make: () =>
        byTransforms(
          transform(
            'http://www.w3.org/TR/1999/REC-xslt-19991116',
            `<xsl:stylesheet xmlns:xsl="${XSL}" version="1.0"><xsl:import href="${canary.url()}"></xsl:import></xsl:stylesheet>`,
          ),
        ),
      ...TRANSFORM,
    },
    {
      name: 'XPath that leaves a field out',
      make: () =>
        byTransforms(
          transform(
            'http://www.w3.org/TR/1999/REC-xpath-19991116',
            '<ds:XPath>not(ancestor-or-self::Ten)</ds:XPath>',
          ),
          EXCLUSIVE,
        ),
      ...TRANSFORM,
    },
    {
      name: 'XPath Filter 2.0',
      make: () =>
        byTransforms(
          transform(
            'http://www.w3.org/2002/06/xmldsig-filter2',
            '<XPath xmlns="http://www.w3.org/2002/06/xmldsig-filter2" Filter="intersect">//x</XPath>',
          ),
          EXCLUSIVE,
        ),
      ...TRANSFORM,
    },
    {
      name: 'decryption on the way',
      make: () => byTransforms('http://www.w3.org/2002/07/decrypt#XML', EXCLUSIVE),
      ...TRANSFORM,
    },
    {
      name: 'canonicalization twice',
      make: () => byTransforms(EXCLUSIVE, EXCLUSIVE),
      ...TRANSFORM,
    },
    {
      name: 'the enveloped transform after canonicalization',
      make: () => envelope(FORGED_XML_RECORD, {}, { transforms: [EXCLUSIVE, ENVELOPED_TRANSFORM] }),
      ...TRANSFORM,
    },
    {
      name: 'the enveloped transform twice',
      make: () =>
        envelope(
          FORGED_XML_RECORD,
          {},
          { transforms: [ENVELOPED_TRANSFORM, ENVELOPED_TRANSFORM, EXCLUSIVE] },
        ),
      ...TRANSFORM,
    },
    {
      name: 'a Transform of no algorithm',
      make: () => byTransforms('<ds:Transform></ds:Transform>'),
      ...TRANSFORM,
    },
    { name: 'an address', make: () => byUri(canary.url()), ...URI },
    { name: 'an address with a fragment', make: () => byUri(`${canary.url()}#${BODY_ID}`), ...URI },
    { name: 'a file', make: () => byUri(canary.fileUrl()), ...URI },
    { name: 'a path of a file', make: () => byUri('/etc/hostname'), ...URI },
    { name: 'a path with dots', make: () => byUri('../../../../etc/hostname'), ...URI },
    { name: 'an attachment', make: () => byUri('cid:canary@127.0.0.1'), ...URI },
    {
      name: 'no URI at all',
      make: () => byUri(null, soapBody(FORGED_XML_RECORD), [EXCLUSIVE]),
      ...URI,
    },
    { name: 'an Id without its hash', make: () => byUri(BODY_ID), ...URI },
    { name: 'an empty fragment', make: () => byUri('#'), ...URI },
    {
      name: 'XPath injected into the Id',
      make: () => byUri(`#${BODY_ID}' or '1'='1`, soapBody(FORGED_XML_RECORD), [EXCLUSIVE]),
      ...URI,
    },
    { name: 'quotes in the Id', make: () => byUri(`#x']|//*['`), ...URI },
    { name: 'XPointer to the root', make: () => byUri('#xpointer(/)'), ...URI },
    { name: 'XPointer to an Id', make: () => byUri(`#xpointer(id('${BODY_ID}'))`), ...URI },
    { name: 'an Id in percent-encoding', make: () => byUri('#noi%2Ddung'), ...URI },
    { name: 'an Id with a line end behind it', make: () => byUri(`#${BODY_ID}&#xA;`), ...URI },
    { name: 'an Id nothing has', make: () => byUri('#khac'), ...MISSING },
  ],
  canary.assertUntouched,
)

const RECORD_IN_BASE64 = Buffer.from(FORGED_XML_RECORD).toString('base64')

describeAttack('unencoded', 'xml', [
  {
    name: 'base64 of an element that is no Object',
    make: () => {
      const name = `<Ten Id="t">${RECORD_IN_BASE64}</Ten>`
      const transforms = [`${DSIG}base64`]
      const references = [{ uri: '#t', over: FORGED_XML_RECORD, transforms }]
      return soapEnvelope(soapBody(FORGED_XML_RECORD) + name + rawSignature({ references }))
    },
    ...TRANSFORM,
  },
  {
    name: 'base64 and then canonicalization',
    make: () => byTransforms(`${DSIG}base64`, EXCLUSIVE),
    ...TRANSFORM,
  },
  {
    name: 'an Object in base64 in a forged message',
    make: () => {
      const objects = `<ds:Object Id="o">${RECORD_IN_BASE64}</ds:Object>`
      const transforms = [`${DSIG}base64`]
      const references = [{ uri: '#o', over: FORGED_XML_RECORD, transforms }]
      return soapEnvelope(soapBody(FORGED_XML_RECORD) + rawSignature({ references, objects }))
    },
    codes: ['signature-undecided', 'content-unsigned'],
    signatures: ['INDETERMINATE SIG_CONSTRAINTS_FAILURE content-unsigned'],
  },
])

const LIMIT = {
  codes: ['signature-invalid'],
  signatures: ['TOTAL_FAILED FORMAT_FAILURE limit-exceeded'],
}

/** Every reference holds, and the value too. */
function manyReferences(count: number): string {
  const references = Array.from({ length: count }, () => bodyReference(FORGED_XML_RECORD))
  return soapEnvelope(soapBody(FORGED_XML_RECORD) + rawSignature({ references }))
}

const manyTransforms = (count: number) =>
  byTransforms(...Array.from({ length: count }, () => EXCLUSIVE))

describeAttack('too-many', 'xml', [
  ...[REFERENCE_COUNT_MAX + 1, 500].map((count) => ({
    name: `${count} references`,
    make: () => manyReferences(count),
    ...LIMIT,
  })),
  ...[TRANSFORM_COUNT_MAX + 1, 2_000].map((count) => ({
    name: `${count} transforms`,
    make: () => manyTransforms(count),
    ...LIMIT,
  })),
])

describe('what is too many', () => {
  /** How often anything was hashed or verified. */
  function effortOf(message: string): { readonly hashes: number; readonly checks: number } {
    const trust = createTrustStore([Buffer.from(SIGNER.certificates[0] ?? [])])
    const bytes = Buffer.from(message)
    const { document } = parseXml(bytes)
    if (document === undefined) throw new TypeError('the message is well-formed')
    vi.mocked(createHash).mockClear()
    vi.mocked(verify).mockClear()
    try {
      openXmlSignatures(
        { document, bytes, mayLoseSignature: true },
        trust,
        new Date('2026-11-24T00:00:00Z'),
      )
    } finally {
      document.dispose()
    }
    const hashes = vi.mocked(createHash).mock.calls.length
    return { hashes, checks: vi.mocked(verify).mock.calls.length }
  }

  test.for([
    { name: 'references', message: manyReferences(REFERENCE_COUNT_MAX + 1) },
    { name: 'transforms', message: manyTransforms(TRANSFORM_COUNT_MAX + 1) },
  ])('is refused before anything is hashed or verified: $name', ({ message }) => {
    expect(effortOf(message)).toEqual({ hashes: 0, checks: 0 })
  })

  test('is one more than what is looked at, and the value is looked at before the digests', () => {
    const right = manyReferences(REFERENCE_COUNT_MAX)
    const wrong = right.replace(/<ds:SignatureValue>[^<]{4}/u, '<ds:SignatureValue>AAAA')
    const certificates = SIGNER.certificates.length
    expect(effortOf(right).hashes).toBeGreaterThanOrEqual(REFERENCE_COUNT_MAX + certificates)
    expect(effortOf(wrong)).toEqual({ hashes: certificates, checks: certificates })
  })
})
