/**
 * The help texts, made from the commands themselves.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import type { Command, CommandOption } from './command.ts'

const WIDTH = 28

export function overview(commands: readonly Command[]): string {
  return [
    "chuan: schema registry, exchange validator and code generator for Vietnam's shared",
    'administrative data',
    '',
    'Usage: chuan COMMAND …',
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => row(`  ${name}`, summary, 13)),
    '',
    'First steps:',
    '  chuan schemas list                     what structures there are',
    '  chuan validate message.xml             is this message right, and if not, where',
    '  chuan codegen national/population/citizen --out src/generated',
    '  chuan serve                            the registry, at http://localhost:8080',
    '',
    'chuan COMMAND --help says more. Exit codes: 0 all valid, 1 something invalid, 2 could not',
    'do what was asked.',
    '',
  ].join('\n')
}

export function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) =>
    row(`  --${name}${valueText(option)}`, option.summary, WIDTH),
  )
  const examples = command.examples.flatMap(([line, what]) => [`  $ ${line}`, `      ${what}`])
  return [
    command.summary,
    '',
    `Usage: chuan ${command.name} ${command.usage}`,
    '',
    'Options:',
    ...options,
    row('  --help', 'this text', WIDTH),
    ...(command.notes === undefined ? [] : ['', ...command.notes]),
    '',
    'Examples:',
    ...examples,
    '',
  ].join('\n')
}

function valueText({ value, alone }: CommandOption): string {
  if (value === undefined) return ''
  return alone === undefined ? ` ${value}` : `[=${value}]`
}

export async function versionText(): Promise<string> {
  // Beside the sources and, two folders up, beside dist/bin.
  const up = import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json'
  const { version } = JSON.parse(await readFile(new URL(up, import.meta.url), 'utf8')) as {
    readonly version: string
  }
  return `${version}\n`
}

function row(left: string, right: string, width: number): string {
  return left.length < width ? left.padEnd(width) + right : `${left}\n${' '.repeat(width)}${right}`
}
