/**
 * Judges one file of records as a stream; prints seconds and the most memory, in megabytes.
 *
 * A process of its own, of the built package, so that nothing else is counted.
 *
 * @module
 */
import { readCatalogueFolder, readChunks } from '../dist/sources/index.js'
import { createCatalogue, createValidator, judgeStream } from '../dist/validator/index.js'

const [file = ''] = process.argv.slice(2)
const catalogue = createCatalogue(await readCatalogueFolder())
const validator = createValidator({ catalogue, now: () => new Date() })
const begin = performance.now()
const { valid, records } = await judgeStream(readChunks(file), {}, validator.judgePart)
if (!valid) throw new Error('what is measured is not valid')
const seconds = (performance.now() - begin) / 1_000
const megabytes = Math.round(process.resourceUsage().maxRSS / 1_024)
console.log(JSON.stringify({ seconds, megabytes, records }))
