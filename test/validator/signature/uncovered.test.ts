/** Whoever sends a message with a million unsigned parts does not get a report with as many. */
import { expect, test } from 'vitest'
import {
  createCatalogue,
  createTrustStore,
  createValidator,
  readSigningKey,
  signXml,
} from '../../../validator/index.ts'
import { UNCOVERED_PART_COUNT_MAX } from '../../../validator/limits.ts'
import { AT, makeCertificate } from './keys.ts'

const { der, pem, privateKeyPem } = await makeCertificate({ name: 'Signer', keyUsage: 0x80 })
const key = await readSigningKey({ pem: privateKeyPem, certificatePem: pem })
const trust = createTrustStore([der])
const validator = createValidator({ catalogue: createCatalogue([]), trust, now: () => AT })

test.for([
  { count: UNCOVERED_PART_COUNT_MAX, named: UNCOVERED_PART_COUNT_MAX, isMore: false },
  { count: UNCOVERED_PART_COUNT_MAX + 1, named: UNCOVERED_PART_COUNT_MAX, isMore: true },
])('of $count uncovered parts $named are named', async ({ count, named, isMore }) => {
  const message = `<m><a Id="a">1</a>${'<b>2</b>'.repeat(count)}</m>`
  const signed = await signXml(message, key, { placement: 'detached', reference: 'a' })
  const { signatures } = await validator.verify(Buffer.from(signed))
  const [report] = signatures
  expect(report).toMatchObject({ scope: 'PARTIAL', covers: ['/m/a'] })
  expect(report?.uncovered.slice(0, 2)).toEqual(['/m/b[1]', '/m/b[2]'])
  expect(report?.uncovered).toHaveLength(named)
  expect(report?.findings.includes('uncovered-more')).toBe(isMore)
})
