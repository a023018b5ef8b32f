/** What stands in a Signature beside what should: decoys, copies, foreign children. */
import { describeAttack } from './describe-attack.ts'
import {
  ENVELOPED,
  FORGED_NAME,
  FORGED_XML_RECORD,
  SIGNED_NAME,
  soapBody,
  soapEnvelope,
  XML_RECORD,
} from './laboratory.ts'
import { bodyReference, DSIG, ECDSA_SHA256, envelope, putInside, rawSignature } from './raw-xml.ts'
import { makeStranger } from './strangers.ts'

const [SIGNATURE = ''] = /<ds:Signature .*<\/ds:Signature>/su.exec(ENVELOPED) ?? []
/** The name changed, and all else left as it was signed. */
const FORGED = ENVELOPED.replace(SIGNED_NAME, FORGED_NAME)
const FORGED_OBJECT = `<ds:Object>${FORGED_XML_RECORD}</ds:Object>`
const DIGEST = /(?<=<ds:DigestValue>)[^<]+/u
const VALUE = /(?<=<ds:SignatureValue>)[^<]+/u
const MALFORMED = {
  codes: ['signature-invalid'],
  signatures: ['TOTAL_FAILED FORMAT_FAILURE structure-malformed'],
}
const AMBIGUOUS = {
  codes: ['signature-undecided', 'signed-part-ambiguous'],
  signatures: ['INDETERMINATE SIG_CONSTRAINTS_FAILURE signed-part-ambiguous'],
}
const TWICE_MALFORMED = {
  codes: ['signature-invalid', 'signature-invalid'],
  signatures: [...MALFORMED.signatures, ...MALFORMED.signatures],
}

describeAttack('forged-object', 'xml', [
  {
    name: 'a forged record in an Object that is not signed',
    make: () => ENVELOPED.replace('</ds:Signature>', `${FORGED_OBJECT}</ds:Signature>`),
    ...AMBIGUOUS,
  },
  {
    name: 'a forged record beside the qualifying properties',
    make: () => ENVELOPED.replace('</xades:QualifyingProperties>', `$&${FORGED_XML_RECORD}`),
    ...AMBIGUOUS,
  },
  {
    name: 'a forged record among the qualifying properties',
    make: () => ENVELOPED.replace('</xades:QualifyingProperties>', `${FORGED_XML_RECORD}$&`),
    ...AMBIGUOUS,
  },
  {
    name: 'a forged record among the unsigned properties',
    make: () => {
      const unsigned = `<xades:UnsignedProperties>${FORGED_XML_RECORD}</xades:UnsignedProperties>`
      return ENVELOPED.replace('</xades:QualifyingProperties>', `${unsigned}$&`)
    },
    ...AMBIGUOUS,
  },
  {
    name: 'a forged record among what describes the key',
    make: () => ENVELOPED.replace('</ds:X509Data>', `$&${FORGED_XML_RECORD}`),
    ...MALFORMED,
  },
  {
    name: 'a forged text beside the qualifying properties',
    make: () => ENVELOPED.replace('</xades:QualifyingProperties>', `$&<![CDATA[${FORGED_NAME}]]>`),
    ...AMBIGUOUS,
  },
  {
    name: 'forged properties under another name in the namespace of XAdES',
    make: () =>
      ENVELOPED.replace('<xades:QualifyingProperties', '<xades:Other/>$&').replace(
        'xades:Other/',
        `xades:Other xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" x="${FORGED_NAME}"/`,
      ),
    ...AMBIGUOUS,
  },
  {
    name: 'the whole Signature twice, over a forged record',
    make: () => putInside(FORGED, SIGNATURE),
    ...TWICE_MALFORMED,
  },
  {
    name: 'a copy of the Signature with a forged Object',
    make: () => putInside(ENVELOPED, SIGNATURE.replace('</ds:Signature>', `${FORGED_OBJECT}$&`)),
    ...TWICE_MALFORMED,
  },
  {
    name: 'a copy whose value is spread over two lines',
    make: () =>
      putInside(
        FORGED,
        SIGNATURE.replace(VALUE, (it) => `${it.slice(0, 9)}\n${it.slice(9)}`),
      ),
    ...TWICE_MALFORMED,
  },
])

const FORGED_DIGEST = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='
const [SIGNED_INFO = ''] = /<ds:SignedInfo.*<\/ds:SignedInfo>/su.exec(SIGNATURE) ?? []
const METHOD = `<ds:SignatureMethod Algorithm="${ECDSA_SHA256}"/>`
const FORGED_INFO = SIGNED_INFO.replace(DIGEST, FORGED_DIGEST)

