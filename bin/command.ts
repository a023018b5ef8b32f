/**
 * What a command is, and how its arguments are read.
 *
 * @module
 */
import { parseArgs } from 'node:util'
import { Problem, similarName } from '../validator/index.ts'
import type { Io } from './io.ts'
import { usageWrong } from './problems.ts'

export interface CommandOption {
  readonly type: 'string' | 'boolean'
  /** How the value is written in help, e.g. `DIR`. */
  readonly value?: string
  readonly summary: string
  /** The only values taken. */
  readonly choices?: readonly string[]
  /** May be given several times. */
  readonly multiple?: true
  /** Taken where the option stands alone; any other value comes behind `=`. */
  readonly alone?: string
}

export interface Command {
  readonly name: string
  /** After the name, e.g. `FILE… [--schema REF]`. */
  readonly usage: string
  readonly summary: string
  /** What the first operand can be, where it says what to do. */
  readonly actions?: readonly string[]
  readonly options: Readonly<Record<string, CommandOption>>
  /** Each a command line and what it does. */
  readonly examples: readonly (readonly [string, string])[]
  readonly notes?: readonly string[]
  /** `all` loads every command there is. */
  readonly run: (
    line: CommandLine,
    io: Io,
    all: () => Promise<readonly Command[]>,
  ) => Promise<number>
}

export interface CommandLine {
  readonly operands: readonly string[]
  readonly text: (name: string) => string | undefined
  /** Every value of an option that may be given several times. */
  readonly texts: (name: string) => readonly string[]
  readonly flag: (name: string) => boolean
}

type OptionValue = string | boolean | (string | boolean)[] | undefined

export function parseCommandLine(command: Command, argv: readonly string[]): CommandLine {
  const { values, positionals } = parse(command, argv)
  for (const [name, option] of Object.entries(command.options)) {
    const value = values[name]
    if (option.choices !== undefined && !listOf(value).every((each) => isChoice(option, each))) {
      throw wrongUsage(command, `--${name} takes one of: ${option.choices.join(', ')}`)
    }
  }
  return {
    operands: positionals,
    text: (name) => textsOf(values[name]).at(-1),
    texts: (name) => textsOf(values[name]),
    flag: (name) => values[name] === true,
  }
}

export function wrongUsage(command: Command, detail: string): Problem {
  return new Problem(usageWrong, `${detail}\n  Try: chuan ${command.name} --help`)
}

function parse(
  command: Command,
  argv: readonly string[],
): { values: Record<string, OptionValue>; positionals: string[] } {
  try {
    const options = Object.fromEntries(
      Object.entries(command.options).map(([name, { type, multiple = false }]) => [
        name,
        { type, multiple },
      ]),
    )
    return parseArgs({
      args: withValues(command, argv),
      options,
      allowPositionals: true,
      strict: true,
    })
  } catch (thrown) {
    // node:util says which option and why; it never quotes a file's content.
    const detail = thrown instanceof Error ? thrown.message.split('. ')[0] : undefined
    const [, unknown] = /^Unknown option '--([^']*)'/u.exec(detail ?? '') ?? []
    const near = unknown && nearOption(unknown, Object.keys(command.options))
    const hint = near ? `. Did you mean --${near}?` : ''
    throw wrongUsage(command, `${detail ?? 'The options were not understood'}${hint}`)
  }
}

/** A name that was cut short counts where it can only mean one. */
function nearOption(name: string, known: readonly string[]): string | undefined {
  const [longer, ...others] = known.filter((each) => name.length > 1 && each.startsWith(name))
  return similarName(name, known) ?? (others.length === 0 ? longer : undefined)
}

function withValues(command: Command, argv: readonly string[]): string[] {
  const end = argv.indexOf('--')
  return argv.map((text, index) => {
    const isOption = text.startsWith('--') && (end < 0 || index < end)
    const { alone } = (isOption && command.options[text.slice(2)]) || {}
    return alone === undefined ? text : `${text}=${alone}`
  })
}

function listOf(value: OptionValue): readonly (string | boolean)[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function textsOf(value: OptionValue): readonly string[] {
  return listOf(value).filter((each) => typeof each === 'string')
}

function isChoice({ choices }: CommandOption, value: string | boolean): boolean {
  return typeof value === 'string' && (choices ?? []).includes(value)
}
