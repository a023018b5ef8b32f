/** Bytes become text only when they are UTF-8. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeUtf8 } from '../../validator/decode.ts'

const bytes = (...values: readonly number[]) => Uint8Array.from(values)

describe('decoding a document', () => {
  test('accepts a byte order mark and drops it', () => {
    expect(decodeUtf8(bytes(0xef, 0xbb, 0xbf, 0x7b, 0x7d))).toEqual({ text: '{}', issues: [] })
  })

  test.for([
    { name: 'a byte that begins nothing', document: bytes(0x22, 0xff, 0x22), offset: 1 },
    { name: 'a continuation byte alone', document: bytes(0x22, 0x80), offset: 1 },
    { name: 'an overlong slash', document: bytes(0xc0, 0xaf), offset: 0 },
    { name: 'an overlong three-byte sequence', document: bytes(0x20, 0xe0, 0x80, 0x80), offset: 1 },
    { name: 'a surrogate in UTF-8', document: bytes(0xed, 0xa0, 0x80), offset: 0 },
    { name: 'a code point past U+10FFFF', document: bytes(0xf4, 0x90, 0x80, 0x80), offset: 0 },
    { name: 'a sequence cut off', document: bytes(0x61, 0xe1, 0xba), offset: 1 },
    { name: 'UTF-16', document: bytes(0xff, 0xfe, 0x7b, 0x00), offset: 0 },
  ])('names the first wrong byte of $name', ({ document, offset }) => {
    const { text, issues } = decodeUtf8(document)
    expect(text).toBeUndefined()
    expect(issues).toMatchObject([{ code: 'encoding-invalid', params: { offset } }])
  })

  test.for([
    { name: 'nothing', document: bytes() },
    { name: 'a byte order mark alone', document: bytes(0xef, 0xbb, 0xbf) },
    { name: 'white space alone', document: bytes(0x20, 0x09, 0x0d, 0x0a) },
  ])('calls $name empty', ({ document }) => {
    expect(decodeUtf8(document).issues).toMatchObject([{ code: 'document-empty' }])
  })

  test('gives back every well-formed text, and an offset within every other', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (document) => {
        const { text, issues } = decodeUtf8(document)
        if (text !== undefined) return issues.length === 0
        const offset = issues[0]?.params?.['offset'] ?? 0
        return Number(offset) <= document.length
      }),
    )
  })
})
