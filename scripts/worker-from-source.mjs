/** Runs the worker from its source: what `npm run dev` and the tests use. */
import { register } from 'tsx/esm/api'

register()
const { default: judge } = await import('../registry/workers/worker.ts')

// biome-ignore lint/style/noDefaultExport: it is what piscina calls.
export default judge
