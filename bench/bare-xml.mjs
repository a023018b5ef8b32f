/**
 * The baseline of `chuan validate` on XML: libxml2 reads the records, a few at a time, and nothing
 * else is done.
 *
 * A process of its own. `end` is the end tag of a record: where it may be cut.
 *
 * @module
 */
import { closeSync, openSync, readSync } from 'node:fs'
import { XmlDocument } from 'libxml2-wasm'

const [file = '', end = ''] = process.argv.slice(2)
const chunk = Buffer.alloc(262_144)
const source = openSync(file)
const open = Buffer.from('<all>')
const close = Buffer.from('</all>')
let rest = Buffer.alloc(0)
let isFirst = true
for (let size = readSync(source, chunk); size > 0; size = readSync(source, chunk)) {
  let bytes = Buffer.concat([rest, chunk.subarray(0, size)])
  if (isFirst) bytes = bytes.subarray(bytes.indexOf('>') + 1)
  isFirst = false
  const cut = bytes.lastIndexOf(end) + end.length
  if (cut >= end.length) {
    XmlDocument.fromBuffer(Buffer.concat([open, bytes.subarray(0, cut), close])).dispose()
    bytes = bytes.subarray(cut)
  }
  rest = bytes
}
closeSync(source)
