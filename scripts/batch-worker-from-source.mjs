/** Runs the command's worker from its source: what the tests use. */
import { register } from 'tsx/esm/api'

register()
const { default: judge } = await import('../bin/batch/worker.ts')

// biome-ignore lint/style/noDefaultExport: it is what piscina calls.
export default judge
