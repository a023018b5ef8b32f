import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../codegen/digest.ts'
import { digestOf } from '../../codegen/index.ts'
import type { JsonObject } from '../../validator/index.ts'
import { smallCatalogue, versionOf } from './catalogues.ts'

function digest(document: JsonObject): string {
  const catalogue = smallCatalogue({ 'test/thing@1.0.0': document })
  return digestOf(versionOf(catalogue, 'test/thing@1.0.0'))
}

describe('canonical JSON', () => {
  // RFC 8785 §3.2.3 and §3.2.2: the RFC's own examples.
  test.for([
    {
      name: 'sorts members by UTF-16 code units',
      value: {
        '\u20ac': 1,
        '\r': 2,
        '\ufb33': 3,
        '1': 4,
        '\u{1F600}': 5,
        '\u0080': 6,
        '\u00f6': 7,
      },
      text: '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1F600}":5,"\ufb33":3}',
    },
    {
      name: 'prints numbers and literals as ECMAScript does',
      value: {
        numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27],
        literals: [null, true, false],
      },
      text: '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
    },
  ])('$name', ({ value, text }) => {
    expect(canonicalJson(value as unknown as JsonObject)).toBe(text)
  })
})

describe('the digest of a version', () => {
  test('does not depend on the order of members', () => {
    expect(digest({ type: 'string', minLength: 1 })).toBe(digest({ minLength: 1, type: 'string' }))
  })

  test('depends on every value', () => {
    const list = (vi: string) => digest({ type: 'string', values: [{ code: '1', vi }] })
    expect(list('Một')).toMatch(/^[0-9a-f]{64}$/u)
    expect(list('Một')).not.toBe(list('Hai'))
  })
})
