/** What a document is taken for by its first bytes, also in an encoding that is refused. */
import { expect, test } from 'vitest'
import { sniffFormat } from '../../../validator/index.ts'

const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')

test.for([
  { name: 'XML', bytes: Buffer.from('<a/>'), format: 'xml' },
  { name: 'XML after a mark and space', bytes: Buffer.from('\uFEFF \n<a/>'), format: 'xml' },
  { name: 'JSON', bytes: Buffer.from(' {}'), format: 'other' },
  { name: 'nothing', bytes: Buffer.alloc(0), format: 'other' },
  { name: 'XML in UTF-16', bytes: utf16('<a/>'), format: 'xml' },
  { name: 'XML in UTF-16, big-endian', bytes: utf16('<a/>').swap16(), format: 'xml' },
  { name: 'XML in UTF-32', bytes: Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]), format: 'xml' },
  { name: 'JSON in UTF-16', bytes: utf16('{}'), format: 'other' },
  { name: 'JSON in UTF-16, big-endian', bytes: utf16('{}').swap16(), format: 'other' },
])('$name', ({ bytes, format }) => {
  expect(sniffFormat(bytes)).toBe(format)
})
