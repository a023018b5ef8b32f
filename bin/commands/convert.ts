/**
 * The `convert` command: carries documents from one structure to another and says what is lost.
 *
 * The converted documents go to standard output or to files, the report to standard error, so
 * that a pipe gets the documents alone.
 *
 * @module
 */
import { basename, extname } from 'node:path'
import { FORMS, findForm, JSON_FORM, writeFiles, writeForm } from '../../codegen/index.ts'
import { fileProblem } from '../../sources/index.ts'
import type {
  Catalogue,
  ConvertedRecord,
  ConvertRequest,
  Validator,
  Verdict,
} from '../../validator/index.ts'
import { createValidator, formatConversion, Problem, parseDate } from '../../validator/index.ts'
import type { Progress } from '../batch/progress.ts'
import { startProgress, totalBytes } from '../batch/progress.ts'
import { openCatalogue, registryOption, resolveVersion } from '../catalogue.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { RecordDocument } from '../convert/input.ts'
import { openConvertInput } from '../convert/input.ts'
import { createRecordWriter } from '../convert/record-writer.ts'
import type { StreamTotals } from '../convert/stream.ts'
import { convertStream } from '../convert/stream.ts'
import { openTarget } from '../convert/target.ts'
import type { Io } from '../io.ts'
import { languageOf } from '../io.ts'
import { formatProblem } from '../problem-text.ts'
import { languageOption } from '../reports.ts'
import { withWholeFiles } from '../stop.ts'
import { openTrust, trustOption } from '../trust.ts'

const FORM_NAMES = FORMS.map(({ name }) => name)

export const convert: Command = {
  name: 'convert',
  usage: 'FILE… --to REF|FORM [--from REF] [--to-format FORM] [--out DIR]',
  summary: 'Carries messages from one structure to another, or from one form to another.',
  options: {
    to: {
      type: 'string',
      value: 'REF|FORM',
      summary: `the structure to convert to, or a form alone: ${FORM_NAMES.join(', ')}`,
    },
    from: {
      type: 'string',
      value: 'REF',
      summary: 'the structure of the documents (default: what they claim)',
    },
    'as-of': {
      type: 'string',
      value: 'DATE',
      summary: 'read the codes of the documents as of this day, YYYY-MM-DD',
    },
    'to-format': {
      type: 'string',
      value: 'FORM',
      summary: 'how to write the result (default: as the document was written)',
      choices: FORM_NAMES,
    },
    report: {
      type: 'string',
      value: 'text|json',
      summary: 'text for people (default), or one JSON report on each line for programs',
      choices: ['text', 'json'],
    },
    out: { type: 'string', value: 'DIR', summary: 'write files there; - is standard output' },
    strict: { type: 'boolean', summary: 'exit 1 also when something is lost' },
    trust: trustOption,
    lang: languageOption,
    registry: registryOption,
  },
  examples: [
    ['chuan convert answer.xml --to national/population/citizen@2', 'the report is on stderr'],
    ['chuan convert old/*.json --to exchange/dossiers/dossier-sync@3 --out new', 'into files'],
    ['chuan convert citizen.xml --to json', 'the same structure, another form'],
    ['chuan convert citizen.json --to turtle', 'as RDF, by the structure’s JSON-LD context'],
    ['chuan convert citizens.ndjson.gz --from national/population/citizen --to xml', 'any number'],
  ],
  notes: [
    'Exits 0 when every result is valid and every signature on a source is believed, 1 when one',
    'is not, 2 when a file cannot be converted; the others are. What no conversion reads is',
    'reported as lost, by its place and never its value. A message of several records gives one',
    'document for each. Records on lines, in a JSON array or in a large XML collection become one',
    'file of records, one after the other; gzip and zstd are opened. See docs/conversions.md,',
    'docs/xml-mapping.md.',
  ],
  run: runConvert,
}

interface Job {
  readonly line: CommandLine
  readonly io: Io
  readonly catalogue: Catalogue
  readonly validator: Validator
  readonly request: ConvertRequest
  readonly isStrict: boolean
}

async function runConvert(line: CommandLine, io: Io): Promise<number> {
  if (line.operands.length === 0) throw wrongUsage(convert, 'Which file?')
  const names = line.operands.map(nameOf)
  if (line.text('out') !== undefined && new Set(names).size < names.length) {
    throw wrongUsage(convert, 'Two of the files have the same name: they would be written to one')
  }
  const catalogue = await openCatalogue(line, io)
  const request = requestOf(line, catalogue)
  const trust = await openTrust(line, io)
  const validator = createValidator({ catalogue, trust, now: io.now })
  const job = { line, io, catalogue, validator, request, isStrict: line.flag('strict') }
  const codes: number[] = []
  for (const file of line.operands) codes.push(await convertFile(file, job))
  return Math.max(...codes)
}

