/**
 * Reads the runtime of generated validators, as it was built with the package.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { Problem } from '../validator/index.ts'
import { fileUnreadable } from './problems.ts'

/** Beside dist/sources; from the sources, in what was built last. */
const FOLDER = import.meta.url.endsWith('.ts') ? '../dist/standalone/' : '../standalone/'

/** Text of each file by its name. Throws Problem `file-unreadable` when nothing was built. */
export async function readStandaloneRuntime(): Promise<{
  readonly runtime: string
  readonly xml: string
  readonly shared: string
  readonly verdict: string
}> {
  const [runtime, xml, shared, verdict] = await Promise.all(
    ['runtime.js', 'xml.js', 'shared.js', 'verdict.d.ts'].map(readBuilt),
  )
  return {
    runtime: runtime ?? '',
    xml: xml ?? '',
    shared: shared ?? '',
    verdict: verdict ?? '',
  }
}

async function readBuilt(name: string): Promise<string> {
  const file = new URL(FOLDER + name, import.meta.url)
  try {
    const text = await readFile(file, 'utf8')
    return text.replace(/^\/\/# sourceMappingURL=.*\n?/mu, '')
  } catch (thrown) {
    const detail = `${name} of the validators' runtime is not there: npm run build makes it`
    throw new Problem(fileUnreadable, detail, { cause: thrown })
  }
}
