/** One text for one value, as RFC 8785 has it. */
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../validator/index.ts'
import { canonicalJson } from '../../../validator/index.ts'

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