/** One file that cannot be read must neither hide its name nor keep the others from their turn. */
async function convertFile(file: string, job: Job): Promise<number> {
  const { line, io } = job
  const progress = startProgress(io, file === '-' ? undefined : await totalBytes([file]))
  try {
    const input = await openConvertInput(file, io, progress.add)
    if ('records' in input) return await convertRecords(input.records, file, job, progress)
    progress.clear()
    const opened = await job.validator.convert(input.document, job.request)
    const codes = opened.map((record) => (report(record, file, job) ? 0 : 1))
    await write(opened, file, job)
    return Math.max(0, ...codes)
  } catch (thrown) {
    progress.clear()
    if (line.operands.length === 1 || !(thrown instanceof Problem)) throw thrown
    io.err(formatProblem(thrown, languageOf(line.text('lang'), io.env), file))
    return 2
  }
}

/** In text only what is to be looked at is told; a program is told everything. */
async function convertRecords(
  records: AsyncIterable<RecordDocument>,
  file: string,
  job: Job,
  progress: Progress,
): Promise<number> {
  const { line, io, catalogue, validator, request } = job
  const asked = findForm(line.text('to-format') ?? line.text('to'))
  const language = languageOf(line.text('lang'), io.env)
  let told = 0
  const totals = await convertStream(records, {
    ...{ file, request, validator },
    writer: ({ report: made }) =>
      createRecordWriter(asked ?? findForm(made.verdict.format) ?? JSON_FORM, catalogue),
    openTarget: (extension) => openTarget(line.text('out') ?? '-', nameOf(file) + extension, io),
    report(record, name) {
      const isGood = isUsable(record, job)
      const isLong = line.text('report') === 'json'
      if (!isLong && (isGood || told >= TOLD_MAX)) return isGood
      told += 1
      progress.clear()
      return report(record, name, job)
    },
    reportProblem(problem, name) {
      told += 1
      if (told > TOLD_MAX) return
      progress.clear()
      io.err(formatProblem(problem, language, name))
    },
  })
  progress.clear()
  io.err(formatTotals(totals, file, language))
  if (totals.failed > 0) return 2
  return totals.doubtful > 0 ? 1 : 0
}

/** A person who has seen so many has seen what is wrong; the totals say how many there are. */
const TOLD_MAX = 100

function formatTotals(
  { converted, doubtful, failed }: StreamTotals,
  file: string,
  language: 'vi' | 'en',
): string {
  const text =
    language === 'vi'
      ? `${converted} bản ghi đã chuyển, ${doubtful} cần xem lại, ${failed} không chuyển được`
      : `${converted} records converted, ${doubtful} to look at, ${failed} not converted`
  return `${file}: ${text}\n`
}

function requestOf(line: CommandLine, catalogue: Catalogue): ConvertRequest {
  const [to, from, asOf] = ['to', 'from', 'as-of'].map((name) => line.text(name))
  if (to === undefined) throw wrongUsage(convert, 'To which structure or form? Say --to')
  return {
    ...(findForm(to) === undefined ? { to: resolveVersion(to, catalogue).ref } : {}),
    ...(from === undefined ? {} : { from: resolveVersion(from, catalogue).ref }),
    ...(asOf === undefined ? {} : { asOf: parseDate(asOf) }),
  }
}

/** True when the result may be used as it is. */
function report(record: ConvertedRecord, file: string, job: Job): boolean {
  const { line, io } = job
  const { report: made } = record
  const verdict: Verdict = { document: file, ...made.verdict }
  const named = { ...made, verdict }
  const style = { language: languageOf(line.text('lang'), io.env), hasColour: false }
  const isJson = line.text('report') === 'json'
  io.err(isJson ? `${JSON.stringify(named)}\n` : formatConversion(named, style))
  return isUsable(record, job)
}

function isUsable({ report: made }: ConvertedRecord, { isStrict }: Job): boolean {
  const isBelieved = made.signatures.every(({ indication }) => indication === 'TOTAL_PASSED')
  return made.verdict.valid && isBelieved && (made.lossless || !isStrict)
}

async function write(records: readonly ConvertedRecord[], file: string, job: Job): Promise<void> {
  const { line, io, catalogue } = job
  const asked = findForm(line.text('to-format') ?? line.text('to'))
  const texts = await Promise.all(
    records.map(async ({ value, version, report: made }) => {
      const form = asked ?? findForm(made.verdict.format) ?? JSON_FORM
      return { text: await writeForm(form, value, version, catalogue), extension: form.extension }
    }),
  )
  const folder = line.text('out') ?? '-'
  if (folder === '-') {
    for (const { text } of texts) io.out(text)
    return
  }
  const name = nameOf(file)
  const files = texts.map(({ text, extension }, index) => {
    const number = texts.length === 1 ? '' : `-${index + 1}`
    return { path: `${name}${number}${extension}`, text }
  })
  await withWholeFiles(io, () => writeFiles(files, folder)).catch((thrown: unknown) => {
    throw fileProblem(folder, thrown)
  })
}

function nameOf(file: string): string {
  const name = file === '-' ? 'stdin' : basename(file).replace(/\.(?:gz|zst)$/u, '')
  return basename(name, extname(name))
}
