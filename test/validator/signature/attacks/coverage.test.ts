/** What is signed is not the content, or nothing is. */
import { describeAttack } from './describe-attack.ts'
import {
  BODY_ID,
  ENVELOPED,
  FORGED_NAME,
  FORGED_XML_RECORD,
  SIGNED_NAME,
  soapBody,
  soapEnvelope,
  XML_RECORD,
} from './laboratory.ts'
import { bodyReference, DSIG, putInside, rawSignature, writeReference } from './raw-xml.ts'

const FORGED_BODY = soapBody(FORGED_XML_RECORD)
const XADES = 'http://uri.etsi.org/01903/v1.3.2#'
const UNSIGNED = {
  codes: ['signature-undecided', 'content-unsigned'],
  signatures: ['INDETERMINATE SIG_CONSTRAINTS_FAILURE content-unsigned'],
}

/** A SOAP message with a forged Body, and a Signature over this Object of its own alone. */
function signedObject(content: string, type?: string): string {
  const object = `<ds:Object xmlns:ds="${DSIG}" Id="o">${content}</ds:Object>`
  const reference = { uri: '#o', over: object, ...(type === undefined ? {} : { type }) }
  return soapEnvelope(FORGED_BODY + rawSignature({ references: [reference], objects: object }))
}

const manifestOf = (record: string) =>
  `<ds:Manifest>${writeReference(bodyReference(record))}</ds:Manifest>`
const MANIFEST = manifestOf(XML_RECORD)
const HEADER =
  '<S:Header xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" Id="dau"><x>1</x></S:Header>'

describeAttack('not-the-content', 'xml', [
  { name: 'a Manifest whose digest is wrong', make: () => signedObject(MANIFEST), ...UNSIGNED },
  {
    name: 'the same, said to be a Manifest',
    make: () => signedObject(MANIFEST, `${DSIG}Manifest`),
    ...UNSIGNED,
  },
  {
    name: 'a Manifest whose digest is right, of a forged Body',
    make: () => signedObject(manifestOf(FORGED_XML_RECORD)),
    ...UNSIGNED,
  },
  {
    name: 'SignatureProperties',
    make: () =>
      signedObject(
        '<ds:SignatureProperties></ds:SignatureProperties>',
        `${DSIG}SignatureProperties`,
      ),
    ...UNSIGNED,
  },
  {
    name: 'SignedProperties',
    make: () => {
      const properties = `<xades:SignedProperties xmlns:xades="${XADES}" Id="p"></xades:SignedProperties>`
      const type = 'http://uri.etsi.org/01903#SignedProperties'
      const objects = `<ds:Object><xades:QualifyingProperties xmlns:xades="${XADES}" Target="#s">${properties}</xades:QualifyingProperties></ds:Object>`
      const references = [{ uri: '#p', over: properties, type }]
      const signature = rawSignature({ references, objects })
      return soapEnvelope(FORGED_BODY + signature.replace('<ds:Signature ', '$&Id="s" '))
    },
    ...UNSIGNED,
  },
  {
    name: 'KeyInfo',
    make: () => {
      const content = '<ds:KeyName>x</ds:KeyName>'
      const over = `<ds:KeyInfo xmlns:ds="${DSIG}" Id="k">${content}</ds:KeyInfo>`
      const signature = rawSignature({ references: [{ uri: '#k', over }], keyInfo: content })
      return soapEnvelope(FORGED_BODY + signature.replace('<ds:KeyInfo>', '<ds:KeyInfo Id="k">'))
    },
    codes: ['signature-undecided'],
    signatures: ['INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND certificate-missing'],
  },
  {
    name: 'the Header of SOAP',
    make: () => {
      const references = [{ uri: '#dau', over: HEADER }]
      return soapEnvelope(HEADER + FORGED_BODY + rawSignature({ references }))
    },
    ...UNSIGNED,
  },
  {
    name: 'a part of the record',
    make: () => {
      const [namespace = ''] = / xmlns="[^"]*"/u.exec(XML_RECORD) ?? []
      const part = `<GioiTinh${namespace} Id="phan">2</GioiTinh>`
      const record = FORGED_XML_RECORD.replace('<GioiTinh>2</GioiTinh>', part)
      const references = [{ uri: '#phan', over: part }]
      return soapEnvelope(soapBody(record) + rawSignature({ references }))
    },
    ...UNSIGNED,
  },
])

const WITHOUT = ENVELOPED.replace(SIGNED_NAME, FORGED_NAME).replace(
  /<ds:Signature .*<\/ds:Signature>/su,
  '',
)
const BARE = { codes: ['signature-required'] }
const FORGED = ENVELOPED.replace(SIGNED_NAME, FORGED_NAME)

describeAttack('exclusion', 'xml', [
  { name: 'a record without any', make: () => WITHOUT, ...BARE },
  {
    name: 'in SOAP, where the Body still has its Id',
    make: () => soapEnvelope(soapBody(FORGED_XML_RECORD, ` Id="${BODY_ID}"`)),
    ...BARE,
  },
  {
    name: 'made a comment',
    make: () => FORGED.replace(/<ds:Signature .*<\/ds:Signature>/su, '<!--$&-->'),
    ...BARE,
  },
  {
    name: 'an empty one',
    make: () => putInside(WITHOUT, `<ds:Signature xmlns:ds="${DSIG}"/>`),
    codes: ['signature-invalid'],
    signatures: ['TOTAL_FAILED FORMAT_FAILURE structure-malformed'],
  },
  {
    name: 'moved to another namespace',
    make: () => putInside(WITHOUT, '<ds:Signature xmlns:ds="urn:x"/>'),
    codes: ['element-namespace-mismatch', 'property-unknown', 'signature-required'],
  },
  {
    name: 'renamed',
    make: () => putInside(WITHOUT, `<ds:ChuKy xmlns:ds="${DSIG}"/>`),
    codes: ['element-namespace-mismatch', 'property-unknown', 'signature-required'],
  },
  {
    name: 'without its SignedInfo',
    make: () => FORGED.replace(/<ds:SignedInfo>.*<\/ds:SignedInfo>/su, ''),
    codes: ['signature-invalid'],
    signatures: ['TOTAL_FAILED FORMAT_FAILURE structure-malformed'],
  },
  {
    name: 'with no Reference',
    make: () => putInside(WITHOUT, rawSignature({ references: [] })),
    codes: ['signature-invalid'],
    signatures: ['TOTAL_FAILED FORMAT_FAILURE structure-malformed'],
  },
])
