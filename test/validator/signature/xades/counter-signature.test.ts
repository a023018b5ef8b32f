/** A counter signature is refused by name: it signs another signature, and no content. */
import { expect, test } from 'vitest'
import { ENVELOPED, makeSigner, VALIDATOR } from '../attacks/laboratory.ts'
import { DSIG, rawSignature } from '../attacks/raw-xml.ts'

const VALUE_ID = 'gia-tri'

/** The value of the signature, signed by another party beside it. */
async function countersigned(): Promise<string> {
  const xml = ENVELOPED.replace(/<ds:SignatureValue[^>]*>/u, `<ds:SignatureValue Id="${VALUE_ID}">`)
  const [, value = ''] = /<ds:SignatureValue[^>]*>([^<]*)</u.exec(xml) ?? []
  const over = `<ds:SignatureValue xmlns:ds="${DSIG}" Id="${VALUE_ID}">${value}</ds:SignatureValue>`
  const type = 'http://uri.etsi.org/01903#CountersignedSignature'
  const references = [{ uri: `#${VALUE_ID}`, over, type }]
  const counter = rawSignature({ references, signer: await makeSigner({ name: 'Bên khác' }) })
  const unsigned =
    '<xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:CounterSignature>' +
    `${counter}</xades:CounterSignature></xades:UnsignedSignatureProperties></xades:UnsignedProperties>`
  return xml.replace('</xades:QualifyingProperties>', `${unsigned}$&`)
}

test('a counter signature is refused by name, with what to do instead', async () => {
  const { valid, signatures, issues } = await VALIDATOR.validate(Buffer.from(await countersigned()))
  expect(valid).toBe(false)
  expect(signatures).toMatchObject([
    { indication: 'TOTAL_PASSED' },
    {
      indication: 'INDETERMINATE',
      subIndication: 'SIG_CONSTRAINTS_FAILURE',
      findings: ['counter-signature'],
    },
  ])
  expect(issues.map(({ code }) => code)).toEqual(['signature-undecided'])
  expect(issues[0]?.message.vi).toMatch(/CounterSignature.*ký đúng nội dung thông điệp/u)
  expect(issues[0]?.message.en).toMatch(/CounterSignature.*sign the content of the message itself/u)
})
