/**
 * How files are judged: by which structure each, and with what in every thread.
 *
 * @module
 */
import { relative, resolve, sep } from 'node:path'
import picomatch from 'picomatch'
import type { Project } from '../../sources/index.ts'
import type { Catalogue, SchemaRef } from '../../validator/index.ts'
import { Problem } from '../../validator/index.ts'
import { resolveVersion } from '../catalogue.ts'
import type { CommandLine } from '../command.ts'
import type { Io } from '../io.ts'
import { usageWrong } from '../problems.ts'
import { projectPath } from '../project.ts'
import type { JudgeSetup } from './task.ts'
import { entriesOf } from './task.ts'

type SchemaOf = (file: string) => { readonly schema?: SchemaRef }

/** What neither the command line nor the environment says, the project file may. */
export function withProject(line: CommandLine, io: Io, project: Project | undefined): CommandLine {
  const { trust, policy, baseline, severity, asOf, xsd = false } = project?.config.validate ?? {}
  const path = (own: string | undefined, variable?: string) => {
    const isSet = variable !== undefined && (io.env[variable] ?? '') !== ''
    return own === undefined || project === undefined || isSet
      ? undefined
      : projectPath(project, own)
  }
  const texts: Readonly<Record<string, string | undefined>> = {
    trust: path(trust, 'CHUAN_TRUST_DIR'),
    policy: path(policy, 'CHUAN_POLICY'),
    baseline: path(baseline),
    'fail-on': severity,
    'as-of': asOf,
  }
  return {
    ...line,
    text: (name) => line.text(name) ?? texts[name],
    flag: (name) => line.flag(name) || (name === 'xsd' && xsd),
  }
}

/** The files of a project: its patterns are from its folder, whatever the current one is. */
export function projectFiles(project: Project | undefined): readonly string[] {
  if (project === undefined) return []
  const from = relative('.', project.folder).split(sep).join('/')
  const patterns = project.config.validate?.files ?? []
  return from === '' ? patterns : patterns.map((pattern) => `${from}/${pattern}`)
}

/** `--schema`, else the first `--map` or row of the project that fits, else what it claims. */
export function chooseSchema(
  line: CommandLine,
  project: Project | undefined,
  catalogue: Catalogue,
): SchemaOf {
  const schema = line.text('schema')
  if (schema !== undefined) {
    const { ref } = resolveVersion(schema, catalogue)
    return () => ({ schema: ref })
  }
  const mapped = line.texts('map').map(readMapping)
  const rows = [...mapped, ...(project?.config.validate?.mapping ?? [])].map((row) => ({
    fits: picomatch(row.files, { dot: true }),
    ref: resolveVersion(row.schema, catalogue).ref,
  }))
  return (file) => {
    const path = relative(project?.folder ?? '.', resolve(file))
      .split(sep)
      .join('/')
    const row = rows.find(({ fits }) => [path, file, resolve(file)].some((name) => fits(name)))
    return row === undefined ? {} : { schema: row.ref }
  }
}

function readMapping(text: string): { readonly files: string; readonly schema: string } {
  const at = text.lastIndexOf('=')
  if (at > 0 && at < text.length - 1) {
    return { files: text.slice(0, at), schema: text.slice(at + 1) }
  }
  throw new Problem(usageWrong, "--map takes a pattern and a structure: 'in/*.json=REF'")
}

/** A thread reads trust, policy and keys again, by name. */
export function judgeSetup(line: CommandLine, io: Io, catalogue: Catalogue): JudgeSetup {
  const setting = (option: string, variable: string) => line.text(option) ?? io.env[variable] ?? ''
  const trustFolder = setting('trust', 'CHUAN_TRUST_DIR')
  const policyFile = setting('policy', 'CHUAN_POLICY')
  const decryptionKeyFile = setting('decrypt-key', 'CHUAN_DECRYPT_KEY')
  const decryptionKeyPassword = io.env['CHUAN_KEY_PASSWORD'] ?? ''
  return {
    entries: entriesOf(catalogue),
    base: catalogue.base,
    ...(trustFolder === '' ? {} : { trustFolder }),
    ...(policyFile === '' ? {} : { policyFile }),
    ...(decryptionKeyFile === '' ? {} : { decryptionKeyFile }),
    ...(decryptionKeyPassword === '' ? {} : { decryptionKeyPassword }),
  }
}
