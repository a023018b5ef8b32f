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
import { openCatalogue, registryOption, resolveVersion } from '../catalogue.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import { readDocument } from '../documents.ts'
import type { Io } from '../io.ts'
import { languageOf } from '../io.ts'
import { formatProblem } from '../problem-text.ts'
import { languageOption } from '../reports.ts'
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
  ],
  notes: [
    'Exits 0 when every result is valid and every signature on a source is believed, 1 when one',
    'is not, 2 when a file cannot be converted; the others are. What no conversion reads is',
    'reported as lost, by its place and never its value. A message of several records gives one',
    'document for each. See docs/conversions.md, docs/xml-mapping.md.',
  ],
  run: runConvert,
}

interface Job {
  readonly line: CommandLine
  readonly io: Io
  readonly catalogue: Catalogue
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
  const job = { line, io, catalogue, isStrict: line.flag('strict') }
  const codes: number[] = []
  for (const file of line.operands) {
    const opened = await open(file, validator, request, job)
    if (opened === undefined) codes.push(2)
    else {
      codes.push(...opened.map((record) => (report(record, file, job) ? 0 : 1)))
      await write(opened, file, job)
    }
  }
  return Math.max(...codes)
}

/** One file that cannot be read must neither hide its name nor keep the others from their turn. */
async function open(
  file: string,
  validator: Validator,
  request: ConvertRequest,
  { line, io }: Job,
): Promise<readonly ConvertedRecord[] | undefined> {
  try {
    return await validator.convert(await readDocument(file, io), request)
  } catch (thrown) {
    if (line.operands.length === 1 || !(thrown instanceof Problem)) throw thrown
    io.err(formatProblem(thrown, languageOf(line.text('lang'), io.env), file))
    return undefined
  }
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
function report({ report: made }: ConvertedRecord, file: string, job: Job): boolean {
  const { line, io, isStrict } = job
  const verdict: Verdict = { document: file, ...made.verdict }
  const named = { ...made, verdict }
  const style = { language: languageOf(line.text('lang'), io.env), hasColour: false }
  const isJson = line.text('report') === 'json'
  io.err(isJson ? `${JSON.stringify(named)}\n` : formatConversion(named, style))
  const isBelieved = made.signatures.every(({ indication }) => indication === 'TOTAL_PASSED')
  return verdict.valid && isBelieved && (made.lossless || !isStrict)
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
  await writeFiles(files, folder).catch((thrown: unknown) => {
    throw fileProblem(folder, thrown)
  })
}

function nameOf(file: string): string {
  return file === '-' ? 'stdin' : basename(file, extname(file))
}
