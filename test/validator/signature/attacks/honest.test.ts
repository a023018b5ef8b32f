/** What the attacks start from is believed: else their refusal would mean nothing. */
import { describe, expect, test } from 'vitest'
import { signCompact, signFlattened } from '../jws/raw.ts'
import {
  COMPACT,
  ENVELOPED,
  ENVELOPING,
  handedOn,
  headerOf,
  IN_SOAP,
  PAYLOAD,
  SIGNED_NAME,
  SIGNER,
  soapBody,
  soapEnvelope,
  VALIDATOR,
  XML_RECORD,
} from './laboratory.ts'
import { bodyReference, envelope, putInside, rawSignature } from './raw-xml.ts'

describe('an honest message', () => {
  test.for([
    { name: 'enveloped, by the signing library', make: () => ENVELOPED },
    { name: 'enveloping, by the signing library', make: () => ENVELOPING },
    { name: 'detached in SOAP, by the signing library', make: () => IN_SOAP },
    { name: 'enveloped, by hand', make: () => envelope(XML_RECORD) },
    {
      name: 'detached in SOAP, by hand',
      make: () => {
        const signature = rawSignature({ references: [bodyReference(XML_RECORD)] })
        return putInside(soapEnvelope(soapBody(XML_RECORD)), signature)
      },
    },
    { name: 'JWS, by the signing library', make: () => COMPACT },
    { name: 'JWS, by hand', make: () => signCompact(headerOf(), PAYLOAD, SIGNER.key) },
    {
      name: 'JWS in JSON, by hand',
      make: () => signFlattened(headerOf(), undefined, PAYLOAD, SIGNER.key),
    },
  ])('$name is believed whole', async ({ make }) => {
    const message = Buffer.from(make())
    const { valid, issues, signatures } = await VALIDATOR.validate(message)
    expect(issues).toEqual([])
    expect(signatures).toMatchObject([{ indication: 'TOTAL_PASSED', scope: 'FULL' }])
    expect(valid).toBe(true)
    expect(await handedOn(message)).toContain(SIGNED_NAME)
  })
})
