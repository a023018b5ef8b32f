/**
 * Runs every benchmark, side by side with its baseline, and prints the ratios.
 *
 * @module
 */
import { benchHttp } from './http.ts'
import { benchStart } from './start.ts'

await benchStart()
await benchHttp()
