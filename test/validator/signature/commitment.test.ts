/** A report names commitments; what a signer wrote in their place is not repeated. */
import { expect, test } from 'vitest'
import { commitmentIdentifiers } from '../../../validator/signature/commitment.ts'

test.for([
  'http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin',
  ' urn:oid:1.2.840.113549.1.9.16.6.1 ',
  '1.2.840.113549.1.9.16.6.1',
])('%s is one', (written) => {
  expect(commitmentIdentifiers([written])).toEqual([written.trim()])
})

test.for([
  'Nguyễn Văn Mẫu, 001190000002',
  'urn:x y',
  'urn:Mẫu',
  'urn:\u001B[32m',
  '001190000002',
  `urn:${'x'.repeat(200)}`,
  '',
])('%j is none', (written) => {
  expect(commitmentIdentifiers([written])).toEqual([])
})
