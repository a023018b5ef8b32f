/** What canonicalization leaves out, and what an attacker would like it to. */
import { describeAttack } from './describe-attack.ts'
import {
  ENVELOPED,
  ecdsaValue,
  FORGED_NAME,
  FORGED_XML_RECORD,
  IN_SOAP,
  SIGNED_NAME,
  soapBody,
  soapEnvelope,
  XML_RECORD,
} from './laboratory.ts'
import { bodyReference, DSIG, envelope, putInside, rawSignature } from './raw-xml.ts'

const HARMLESS = {
  isHarmless: true,
  signatures: ['TOTAL_PASSED'],
  handsOn: 'signed',
  forgesNothing: true,
} as const
const CHANGED = {
  codes: ['signature-invalid'],
  signatures: ['TOTAL_FAILED HASH_FAILURE digest-mismatch'],
}

describeAttack('comment-truncation', 'xml', [
  {
    // Half of the number would be no number: that the verdict is valid shows the whole was read.
    name: 'in a number with check digits',
    make: () => ENVELOPED.replace('001190000002', '0011<!-- -->90000002'),
    ...HARMLESS,
  },
  {
    name: 'before and after all of it',
    make: () => ENVELOPED.replace('001190000002', '<!---->$&<!--x-->'),
    ...HARMLESS,
  },
  {
    name: 'by CDATA, which is text as well',
    make: () => ENVELOPED.replace('001190000002', '0011<![CDATA[90000002]]>'),
    ...HARMLESS,
  },
  {
    name: 'before a part that was never signed',
    make: () => ENVELOPED.replace(SIGNED_NAME, `${FORGED_NAME}<!--${SIGNED_NAME}-->`),
    ...CHANGED,
  },
  {
    name: 'signed with comments, which the reference leaves out all the same',
    make: () => {
      const withComments = 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments'
      const transforms = [`${DSIG}enveloped-signature`, withComments]
      return envelope(XML_RECORD, {}, { transforms }).replace(SIGNED_NAME, '$&<!--x-->')
    },
    ...HARMLESS,
  },
])

const PI_REFUSED = {
  codes: ['processing-instruction-refused', 'signature-required'],
}

describeAttack('hidden-from-digest', 'xml', [
  {
    name: 'the signed text as data of a processing instruction',
    make: () => ENVELOPED.replace(SIGNED_NAME, `${FORGED_NAME}<?x ${SIGNED_NAME}?>`),
    ...PI_REFUSED,
  },
  {
    name: 'a processing instruction within SignatureValue',
    make: () =>
      ENVELOPED.replace(SIGNED_NAME, FORGED_NAME).replace('<ds:SignatureValue>', '$&<?x AAAA?>'),
    ...PI_REFUSED,
  },
  {
    name: 'a processing instruction before the root, which is signed with it',
    make: () => `<?x ${FORGED_NAME}?>${ENVELOPED}`,
    ...CHANGED,
  },
  {
    name: 'an attribute whose name begins with xmlns',
    make: () => ENVELOPED.replace('<HoVaTen>', `<HoVaTen xmlnsTen="${FORGED_NAME}">`),
    ...CHANGED,
  },
  {
    name: 'an attribute xmlns_',
    make: () => ENVELOPED.replace('<GioiTinh>', `<GioiTinh xmlns_="${FORGED_NAME}">`),
    ...CHANGED,
  },
  {
    name: 'a namespace that is declared and used',
    make: () =>
      ENVELOPED.replace('<Ten>', `<x:Ten xmlns:x="urn:${FORGED_NAME}">`).replace(
        '</Ten>',
        '</x:Ten>',
      ),
    ...CHANGED,
  },
])

const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const INCLUSIVE_1_1 = 'http://www.w3.org/2006/12/xml-c14n11'
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const FAILED = {
  codes: ['signature-invalid'],
  signatures: ['TOTAL_FAILED FORMAT_FAILURE canonicalization-failed'],
}
/** Nothing was digested, and nothing was signed: right for whoever takes an error for "". */
const VOID = { over: '' }

