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
import { formatProblem } from '../problem-text.ts'
import { fillOutputs, openOutputs } from '../report-outputs.ts'
import { languageOption, outputOptions, readReportStyle } from '../reports.ts'
import type { TestReportStyle } from '../schema-test-reports.ts'
import { TEST_REPORTS } from '../schema-test-reports.ts'
import { findTestTarget } from '../schema-test-target.ts'
import { isPassed } from '../schema-test-text.ts'
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
    ...outputOptions(Object.keys(TEST_REPORTS)),
    lang: languageOption,
    registry: registryOption,
  },
  examples: [
    ['chuan test my-schemas', 'every version in the folder, with its examples and test files'],
    ['chuan test my-schemas/permit/1.0.0 --coverage', 'one, and what is not tested yet'],
    ['chuan test permit.test.json', 'the cases of one file'],
    ['chuan test my-schemas --min-coverage 80', 'for a build: fail when tests are few'],
    ['chuan test my-schemas --report junit=tests.xml', 'and a report for the pipeline'],
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
  const style = await readStyle(line, io)
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

async function readStyle(line: CommandLine, io: Io): Promise<TestReportStyle> {
  const text = line.text('min-coverage') ?? '0'
  const minCoverage = Number(text)
  if (!/^[0-9]{1,3}$/u.test(text) || minCoverage > 100) {
    throw wrongUsage(test, '--min-coverage takes a number from 0 to 100')
  }
  const shown = { minCoverage, isFull: line.flag('all'), hasCoverage: line.flag('coverage') }
  return { ...(await readReportStyle(line, io)), ...shown }
}

async function runOnce(
  operands: readonly string[],
  line: CommandLine,
  style: TestReportStyle,
  io: Io,
): Promise<number> {
  const outputs = openOutputs(line, io, style, TEST_REPORTS)
  let [count, hasFailed] = [0, false]
  await fillOutputs(outputs, async () => {
    for await (const result of runAll(operands, line, io)) {
      count += 1
      hasFailed ||= !isPassed(result, style.minCoverage)
      for (const { write, writer } of outputs) write(writer.add(result))
    }
    if (count === 0) throw wrongUsage(test, 'There is nothing to test in it')
  })
  return hasFailed ? 1 : 0
}

async function* runAll(operands: readonly string[], line: CommandLine, io: Io) {
  const options = {
    schemas: line.text('schemas'),
    registry: line.text('registry') ?? io.env['CHUAN_REGISTRY'],
    env: io.env,
  }
  const asOf = line.text('as-of')
  const day = asOf === undefined ? vietnamDay(io.now()) : parseDate(asOf)
  const clock = { now: io.now, elapsed: io.elapsed, asOf: day }
  for (const operand of operands) {
    yield* runSchemaTests(await findTestTarget(operand, options), clock)
  }
}

/** While files are being written, what is wrong now may be right in a moment. */
async function runSaying(
  operands: readonly string[],
  line: CommandLine,
  style: TestReportStyle,
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
