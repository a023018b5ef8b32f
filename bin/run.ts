/**
 * Runs one command and turns what it throws into a sentence and an exit code.
 *
 * Exit codes: 0 all is well, 1 something is invalid, 2 what was asked could not be done.
 *
 * @module
 */
import { Problem, similarName } from '../validator/index.ts'
import type { Command } from './command.ts'
import { parseCommandLine } from './command.ts'
import { commandHelp, overview, versionText } from './help.ts'
import type { Io } from './io.ts'
import { languageOf } from './io.ts'
import { formatProblem } from './problem-text.ts'
import { usageWrong } from './problems.ts'

/** Loaded only when called, so that `chuan validate` never loads the service. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.ts')).serve,
  validate: async () => (await import('./commands/validate.ts')).validate,
  verify: async () => (await import('./commands/verify.ts')).verify,
  convert: async () => (await import('./commands/convert.ts')).convert,
  sign: async () => (await import('./commands/sign.ts')).sign,
  trust: async () => (await import('./commands/trust.ts')).trust,
  keys: async () => (await import('./commands/keys.ts')).keys,
  pull: async () => (await import('./commands/pull.ts')).pull,
  outdated: async () => (await import('./commands/outdated.ts')).outdated,
  update: async () => (await import('./commands/update.ts')).update,
  codegen: async () => (await import('./commands/codegen.ts')).codegen,
  codes: async () => (await import('./commands/codes.ts')).codes,
  schemas: async () => (await import('./commands/schemas.ts')).schemas,
  lint: async () => (await import('./commands/lint.ts')).lint,
  test: async () => (await import('./commands/test.ts')).test,
  diff: async () => (await import('./commands/diff.ts')).diff,
  catalogue: async () => (await import('./commands/catalogue.ts')).catalogue,
  init: async () => (await import('./commands/init.ts')).init,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  completion: async () => (await import('./commands/completion.ts')).completion,
}

export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io)
  } catch (thrown) {
    io.err(describeFailure(thrown, languageAsked(argv), io))
    return 2
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [name = 'help', ...rest] = argv
  if (name === '--version' || name === '-v') return print(io, await versionText())
  if (name === 'help' || name === '--help' || name === '-h') return help(rest[0], io)
  const command = await findCommand(name)
  if (rest.includes('--help') || rest.includes('-h')) return print(io, commandHelp(command))
  return command.run(parseCommandLine(command, rest), io, loadCommands)
}

async function help(name: string | undefined, io: Io): Promise<number> {
  if (name !== undefined) return print(io, commandHelp(await findCommand(name)))
  return print(io, overview(await loadCommands()))
}

/** All there are. */
function loadCommands(): Promise<readonly Command[]> {
  return Promise.all(Object.values(COMMANDS).map((load) => load()))
}

async function findCommand(name: string): Promise<Command> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (load !== undefined) return load()
  const near = similarName(name, Object.keys(COMMANDS))
  const hint = near === undefined ? '' : ` Did you mean ${near}?`
  throw new Problem(
    usageWrong,
    `There is no command of that name.${hint} Commands: ${Object.keys(COMMANDS).join(', ')}`,
  )
}

function print(io: Io, text: string): number {
  io.out(text)
  return 0
}

/** Read before the command line is understood: that it is not may be what must be said. */
function languageAsked(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((each) => each === '--lang' || each.startsWith('--lang='))
  return argv[at] === '--lang' ? argv[at + 1] : argv[at]?.slice('--lang='.length)
}

function describeFailure(thrown: unknown, language: string | undefined, io: Io): string {
  if (thrown instanceof Problem) return formatProblem(thrown, languageOf(language, io.env))
  // A defect: its stack helps us, not the person at the keyboard, and may hold a value.
  const stack = thrown instanceof Error ? thrown.stack : String(thrown)
  const details = (io.env['CHUAN_DEBUG'] ?? '') === '' ? 'Set CHUAN_DEBUG=1 to see where.' : stack
  return `chuan: Something went wrong that should not have [internal-error]\n  ${details}\n`
}
