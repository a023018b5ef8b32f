/** Which documents are taken for a JWS. */
import { describe, expect, test } from 'vitest'
import { looksLikeJws } from '../../../../validator/signature/jws/looks-like-jws.ts'

describe('a JWS is recognised', () => {
  test.for([
    { name: 'compact', text: 'eyJhbGciOiJFUzI1NiJ9.e30.AA' },
    { name: 'compact, in a text file', text: '\n eyJhbGciOiJFUzI1NiJ9.e30.AA\r\n' },
    { name: 'compact, detached', text: 'eyJhbGciOiJFUzI1NiJ9..AA' },
    { name: 'compact, its header on several lines', text: 'ew0KICJhbGciOiJFUzI1NiIKfQ.e30.AA' },
    { name: 'compact with a part too many', text: 'eyJhbGciOiJFUzI1NiJ9.e30.AA.AA' },
    { name: 'compact, broken into lines', text: 'eyJhbGciOi\nJFUzI1NiJ9.e30.AA' },
    { name: 'flattened', text: '{"payload":"e30","protected":"e30","signature":"AA"}' },
    { name: 'flattened, detached', text: '{"protected":"e30","signature":"AA"}' },
    { name: 'flattened, nothing protected', text: '{"payload":"","header":{},"signature":"AA"}' },
    { name: 'general', text: '{"payload":"e30","signatures":[]}' },
    { name: 'general, detached', text: '{"signatures":[{"protected":"e30","signature":"AA"}]}' },
  ])('when it is $name', ({ text }) => {
    expect(looksLikeJws(text)).toBe(true)
  })

  test.for([
    { name: 'a JSON message', text: '{"a":{"payload":"","signature":"","protected":""}}' },
    { name: 'a message with signatures of its own', text: '{"signatures":[{"protected":"x"}]}' },
    { name: 'broken JSON', text: '{"payload":"e30","signature":"AA"' },
    { name: 'a sentence', text: 'eyes. See.' },
    { name: 'a sentence of two', text: '. See. There.' },
    { name: 'a number', text: '1.2.3' },
    { name: 'nothing', text: '' },
    { name: 'XML', text: '<a>eyJ.e30.AA</a>' },
  ])('and not when it is $name', ({ text }) => {
    expect(looksLikeJws(text)).toBe(false)
  })

  test('in time that grows no faster than the text', () => {
    const blanks = ' '.repeat(2_000_000)
    expect(looksLikeJws(`eyJhIjox${blanks}{`)).toBe(false)
    expect(looksLikeJws(`${'eyJhIjox'.repeat(250_000)}{`)).toBe(false)
    expect(looksLikeJws(`{"payload"${blanks}"signature"${blanks}}`)).toBe(false)
  })
})
