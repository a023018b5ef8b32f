/** Two elements that one reference could mean. */
import { describeAttack } from './describe-attack.ts'
import {
  BODY_ID,
  FORGED_XML_RECORD,
  IN_SOAP,
  soapBody,
  soapEnvelope,
  XML_RECORD,
} from './laboratory.ts'
import { bodyReference, putInside, rawSignature } from './raw-xml.ts'

const SIGNATURE = rawSignature({ references: [bodyReference(XML_RECORD)] })
const BODY = soapBody(XML_RECORD)
const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd'

const AMBIGUOUS = {
  codes: ['signature-invalid'],
  signatures: ['TOTAL_FAILED FORMAT_FAILURE id-ambiguous'],
}

/** The same Id, in another attribute. */
const MIXED = [
  { name: 'ID', attribute: ` ID="${BODY_ID}"` },
  { name: 'id', attribute: ` id="${BODY_ID}"` },
  { name: 'xml:id', attribute: ` xml:id="${BODY_ID}"` },
  { name: 'wsu:Id', attribute: ` xmlns:wsu="${WSU}" wsu:Id="${BODY_ID}"` },
  { name: 'an Id of a namespace of its own', attribute: ` xmlns:x="urn:x" x:Id="${BODY_ID}"` },
  { name: 'Id beside another Id', attribute: ` Id="khac" ID="${BODY_ID}"` },
]

describeAttack('duplicate-ids', 'xml', [
  {
    name: 'forged first',
    make: () => soapEnvelope(soapBody(FORGED_XML_RECORD) + BODY + SIGNATURE),
    ...AMBIGUOUS,
  },
  {
    name: 'forged last',
    make: () => soapEnvelope(BODY + SIGNATURE + soapBody(FORGED_XML_RECORD)),
    ...AMBIGUOUS,
  },
  {
    name: 'forged in the Header of SOAP',
    make: () => {
      const header = `<S:Header Id="${BODY_ID}">${FORGED_XML_RECORD}</S:Header>`
      return IN_SOAP.replace('<S:Body', `${header}$&`)
    },
    ...AMBIGUOUS,
  },
  {
    name: 'forged in an Object of the Signature',
    make: () => {
      const object = `<ds:Object Id="${BODY_ID}">${FORGED_XML_RECORD}</ds:Object>`
      return soapEnvelope(BODY + putInside(SIGNATURE, object))
    },
    ...AMBIGUOUS,
  },
  ...MIXED.flatMap(({ name, attribute }) => {
    const forged = soapBody(FORGED_XML_RECORD, attribute)
    return [
      {
        name: `Id and ${name}, forged first`,
        make: () => soapEnvelope(forged + BODY + SIGNATURE),
        ...AMBIGUOUS,
      },
      {
        name: `Id and ${name}, forged last`,
        make: () => soapEnvelope(BODY + forged + SIGNATURE),
        ...AMBIGUOUS,
      },
    ]
  }),
  {
    name: 'only the forged one has it, the original lost its own',
    make: () => soapEnvelope(soapBody(FORGED_XML_RECORD) + soapBody(XML_RECORD, '') + SIGNATURE),
    codes: ['signature-invalid'],
    signatures: ['TOTAL_FAILED HASH_FAILURE digest-mismatch'],
  },
])
