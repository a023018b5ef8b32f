/**
 * The `validate` command: judges each file, prints its verdict, exits 1 when one is invalid.
 *
 * @module
 */
import { availableParallelism } from 'node:os'
import { findInputFiles } from '../../sources/index.ts'
import type { Catalogue, Validator, Verdict } from '../../validator/index.ts'
import { createValidator, inTurn, parseDate } from '../../validator/index.ts'
import { cacheOption, openCaching } from '../batch/caching.ts'
import type { Input } from '../batch/guess-input.ts'
import { INPUTS } from '../batch/guess-input.ts'
import { createJudge } from '../batch/judge.ts'
import { judgeCached } from '../batch/judge-cached.ts'
import { unjudged } from '../batch/judge-file.ts'
import { startProgress, totalBytes } from '../batch/progress.ts'
import { chooseSchema, judgeSetup, projectFiles, withProject } from '../batch/settings.ts'
import { explainPulled, openCatalogue, pulledOnly, registryOption } from '../catalogue.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import { decryptionOption, openDecryption } from '../decryption.ts'
import { readSignature, signatureOption } from '../documents.ts'
import { hasFrames, readFrames, showValuesOption } from '../frames.ts'
import type { Io } from '../io.ts'
import { openPolicyFor, policyOption } from '../policy.ts'
import { openProject, projectOption } from '../project.ts'
import { languageOption, reportOptions, reportVerdicts } from '../reports.ts'
import { openTrust, trustOption } from '../trust.ts'

export const validate: Command = {
  name: 'validate',
  usage: 'FILE|DIR|GLOB… [--schema REF | --map GLOB=REF] [--as-of DATE] [--trust DIR]',
  summary: 'Judges JSON and XML messages, signed or not, and says what is wrong and where.',
  options: {
    schema: {
      type: 'string',
      value: 'REF',
      summary: 'the structure to judge by, e.g. national/population/citizen@2.0.0',
    },
    'as-of': {
      type: 'string',
      value: 'DATE',
      summary: 'read code lists as of this day, YYYY-MM-DD (default: what the message states)',
    },
    trust: trustOption,
    signature: signatureOption,
    xsd: {
      type: 'boolean',
      summary: 'judge XML by the XSD of its structure as well',
    },
    policy: policyOption,
    'decrypt-key': decryptionOption,
    ...reportOptions,
    'show-values': showValuesOption,
    lang: languageOption,
    registry: registryOption,
    map: {
      type: 'string',
      value: 'GLOB=REF',
      multiple: true,
      summary: 'files that fit the pattern are judged by this structure; may be repeated',
    },
    input: {
      type: 'string',
      value: 'KIND',
      summary: 'what files hold: auto (default), json, ndjson, array, xml',
      choices: INPUTS,
    },
    project: projectOption,
    cache: cacheOption,
    jobs: {
      type: 'string',
      value: 'N',
      summary: 'threads for what is large (default: one for each core, up to 8)',
    },
  },
  examples: [
    ['chuan validate message.xml', 'the structure is found by the namespace of the message'],
    ['chuan validate a.json b.json --format json', 'one verdict on each line, for programs'],
    ['cat message.json | chuan validate -', 'from standard input'],
    ["chuan validate messages/ --map '**/citizen-*=national/population/citizen'", 'a folder'],
    ['chuan validate citizens.ndjson.gz --schema national/population/citizen', 'records on lines'],
    ['chuan validate signed.json --trust certificates/', 'believe only these certificates'],
  ],
  notes: [
    'Without --schema the structure is the one the message claims: by $schema, in its head, by',
    'its XML namespace, or by the members that only one structure has.',
    'A file may hold one document, or any number of records: one on each line (NDJSON), in a JSON',
    'array, or in an XML collection; gzip and zstd are opened. Each bad record is told with its',
    'line and JSON Pointer, and the rest goes on. Without FILE: the files of chuan.config.*.',
    'Of a signed message only what was signed is judged; without --trust no signature is believed.',
  ],
  run: runValidate,
}

async function runValidate(typed: CommandLine, io: Io): Promise<number> {
  const project = await openProject(typed, io)
  const line = withProject(typed, io, project)
  const named = line.operands.length > 0 ? line.operands : projectFiles(project)
  if (named.length === 0)
    throw wrongUsage(validate, 'Which file? Name one, or in validate.files of chuan.config.*')
  if (line.text('signature') !== undefined && named.length > 1) {
    throw wrongUsage(validate, '--signature is of one file')
  }
  const signature = await readSignature(line)
  const threads = readJobs(line)
  const asOf = line.text('as-of')
  const catalogue = await openCatalogue(line, io)
  const schemaOf = chooseSchema(line, project, catalogue)
  const validator = await openValidator(line, io, catalogue)
  const judge = createJudge(validator, () => judgeSetup(line, io, catalogue), threads, io.now)
  const caching = await openCaching(line, io, catalogue)
  const input = findInput(line)
  const isFramed = hasFrames(line)
  let isTold = false
  const passOver = (file: string, thrown: unknown) => {
    const verdict = unjudged(file, thrown)
    if (!isTold) io.err(pulledOnly(catalogue))
    isTold = true
    return verdict
  }
  const start = (file: string, onBytes: (bytes: number) => void) => {
    const request = {
      document: file,
      ...signature,
      ...schemaOf(file),
      ...(asOf === undefined ? {} : { asOf: parseDate(asOf) }),
      ...(line.flag('xsd') ? { xsd: true } : {}),
    }
    const task = { file, input, request, openInput: io.openInput, onBytes }
    return judgeCached(task, judge, caching)
  }
  try {
    return await reportVerdicts(line, io, async (report) => {
      const files = await findInputFiles(named)
      const progress = startProgress(io, await totalBytes(files))
      const judgeOne = (file: string) => {
        const judged = start(file, progress.add).catch((thrown: unknown) => {
          throw explainPulled(thrown, catalogue)
        })
        return files.length === 1 ? judged : judged.catch((thrown) => passOver(file, thrown))
      }
      const measure = timed(judgeOne, io)
      for await (const { verdict, tookMs } of inTurn(files, judge.width, measure)) {
        const frames = isFramed ? await readFrames(line, verdict, io) : undefined
        progress.clear()
        report(verdict, { tookMs, ...(frames === undefined ? {} : { frames }) })
      }
      progress.clear()
    })
  } finally {
    await judge.close()
    await caching?.cache.close()
  }
}

/** Several files may be under way at once, and each has the time until its verdict. */
function timed(judge: (file: string) => Promise<Verdict>, { elapsed }: Io) {
  return async (file: string) => {
    const startedAt = elapsed()
    const verdict = await judge(file)
    return { verdict, tookMs: elapsed() - startedAt }
  }
}

function findInput(line: CommandLine): Input {
  return INPUTS.find((input) => input === line.text('input')) ?? 'auto'
}

function readJobs(line: CommandLine): number {
  const text = line.text('jobs')
  if (text === undefined) return Math.min(JOBS_MAX, availableParallelism())
  if (!/^[1-9][0-9]?$/u.test(text)) throw wrongUsage(validate, '--jobs takes a number from 1 to 99')
  return Number(text)
}

const JOBS_MAX = 8

async function openValidator(line: CommandLine, io: Io, catalogue: Catalogue): Promise<Validator> {
  const trust = await openTrust(line, io)
  const policy = await openPolicyFor(catalogue, line, io)
  const keys = await openDecryption(line, io)
  const loadXsd = () => import('../../codegen/index.ts')
  return createValidator({ catalogue, trust, ...policy, ...keys, loadXsd, now: io.now })
}
