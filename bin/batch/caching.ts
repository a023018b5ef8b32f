/**
 * The `--cache` option: whether verdicts are kept, and where.
 *
 * @module
 */
import { join } from 'node:path'
import type { Catalogue } from '../../validator/index.ts'
import type { CommandLine, CommandOption } from '../command.ts'
import { versionText } from '../help.ts'
import type { Io } from '../io.ts'
import { openProject } from '../project.ts'
import type { Caching } from './judge-cached.ts'
import { digestOfRules } from './judge-cached.ts'
import { openResultCache } from './result-cache.ts'

const FOLDER = '.chuan-cache'

export const cacheOption: CommandOption = {
  type: 'string',
  value: 'DIR',
  alone: '',
  summary: `keep verdicts of files, for the next run (default: ${FOLDER} of the project)`,
}

/** Undefined where none is asked for, or what is judged depends on more than the file. */
export async function openCaching(
  line: CommandLine,
  io: Io,
  catalogue: Catalogue,
): Promise<Caching | undefined> {
  const folder = line.text('cache')
  if (folder === undefined) return undefined
  const setting = (option: string, variable = '') => line.text(option) ?? io.env[variable] ?? ''
  const timely = [
    setting('trust', 'CHUAN_TRUST_DIR'),
    setting('policy', 'CHUAN_POLICY'),
    setting('decrypt-key', 'CHUAN_DECRYPT_KEY'),
    setting('signature'),
  ]
  if (timely.some((each) => each !== '')) {
    io.err('--cache is not used: what signatures and keys say changes with time\n')
    return undefined
  }
  const own = join((await openProject(line, io))?.folder ?? '.', FOLDER)
  return {
    cache: await openResultCache(folder === '' ? own : folder),
    rules: digestOfRules(catalogue, await versionText()),
    now: io.now,
    onStop: io.onStop,
  }
}
