/** Signature wrapping: the signed element is whole, and stands where nobody reads. */
import { describeAttack } from './describe-attack.ts'
import {
  BODY_ID,
  FORGED_XML_RECORD,
  IN_SOAP,
  soapBody,
  soapEnvelope,
  XML_RECORD,
} from './laboratory.ts'
import { DSIG, ENVELOPED_TRANSFORM, envelope, putInside, rawSignature } from './raw-xml.ts'

/** The parts of a message that the signing library made. */
const [BODY = ''] = /<S:Body.*<\/S:Body>/su.exec(IN_SOAP) ?? []
const [SIGNATURE = ''] = /<ds:Signature .*<\/ds:Signature>/su.exec(IN_SOAP) ?? []

const header = (content: string) => `<S:Header>${content}</S:Header>`
const forgedBody = (attributes = '') => soapBody(FORGED_XML_RECORD, attributes)
const soap = (...parts: readonly string[]) => soapEnvelope(parts.join(''))

const ID = 'goc'
const withId = (record: string, id: string) => record.replace('<CongDan', `<CongDan Id="${id}"`)
/** In canonical form: namespaces before attributes. */
const ORIGINAL = XML_RECORD.replace('">', `" Id="${ID}">`)
const FORGED = withId(FORGED_XML_RECORD, 'gia')
const REFERENCE = { uri: `#${ID}`, over: ORIGINAL }
/** As SAML signs: by its Id, with the Signature inside. */
const SAML = envelope(ORIGINAL, {}, REFERENCE)
const [SAML_SIGNATURE = ''] = /<ds:Signature .*<\/ds:Signature>/su.exec(SAML) ?? []
const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/'
const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope'
const OTHER_NAMESPACE = 'http://www.mic.gov.vn/dancu/1.0'

const AMBIGUOUS = {
  codes: ['signature-undecided', 'signed-part-ambiguous'],
  signatures: ['INDETERMINATE SIG_CONSTRAINTS_FAILURE signed-part-ambiguous'],
}
const UNSIGNED = {
  codes: ['signature-undecided', 'content-unsigned'],
  signatures: ['INDETERMINATE SIG_CONSTRAINTS_FAILURE content-unsigned'],
}
const NOT_ENVELOPED = {
  codes: ['signature-invalid'],
  signatures: ['TOTAL_FAILED FORMAT_FAILURE transform-refused'],
}
/** What was signed is judged and nothing else, and a policy does not take a part. */
const PART = {
  codes: ['signature-partial', 'signature-not-whole'],
  signatures: ['TOTAL_PASSED signature-partial'],
  handsOn: 'signed',
} as const

/** The Signature with one more ds:Object. */
function withObject(signature: string, content: string): string {
  return putInside(signature, `<ds:Object>${content}</ds:Object>`)
}

