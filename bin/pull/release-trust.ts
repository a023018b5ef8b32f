/**
 * Whom a project believes about releases, and whether it takes what nobody has signed.
 *
 * They are not those whose messages are believed: who may send a dossier need not be who says
 * what a dossier is. So no variable of the environment names them.
 *
 * @module
 */
import type { Project } from '../../sources/index.ts'
import { readTrustFolder } from '../../sources/index.ts'
import type { TrustStore } from '../../validator/index.ts'
import type { Command, CommandLine, CommandOption } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { Io } from '../io.ts'
import { projectPath } from '../project.ts'

export interface ReleaseTrust {
  /** Absent: signatures are kept, and whose they are is not known. */
  readonly trust?: TrustStore
  /** Whether a version without a signature is refused. */
  readonly isRequired: boolean
  /** SHA-256 of a certificate that may follow the one that is locked. */
  readonly accepted?: string
  readonly at: Date
  /** Where proxies are named. */
  readonly env: Io['env']
}

export const releaseOptions: Readonly<Record<string, CommandOption>> = {
  trust: {
    type: 'string',
    value: 'DIR',
    summary: 'believe releases by the certificates in this folder (default: pull.trust)',
  },
  'require-signatures': {
    type: 'boolean',
    summary: 'refuse versions without a signed release (default: pull.requireSignature)',
  },
  'accept-signer': {
    type: 'string',
    value: 'SHA256',
    summary: 'take this certificate in the place of the locked one, by its fingerprint',
  },
}

export async function openReleaseTrust(
  command: Command,
  line: CommandLine,
  project: Project | undefined,
  io: Io,
): Promise<ReleaseTrust> {
  const typed = line.text('trust')
  const isRequired = line.flag('require-signatures')
  const chosen = await projectReleaseTrust(project, io, { typed, isRequired })
  if (chosen.isRequired && chosen.trust === undefined) {
    throw wrongUsage(command, 'Whose signatures? Give --trust DIR, or pull.trust in chuan.config.*')
  }
  const fingerprint = line.text('accept-signer')
  if (fingerprint === undefined) return chosen
  const accepted = fingerprint.replaceAll(':', '').toLowerCase()
  if (/^[0-9a-f]{64}$/u.test(accepted)) return { ...chosen, accepted }
  throw wrongUsage(command, '--accept-signer takes the SHA-256 of a certificate, 64 digits')
}

/** What the project file says, where the command line says nothing. */
export async function projectReleaseTrust(
  project: Project | undefined,
  io: Io,
  said: { readonly typed?: string | undefined; readonly isRequired?: boolean } = {},
): Promise<ReleaseTrust> {
  const { trust: own, requireSignature = false } = project?.config.pull ?? {}
  const named = project && own !== undefined ? projectPath(project, own) : undefined
  const folder = said.typed ?? named
  const world = { at: io.now(), env: io.env }
  const isRequired = said.isRequired === true || requireSignature
  if (folder === undefined) return { ...world, isRequired }
  return { ...world, isRequired, trust: await readTrustFolder(folder, world.at) }
}