describeAttack('void-canonicalization', 'xml', [
  ...[EXCLUSIVE, INCLUSIVE, INCLUSIVE_1_1].map((canonicalization) => ({
    name: `a relative namespace in what is signed: ${canonicalization}`,
    make: () => {
      const record = FORGED_XML_RECORD.replace('<HoVaTen>', '<HoVaTen xmlns:r="../r" r:x="1">')
      const transforms = [`${DSIG}enveloped-signature`, canonicalization]
      return envelope(record, {}, { ...VOID, transforms })
    },
    ...FAILED,
  })),
  ...[INCLUSIVE, INCLUSIVE_1_1].map((canonicalization) => ({
    name: `a relative namespace above SignedInfo: ${canonicalization}`,
    make: () => {
      const signature = rawSignature({
        references: [bodyReference(FORGED_XML_RECORD)],
        canonicalization,
        makeValue: () => ecdsaValue(''),
      })
      return soapEnvelope(soapBody(FORGED_XML_RECORD) + signature, ' xmlns:r="../r"')
    },
    ...FAILED,
  })),
])

const LANGUAGE = ` xml:lang="${FORGED_NAME}"`
const PREFIXED = XML_RECORD.replaceAll(/<(\/?)(?=[A-Z])/gu, '<$1p:').replace('xmlns=', 'xmlns:p=')
/** An attribute that nothing signs stands above what is read. */
const PART = {
  codes: ['signature-partial', 'signature-not-whole'],
  signatures: ['TOTAL_PASSED signature-partial'],
  handsOn: 'signed',
} as const

describeAttack('unsigned-context', 'xml', [
  {
    name: 'xml:lang on an unsigned ancestor',
    make: () => IN_SOAP.replace('<S:Envelope', `$&${LANGUAGE}`),
    ...PART,
  },
  {
    name: 'xml:base on an unsigned ancestor',
    make: () => IN_SOAP.replace('<S:Envelope', `$& xml:base="http://${FORGED_NAME}/"`),
    ...PART,
  },
  {
    name: 'an attribute of its own on an unsigned ancestor',
    make: () => IN_SOAP.replace('<S:Envelope', `$& xmlns:x="urn:x" x:ten="${FORGED_NAME}"`),
    ...PART,
  },
  {
    name: 'text in an unsigned ancestor',
    make: () => IN_SOAP.replace('<S:Body', `${FORGED_NAME}$&`),
    ...PART,
  },
  {
    name: 'a prefix declared on an unsigned ancestor, which no name uses',
    make: () => IN_SOAP.replace('<S:Envelope', `$& xmlns:x="urn:${FORGED_NAME}"`),
    isHarmless: true,
    signatures: ['TOTAL_PASSED'],
    handsOn: 'signed',
  },
  {
    name: 'the same under inclusive canonicalization, which signs it',
    make: () => underInclusive(` xmlns:x="urn:${FORGED_NAME}"`),
    ...CHANGED,
  },
  {
    name: 'xml:lang under inclusive canonicalization, which signs it',
    make: () => underInclusive(LANGUAGE),
    ...CHANGED,
  },
  {
    name: 'the namespace of the signed names rebound where it is declared',
    make: () => {
      const signature = rawSignature({ references: [bodyReference(PREFIXED)] })
      const [declaration = ''] = / xmlns:p="[^"]*"/u.exec(PREFIXED) ?? []
      const above = ` xmlns:p="urn:${FORGED_NAME}"`
      return soapEnvelope(soapBody(PREFIXED.replace(declaration, '')) + signature, above)
    },
    ...CHANGED,
  },
])

function underInclusive(attributes: string): string {
  const reference = bodyReference(XML_RECORD, { transforms: [INCLUSIVE] })
  const signature = rawSignature({ references: [reference] })
  return putInside(soapEnvelope(soapBody(XML_RECORD), attributes), signature)
}
