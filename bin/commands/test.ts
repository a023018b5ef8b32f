/**
 * The `test` command: runs the examples and test cases of schemas, for those who write schemas.
 *
 * @module
 */
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Problem, parseDate, vietnamDay } from '../../validator/index.ts'
import { registryOption } from '../catalogue.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { Io } from '../io.ts'
import { languageOf } from '../io.ts'
import { formatProblem } from '../problem-text.ts'
import { formatOption, languageOption } from '../reports.ts'
import { findTestTarget } from '../schema-test-target.ts'
import type { TestStyle } from '../schema-test-text.ts'
import { formatTestResult, formatTestTotals, isPassed } from '../schema-test-text.ts'
import type { TestResult } from '../schema-tests.ts'
import { runSchemaTests } from '../schema-tests.ts'
import { watchFolders } from '../watch-folders.ts'

export const test: Command = {
  name: 'test',
  usage: '[PATH… | REF…] [--coverage] [--min-coverage N] [--watch]',
  summary: 'Runs the examples and test cases of schemas, and says what none of them touches.',
  options: {
    coverage: { type: 'boolean', summary: 'list the fields, choices and constraints not touched' },
    'min-coverage': {
      type: 'string',
      value: 'N',
      summary: 'exit 1 when less than N percent of a schema is touched, 0 to 100',
    },
    all: { type: 'boolean', summary: 'show the cases that passed as well' },
    'as-of': {
      type: 'string',
      value: 'DATE',
      summary: 'read code lists as of this day where a case states none (default: today)',
    },
    watch: { type: 'boolean', summary: 'run again whenever a file changes; Ctrl-C stops' },
    schemas: {
      type: 'string',
      value: 'DIR',
      summary: 'catalogue of the structures that test files name (default: that of the package)',
    },
    format: { ...formatOption, summary: 'text (default), or one JSON result on each line' },
    lang: languageOption,
    registry: registryOption,
  },
  examples: [
    ['chuan test my-schemas', 'every version in the folder, with its examples and test files'],
    ['chuan test my-schemas/permit/1.0.0 --coverage', 'one, and what is not tested yet'],
    ['chuan test permit.test.json', 'the cases of one file'],
    ['chuan test my-schemas --min-coverage 80', 'for a build: fail when tests are few'],
  ],
  notes: [
    'An example in examples/valid is to be valid; one in examples/invalid is to have exactly the',
    'issues of the .issues.json beside it. A file NAME.test.json holds cases:',
    '  {"schema": "path@1.0.0", "cases": [{"name": "…", "instance": {…}, "valid": true},',
    '    {"name": "…", "file": "x.xml", "valid": false, "issues": [{"code": "…", "at": "/…"}]}]}',
    'Beside a schema.json it need not name one. What a schema refers to is looked for in its own',
    'catalogue, then in that of the package or the registry. Without PATH: the folder schemas/.',
  ],
  run: runTest,
}

async function runTest(line: CommandLine, io: Io): Promise<number> {
  const operands = line.operands.length > 0 ? line.operands : await defaultOperands()
  const style = readStyle(line, io)
  if (!line.flag('watch')) return runOnce(operands, line, style, io)
  if (!io.hasColour) throw wrongUsage(test, '--watch is for a terminal')
  const say = () => runSaying(operands, line, style, io)
  await say()
  await watchFolders(await foldersOf(operands), io, say)
  return 0
}

async function defaultOperands(): Promise<readonly string[]> {
  const isThere = await stat('schemas').then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isThere)
    throw wrongUsage(test, 'Which folder or test file? There is no folder schemas/ here')
  return ['schemas']
}

function readStyle(line: CommandLine, io: Io): TestStyle {
  const text = line.text('min-coverage') ?? '0'
  const minCoverage = Number(text)
  if (!/^[0-9]{1,3}$/u.test(text) || minCoverage > 100) {
    throw wrongUsage(test, '--min-coverage takes a number from 0 to 100')
  }
  const language = languageOf(line.text('lang'), io.env)
  return { language, minCoverage, isFull: line.flag('all'), hasCoverage: line.flag('coverage') }
}

async function runOnce(
  operands: readonly string[],
  line: CommandLine,
  style: TestStyle,
  io: Io,
): Promise<number> {
  const options = {
    schemas: line.text('schemas'),
    registry: line.text('registry') ?? io.env['CHUAN_REGISTRY'],
  }
  const asOf = line.text('as-of')
  const clock = { now: io.now, asOf: asOf === undefined ? vietnamDay(io.now()) : parseDate(asOf) }
  const isJson = line.text('format') === 'json'
  const results: TestResult[] = []
  for (const operand of operands) {
    const target = await findTestTarget(operand, options)
    for await (const result of runSchemaTests(target, clock)) {
      results.push(result)
      io.out(isJson ? `${JSON.stringify(result)}\n` : formatTestResult(result, style))
    }
  }
  if (results.length === 0) throw wrongUsage(test, 'There is nothing to test in it')
  if (!isJson) io.out(`\n${formatTestTotals(results, style.language)}`)
  return results.every((result) => isPassed(result, style.minCoverage)) ? 0 : 1
}

/** While files are being written, what is wrong now may be right in a moment. */
async function runSaying(
  operands: readonly string[],
  line: CommandLine,
  style: TestStyle,
  io: Io,
): Promise<void> {
  try {
    await runOnce(operands, line, style, io)
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown
    io.err(formatProblem(thrown, style.language))
  }
}

async function foldersOf(operands: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    operands.map(async (operand) => {
      const found = await stat(operand).catch(() => undefined)
      if (found === undefined) throw wrongUsage(test, '--watch takes folders and files')
      return found.isDirectory() ? operand : dirname(operand)
    }),
  )
}
