/**
 * The baseline of `chuan validate` on records: one thread, `JSON.parse`, the same compiled
 * functions, and nothing else.
 *
 * A process of its own, of the built package.
 *
 * @module
 */
import { closeSync, openSync, readSync } from 'node:fs'
import { readCatalogueFolder } from '../dist/sources/index.js'
import { createCatalogue, createStructureChecker, parseSchemaRef } from '../dist/validator/index.js'

const [file = '', ref = ''] = process.argv.slice(2)
const catalogue = createCatalogue(await readCatalogueFolder())
const version = catalogue.get(parseSchemaRef(ref))
const checker = createStructureChecker(catalogue)
const passes = checker.passing(version, { today: '2026-11-27' })
const chunk = Buffer.alloc(1_048_576)
const source = openSync(file)
let rest = Buffer.alloc(0)
let invalid = 0
for (let size = readSync(source, chunk); size > 0; size = readSync(source, chunk)) {
  const bytes = Buffer.concat([rest, chunk.subarray(0, size)])
  let at = 0
  for (let end = bytes.indexOf(10, at); end >= 0; end = bytes.indexOf(10, at)) {
    const value = JSON.parse(bytes.toString('utf8', at, end))
    if (passes(value) === undefined) invalid += 1
    at = end + 1
  }
  rest = bytes.subarray(at)
}
closeSync(source)
if (invalid > 0) throw new Error('what is measured is not valid')
