/**
 * Verifies the message of one folder and prints the most memory that took, in megabytes.
 *
 * A process of its own, of the built package, so that nothing else is counted.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCatalogue, createTrustStore, createValidator } from '../dist/validator/index.js'

const [folder = '.'] = process.argv.slice(2)
const read = (name) => readFileSync(join(folder, name))
const { anchor, lists } = JSON.parse(read('trust.json'))
const crls = lists.map((each) => Buffer.from(each))
const validator = createValidator({
  catalogue: createCatalogue([]),
  trust: createTrustStore([Buffer.from(anchor)], { crls }),
  now: () => new Date(),
})
const { valid } = await validator.verify(read('message.xml'))
if (!valid) throw new Error('what is measured does not verify')
console.log(Math.round(process.resourceUsage().maxRSS / 1_024))
