/**
 * Runs every benchmark, side by side with its baseline, and prints the ratios.
 *
 * @module
 */
import { benchBatch } from './batch.ts'
import { benchHttp } from './http.ts'
import { benchSignatures } from './signatures.ts'
import { benchStart } from './start.ts'
import { benchXml } from './xml.ts'

await benchStart()
await benchHttp()
await benchSignatures()
await benchXml()
await benchBatch()
