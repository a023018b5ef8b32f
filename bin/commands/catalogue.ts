/**
 * The `catalogue` command: checks a whole catalogue, or makes the table of what it holds.
 *
 * @module
 */
import { dirname, join, relative, resolve } from 'node:path'
import { emitCatalogueTable, writeFiles } from '../../codegen/index.ts'
import { CATALOGUE_FOLDER, fileProblem } from '../../sources/index.ts'
import type { Bilingual } from '../../validator/index.ts'
import { createCatalogue, vietnamDay } from '../../validator/index.ts'
import type { CatalogueCheck, CatalogueFinding } from '../catalogue-check.ts'
import { checkCatalogue } from '../catalogue-check.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { Io } from '../io.ts'
import { languageOf } from '../io.ts'
import type { LintTarget } from '../lint-target.ts'
import { findLintTargets } from '../lint-target.ts'
import { formatOption, languageOption } from '../reports.ts'
import { withWholeFiles } from '../stop.ts'

export const catalogue: Command = {
  name: 'catalogue',
  usage: 'check [FOLDER] [--lenient] | table [FOLDER] [--write FILE]',
  summary: 'Checks a whole catalogue with its examples, or makes the table of what it holds.',
  actions: ['check', 'table'],
  options: {
    lenient: { type: 'boolean', summary: 'check: too few examples are a warning, not an error' },
    write: { type: 'string', value: 'FILE', summary: 'table: write it there, not to the terminal' },
    format: { ...formatOption, summary: 'check: text (default), or one JSON object' },
    lang: languageOption,
  },
  examples: [
    ['chuan catalogue check', 'the catalogue of the package'],
    ['chuan catalogue check my-catalogue --lenient', 'a catalogue on disk that is being written'],
    ['chuan catalogue table --write docs/catalogue.md', 'the table in the documents'],
  ],
  notes: [
    'A check lints every schema and judges every example: what is in examples/valid is valid, and',
    'what is in examples/invalid has exactly the issues of the .issues.json beside it. It asks for',
    'CHANGES.md and for enough examples: 3 valid and 5 invalid of a record or message, one of each',
    'of anything else.',
  ],
  run: runCatalogue,
}

async function runCatalogue(line: CommandLine, io: Io): Promise<number> {
  const [action, folder = CATALOGUE_FOLDER, ...more] = line.operands
  if (more.length > 0) throw wrongUsage(catalogue, 'One folder at a time')
  if (action === 'check') return check(await open(folder), line, io)
  if (action === 'table') return table(await open(folder), line, io)
  throw wrongUsage(catalogue, 'Say check or table')
}

/** A part of a catalogue is checked as the whole it belongs to. */
async function open(folder: string): Promise<LintTarget> {
  const [target] = await findLintTargets([resolve(folder)])
  if (target === undefined) throw new TypeError('A folder has one catalogue')
  return target
}

async function check(target: LintTarget, line: CommandLine, io: Io): Promise<number> {
  const result = await checkCatalogue(target, {
    now: io.now,
    asOf: vietnamDay(io.now()),
    isStrict: !line.flag('lenient'),
    // Only a person at a terminal waits.
    progress: (done, total) => {
      if (io.hasColour) io.err(done === total ? '\r\u001b[K' : `\r${done}/${total}`)
    },
  })
  const language = languageOf(line.text('lang'), io.env)
  const isJson = line.text('format') === 'json'
  io.out(isJson ? `${JSON.stringify(result)}\n` : formatCheck(result, language))
  return result.findings.some(({ severity }) => severity === 'error') ? 1 : 0
}

const WORDS = {
  vi: {
    versions: 'phiên bản',
    codes: 'mã',
    valid: 'ví dụ đúng',
    invalid: 'ví dụ sai',
    score: 'điểm trung bình',
    errors: 'lỗi',
    warnings: 'cảnh báo',
  },
  en: {
    versions: 'versions',
    codes: 'codes',
    valid: 'valid examples',
    invalid: 'invalid examples',
    score: 'mean score',
    errors: 'errors',
    warnings: 'warnings',
  },
} as const

function formatCheck(result: CatalogueCheck, language: keyof Bilingual): string {
  const { versions, codes, examples, score, findings } = result
  const words = WORDS[language]
  const count = (severity: string) =>
    findings.filter((finding) => finding.severity === severity).length
  const rows = [
    [versions, words.versions],
    [codes, words.codes],
    [examples.valid, words.valid],
    [examples.invalid, words.invalid],
    [score, words.score],
    [count('error'), words.errors],
    [count('warning'), words.warnings],
  ]
  return [
    ...findings.flatMap((finding) => formatFinding(finding, language)),
    ...(findings.length === 0 ? [] : ['']),
    ...rows.map(([number, word]) => `${String(number).padStart(8)}  ${word}`),
    '',
  ].join('\n')
}

function formatFinding(finding: CatalogueFinding, language: keyof Bilingual): readonly string[] {
  const { ref, severity, code, at, message, issues = [] } = finding
  return [
    `${severity.padEnd(8)}${ref}  ${at}  ${code}`,
    `        ${message[language]}`,
    ...issues.map((issue) => `          ${issue}`),
  ]
}

async function table(target: LintTarget, line: CommandLine, io: Io): Promise<number> {
  const text = emitCatalogueTable(createCatalogue(target.entries))
  const file = line.text('write')
  if (file === undefined) {
    io.out(text)
    return 0
  }
  const folder = dirname(file)
  const files = [{ path: relative(folder, file), text }]
  const { written } = await withWholeFiles(io, () => writeFiles(files, folder)).catch(
    (thrown: unknown) => {
      throw fileProblem(file, thrown)
    },
  )
  io.out(`${join(file)}: ${written.length === 0 ? 'unchanged' : 'written'}\n`)
  return 0
}
