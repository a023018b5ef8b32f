/**
 * The `completion` command: what a shell needs to complete commands, options and their values.
 *
 * @module
 */
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { Io } from '../io.ts'

const SHELLS = ['bash', 'zsh', 'fish'] as const

export const completion: Command = {
  name: 'completion',
  usage: 'bash|zsh|fish',
  summary: 'Prints what completes chuan in a shell.',
  actions: SHELLS,
  options: {},
  examples: [
    ['source <(chuan completion bash)', 'in ~/.bashrc; likewise zsh in ~/.zshrc'],
    ['chuan completion fish > ~/.config/fish/completions/chuan.fish', 'fish'],
  ],
  run: runCompletion,
}

async function runCompletion(
  line: CommandLine,
  io: Io,
  all: () => Promise<readonly Command[]>,
): Promise<number> {
  const [shell] = line.operands
  if (!SHELLS.some((each) => each === shell)) {
    throw wrongUsage(completion, `Which shell? One of: ${SHELLS.join(', ')}`)
  }
  const commands = await all()
  io.out(shell === 'fish' ? fishScript(commands) : bashScript(commands, shell === 'zsh'))
  return 0
}

/** Names and choices are our own words, without a character that a shell would take for more. */
function bashScript(commands: readonly Command[], isZsh: boolean): string {
  const names = commands.map(({ name }) => name).join(' ')
  const values = commands.flatMap(({ name, options }) =>
    Object.entries(options).flatMap(([option, { choices }]) =>
      choices === undefined ? [] : [`    '${name} --${option}') words='${choices.join(' ')}' ;;`],
    ),
  )
  const actions = commands.flatMap(({ name, actions: own = [] }) =>
    own.length === 0 ? [] : [`    '2 ${name}') words='${own.join(' ')}' ;;`],
  )
  const options = commands.map(
    ({ name, options: own }) => `    ${name}) words='${optionNames(own).join(' ')}' ;;`,
  )
  return [
    ...(isZsh ? ['autoload -U +X bashcompinit && bashcompinit'] : []),
    '_chuan() {',
    `  local current=\${COMP_WORDS[COMP_CWORD]} words=''`,
    '  if [ "$COMP_CWORD" -eq 1 ]; then',
    `    COMPREPLY=($(compgen -W '${names} help' -- "$current"))`,
    '    return',
    '  fi',
    `  case "\${COMP_WORDS[1]} \${COMP_WORDS[COMP_CWORD-1]}" in`,
    ...values,
    '  esac',
    `  case "$COMP_CWORD \${COMP_WORDS[1]}" in`,
    ...actions,
    '  esac',
    `  [[ "$current" != -* ]] || case "\${COMP_WORDS[1]}" in`,
    ...options,
    '  esac',
    '  [ -z "$words" ] || COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    'complete -o default -F _chuan chuan',
    '',
  ].join('\n')
}

function fishScript(commands: readonly Command[]): string {
  const first = commands.map(
    ({ name, summary }) =>
      `complete -c chuan -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`,
  )
  const options = commands.flatMap(({ name, options: own }) =>
    Object.entries(own).map(([option, { summary, choices, type, alone }]) => {
      const value = choices === undefined ? '' : ` -xa ${quote(choices.join(' '))}`
      const isTold = type === 'string' && choices === undefined && alone === undefined
      const needs = isTold ? ' -r' : ''
      const when = `-n '__fish_seen_subcommand_from ${name}'`
      return `complete -c chuan ${when} -l ${option}${needs}${value} -d ${quote(summary)}`
    }),
  )
  const actions = commands.flatMap(({ name, actions: own = [] }) => {
    const when = `-n '__fish_seen_subcommand_from ${name}'`
    return own.length === 0 ? [] : [`complete -c chuan ${when} -a ${quote(own.join(' '))}`]
  })
  return [...first, ...actions, ...options, ''].join('\n')
}

function optionNames(options: Command['options']): readonly string[] {
  return [...Object.keys(options), 'help'].map((name) => `--${name}`)
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
