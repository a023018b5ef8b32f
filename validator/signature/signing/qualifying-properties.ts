/**
 * Writes the qualifying properties of a XAdES baseline B-B signature: ETSI EN 319 132-1 §6.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { XADES } from '../xades/read-properties.ts'
import { DSIG } from '../xmldsig/structure.ts'
import type { SigningKey } from './signing-key.ts'

export const SIGNED_PROPERTIES_TYPE = 'http://uri.etsi.org/01903#SignedProperties'
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256'

/** EN 319 132-1 §5.2.3: what a signer may commit to. */
export const COMMITMENTS = {
  origin: 'http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin',
  receipt: 'http://uri.etsi.org/01903/v1.2.2#ProofOfReceipt',
  delivery: 'http://uri.etsi.org/01903/v1.2.2#ProofOfDelivery',
  sender: 'http://uri.etsi.org/01903/v1.2.2#ProofOfSender',
  approval: 'http://uri.etsi.org/01903/v1.2.2#ProofOfApproval',
  creation: 'http://uri.etsi.org/01903/v1.2.2#ProofOfCreation',
} as const

export type Commitment = keyof typeof COMMITMENTS

export interface Statement {
  /** `YYYY-MM-DDTHH:MM:SSZ`; the signer's own word. */
  readonly claimedTime: string
  readonly commitment?: Commitment
}

/** Ids of the parts of one signature, made from one that is free in the document. */
export interface PartIds {
  readonly signature: string
  readonly properties: string
  readonly data: string
}

export function partIds(free: string): PartIds {
  return { signature: `${free}-s`, properties: `${free}-p`, data: `${free}-d` }
}

/** The texts are URIs, digests and a time: nothing in them needs escaping. */
export function writeQualifyingProperties(
  { claimedTime, commitment }: Statement,
  key: Pick<SigningKey, 'certificate'>,
  ids: PartIds,
): string {
  const digest = createHash('sha256').update(key.certificate.der).digest('base64')
  const committed =
    commitment === undefined
      ? ''
      : element(
          'CommitmentTypeIndication',
          element('CommitmentTypeId', element('Identifier', COMMITMENTS[commitment])) +
            '<xades:AllSignedDataObjects/>',
        )
  const ofSignature = element(
    'SignedSignatureProperties',
    element('SigningTime', claimedTime) +
      element(
        'SigningCertificateV2',
        element(
          'Cert',
          element(
            'CertDigest',
            `<ds:DigestMethod Algorithm="${SHA256}"/><ds:DigestValue>${digest}</ds:DigestValue>`,
          ),
        ),
      ),
  )
  const ofData = element(
    'SignedDataObjectProperties',
    `<xades:DataObjectFormat ObjectReference="#${ids.data}">${element('MimeType', 'text/xml')}` +
      `</xades:DataObjectFormat>${committed}`,
  )
  const signed = `<xades:SignedProperties Id="${ids.properties}">${ofSignature}${ofData}`
  const namespaces = `xmlns:xades="${XADES}" xmlns:ds="${DSIG}"`
  return (
    `<xades:QualifyingProperties ${namespaces} Target="#${ids.signature}">` +
    `${signed}</xades:SignedProperties></xades:QualifyingProperties>`
  )
}

function element(name: string, content: string): string {
  return `<xades:${name}>${content}</xades:${name}>`
}