describeAttack('wrapping', 'xml', [
  {
    name: 'XSW1: the original in an Object of the Signature under a forged root',
    make: () => putInside(FORGED, withObject(SAML_SIGNATURE, ORIGINAL)),
    ...NOT_ENVELOPED,
  },
  {
    name: 'XSW2: the original beside its Signature under a forged root',
    make: () => putInside(FORGED, SAML_SIGNATURE + ORIGINAL),
    ...NOT_ENVELOPED,
  },
  {
    name: 'XSW3: a forged sibling before the original',
    make: () => `<w>${FORGED}${SAML}</w>`,
    ...AMBIGUOUS,
  },
  {
    name: 'XSW4: the original inside the forged one',
    make: () => putInside(FORGED, SAML),
    ...AMBIGUOUS,
  },
  {
    name: 'XSW5: the Signature in the forged one, the original after it',
    make: () => `<w>${putInside(FORGED, SAML_SIGNATURE)}${ORIGINAL}</w>`,
    ...NOT_ENVELOPED,
  },
  {
    name: 'XSW6: the original inside the Signature inside the forged one',
    make: () => putInside(FORGED, putInside(SAML_SIGNATURE, ORIGINAL)),
    codes: ['signature-invalid'],
    signatures: ['TOTAL_FAILED FORMAT_FAILURE structure-malformed'],
  },
  {
    name: 'XSW7: the forged one in an extension before the original',
    make: () => `<w><Extensions>${FORGED}</Extensions>${SAML}</w>`,
    ...AMBIGUOUS,
  },
  {
    name: 'XSW8: the whole original message in an Object under a forged root',
    make: () => putInside(FORGED, `<o:Object xmlns:o="${DSIG}">${SAML}</o:Object>`),
    ...AMBIGUOUS,
  },
  {
    name: 'of SOAP: the original in the Header, a forged Body without Id',
    make: () => soap(header(BODY), forgedBody(), SIGNATURE),
    ...UNSIGNED,
  },
  {
    name: 'of SOAP: the original in a wrapper in the Header, a forged Body with another Id',
    make: () => soap(header(`<w>${BODY}</w>`), forgedBody(' Id="khac"'), SIGNATURE),
    ...UNSIGNED,
  },
  {
    name: 'of SOAP: a forged Body before the original',
    make: () => soap(forgedBody(), BODY, SIGNATURE),
    ...AMBIGUOUS,
  },
  {
    name: 'of SOAP: a forged Body after the original',
    make: () => soap(BODY, forgedBody(), SIGNATURE),
    ...AMBIGUOUS,
  },
  {
    name: 'of SOAP: the original nested in a forged Body',
    make: () => soap(putInside(forgedBody(), BODY), SIGNATURE),
    ...UNSIGNED,
  },
  {
    name: 'of SOAP: the original after the Envelope’s Body, in the Signature',
    make: () => soap(forgedBody(), withObject(SIGNATURE, BODY)),
    ...UNSIGNED,
  },
  {
    name: 'of SOAP: a forged Body of the other version of SOAP, the original in the Header',
    make: () => soap(header(BODY), forgedBody().replaceAll(SOAP_11, SOAP_12), SIGNATURE),
    ...UNSIGNED,
  },
  {
    name: 'of SOAP: a forged Body of the other version of SOAP beside the original',
    make: () => soap(BODY, forgedBody().replaceAll(SOAP_11, SOAP_12), SIGNATURE),
    ...PART,
  },
  {
    name: 'by a forged root of the same name in another namespace',
    make: () => putInside(FORGED.replace(/xmlns="[^"]*"/u, `xmlns="${OTHER_NAMESPACE}"`), SAML),
    ...PART,
  },
])

const ENVELOPING_FORGED = (transforms: readonly string[], over = ORIGINAL) => {
  const references = [{ ...REFERENCE, over, transforms }]
  const objects = `<ds:Object>${ORIGINAL}</ds:Object>`
  return putInside(FORGED, rawSignature({ references, objects }))
}
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'

describeAttack('target-in-signature', 'xml', [
  {
    name: 'with the enveloped transform',
    make: () => ENVELOPING_FORGED([ENVELOPED_TRANSFORM, EXCLUSIVE]),
    ...NOT_ENVELOPED,
  },
  {
    name: 'without it, under a forged root',
    make: () => ENVELOPING_FORGED([EXCLUSIVE]),
    ...UNSIGNED,
  },
  {
    name: 'the Object itself, under a forged root',
    make: () => {
      const object = `<ds:Object xmlns:ds="${DSIG}" Id="o">${ORIGINAL}</ds:Object>`
      const references = [{ uri: '#o', over: object }]
      return putInside(FORGED, rawSignature({ references, objects: object }))
    },
    ...UNSIGNED,
  },
  {
    name: 'the Signature is the document, and all of it is cut out',
    make: () =>
      rawSignature({
        references: [{ uri: '', over: '', transforms: [ENVELOPED_TRANSFORM, EXCLUSIVE] }],
        objects: `<ds:Object>${FORGED}</ds:Object>`,
      }),
    ...NOT_ENVELOPED,
  },
  {
    name: 'of SOAP, beside a forged Body',
    make: () => {
      const references = [{ uri: `#${BODY_ID}`, over: soapBody(XML_RECORD) }]
      const objects = `<ds:Object>${soapBody(XML_RECORD)}</ds:Object>`
      return soap(forgedBody(), rawSignature({ references, objects }))
    },
    ...UNSIGNED,
  },
])