describeAttack('several-methods', 'xml', [
  {
    name: 'a forged SignedInfo before the true one',
    make: () => FORGED.replace('<ds:SignedInfo>', `${FORGED_INFO}$&`),
    ...MALFORMED,
  },
  {
    name: 'a forged SignedInfo after the true one',
    make: () => FORGED.replace('</ds:SignedInfo>', `$&${FORGED_INFO}`),
    ...MALFORMED,
  },
  {
    name: 'a forged SignedInfo at the end',
    make: () => FORGED.replace('</ds:Signature>', `${FORGED_INFO}$&`),
    ...MALFORMED,
  },
  {
    name: 'a foreign child in a SignedInfo that is signed',
    make: () => envelope(FORGED_XML_RECORD, { inSignedInfo: '<x xmlns="urn:x"></x>' }),
    ...MALFORMED,
  },
  {
    name: 'a SignedInfo that holds another SignedInfo',
    make: () => envelope(FORGED_XML_RECORD, { inSignedInfo: '<ds:SignedInfo></ds:SignedInfo>' }),
    ...MALFORMED,
  },
  {
    name: 'a foreign child of Signature',
    make: () => FORGED.replace('<ds:KeyInfo>', '<x xmlns="urn:x"/>$&'),
    ...MALFORMED,
  },
  {
    name: 'a second SignatureMethod',
    make: () => FORGED.replace('<ds:SignatureMethod', `${METHOD}$&`),
    ...MALFORMED,
  },
  {
    name: 'a second DigestMethod',
    make: () => FORGED.replace('<ds:DigestMethod', '<ds:DigestMethod Algorithm="x"/>$&'),
    ...MALFORMED,
  },
  {
    name: 'a second DigestValue',
    make: () =>
      FORGED.replace('<ds:DigestValue>', `<ds:DigestValue>${FORGED_DIGEST}</ds:DigestValue>$&`),
    ...MALFORMED,
  },
  {
    name: 'a second SignatureValue',
    make: () =>
      FORGED.replace('</ds:SignatureValue>', '$&<ds:SignatureValue>AAAA</ds:SignatureValue>'),
    ...MALFORMED,
  },
  {
    name: 'a SignedInfo of another namespace',
    make: () =>
      FORGED.replace('<ds:SignedInfo>', '<ds:SignedInfo xmlns:ds="urn:x">').replace(
        '<ds:CanonicalizationMethod',
        `$& xmlns:ds="${DSIG}"`,
      ),
    ...MALFORMED,
  },
])

describeAttack('unprotected', 'xml', [
  {
    name: 'SignatureMethod outside SignedInfo',
    make: () =>
      FORGED.replace(/<ds:SignatureMethod[^>]*>/u, '').replace('</ds:SignedInfo>', `$&${METHOD}`),
    ...MALFORMED,
  },
  {
    name: 'a Reference outside SignedInfo',
    make: () =>
      FORGED.replace(
        '</ds:Signature>',
        `<ds:Reference URI="">${SIGNED_INFO.slice(SIGNED_INFO.indexOf('<ds:DigestMethod'), SIGNED_INFO.indexOf('</ds:Reference>'))}</ds:Reference>$&`,
      ),
    ...MALFORMED,
  },
  {
    name: 'SignatureMethod changed to another that is accepted',
    make: () => FORGED.replace(ECDSA_SHA256, ECDSA_SHA256.replace('256', '384')),
    codes: ['signature-invalid'],
    signatures: ['TOTAL_FAILED SIG_CRYPTO_FAILURE value-mismatch'],
  },
])

const PARAMETER = '<x xmlns="urn:x"></x>'

describeAttack('critical', 'xml', [
  {
    name: 'a parameter of SignatureMethod',
    make: () => envelope(FORGED_XML_RECORD, { parameters: PARAMETER }),
    codes: ['algorithm-refused'],
    signatures: ['INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE algorithm-refused'],
  },
  {
    name: 'a parameter of a Transform',
    make: () => {
      const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
      const transform = `<ds:Transform Algorithm="${exclusive}">${PARAMETER}</ds:Transform>`
      return envelope(
        FORGED_XML_RECORD,
        {},
        { transforms: [`${DSIG}enveloped-signature`, transform] },
      )
    },
    codes: ['signature-invalid'],
    signatures: ['TOTAL_FAILED FORMAT_FAILURE transform-refused'],
  },
  {
    name: 'an attribute of Reference',
    make: () => FORGED.replace('<ds:Reference ', '<ds:Reference x="1" '),
    ...MALFORMED,
  },
  {
    name: 'a CanonicalizationMethod nobody knows',
    make: () => envelope(FORGED_XML_RECORD, { canonicalization: 'urn:x' }),
    codes: ['algorithm-refused'],
    signatures: ['INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE algorithm-refused'],
  },
])

const BODY = soapBody(XML_RECORD)
const GOOD = rawSignature({ references: [bodyReference(XML_RECORD)] })

describeAttack('any-of-many', 'xml', [
  {
    name: 'a good signature, then one over a forged record',
    make: () => {
      const bad = rawSignature({ references: [bodyReference(FORGED_XML_RECORD)] })
      return soapEnvelope(`${BODY}${GOOD}${bad}<!--${FORGED_NAME}-->`)
    },
    codes: ['signature-invalid'],
    signatures: ['TOTAL_PASSED', 'TOTAL_FAILED HASH_FAILURE digest-mismatch'],
  },
  {
    name: 'a bad one first',
    make: () => {
      const bad = rawSignature({ references: [bodyReference(FORGED_XML_RECORD)] })
      return soapEnvelope(`${BODY}${bad}${GOOD}<!--${FORGED_NAME}-->`)
    },
    codes: ['signature-invalid'],
    signatures: ['TOTAL_FAILED HASH_FAILURE digest-mismatch', 'TOTAL_PASSED'],
  },
  {
    name: 'a stranger’s signature beside a good one',
    make: async () => {
      const signer = await makeStranger()
      const references = [bodyReference(XML_RECORD)]
      return soapEnvelope(BODY + GOOD + rawSignature({ references, signer }))
    },
    codes: ['signature-undecided'],
    signatures: ['TOTAL_PASSED', 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND certificate-untrusted'],
    handsOn: 'signed',
    forgesNothing: true,
  },
  {
    name: 'good for a part, and a stranger for the forged rest',
    make: async () => {
      const header = `<S:Header xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" Id="dau">${FORGED_XML_RECORD}</S:Header>`
      const references = [{ uri: '#dau', over: header }]
      const signature = rawSignature({ references, signer: await makeStranger() })
      return soapEnvelope(header + BODY + GOOD + signature)
    },
    codes: ['signature-partial', 'signature-undecided', 'content-unsigned', 'signature-not-whole'],
    signatures: [
      'TOTAL_PASSED signature-partial',
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE content-unsigned',
    ],
  },
])
