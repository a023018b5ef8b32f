/**
 * The `init` command: sets a project up, by three questions or by flags.
 *
 * Nothing that is there is ever overwritten.
 *
 * @module
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ProjectConfig } from '../../sources/index.ts'
import { CODEGEN_LANGUAGES, fileProblem } from '../../sources/index.ts'
import { openCatalogue, registryOption, resolveVersion } from '../catalogue.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { Io } from '../io.ts'

const PIPELINES = ['github', 'gitlab', 'none'] as const
const OUT_DEFAULT = 'src/generated'

export const init: Command = {
  name: 'init',
  usage: '[--structures REF,…] [--language NAME] [--ci github|gitlab|none] [--yes]',
  summary: 'Sets a project up: what it uses, what is generated, what its pipeline checks.',
  options: {
    structures: { type: 'string', value: 'REF,…', summary: 'structures, separated by commas' },
    language: {
      type: 'string',
      value: 'NAME',
      summary: `language of generated types: ${CODEGEN_LANGUAGES.join(', ')}`,
      choices: CODEGEN_LANGUAGES,
    },
    out: { type: 'string', value: 'DIR', summary: `folder of them (default: ${OUT_DEFAULT})` },
    ci: { type: 'string', value: 'NAME', summary: 'github, gitlab or none', choices: PIPELINES },
    yes: { type: 'boolean', summary: 'ask nothing: what is not said is as by default' },
    registry: registryOption,
  },
  examples: [
    ['chuan init', 'asks three questions'],
    ['chuan init --structures national/population/citizen --ci github --yes', 'asks nothing'],
  ],
  notes: ['Writes chuan.config.json and a pipeline, and overwrites nothing.'],
  run: runInit,
}

async function runInit(line: CommandLine, io: Io): Promise<number> {
  const catalogue = await openCatalogue(line, io)
  const ask = asking(line, io)
  const named = await ask('structures', 'Which structures? (separated by commas)', '')
  const structures = named.split(/[,\s]+/u).filter((each) => each !== '')
  if (structures.length === 0) throw wrongUsage(init, 'Which structures? chuan schemas list')
  for (const structure of structures) resolveVersion(structure, catalogue)
  const language = oneOf(
    await ask('language', 'Types in which language?', 'typescript'),
    CODEGEN_LANGUAGES,
  )
  const pipeline = oneOf(
    await ask('ci', 'Which pipeline? (github, gitlab, none)', 'none'),
    PIPELINES,
  )
  const registry = line.text('registry')
  const out = line.text('out') ?? OUT_DEFAULT
  const config: ProjectConfig = {
    $schema: schemaAddress(registry),
    ...(registry === undefined ? {} : { registry }),
    structures,
    codegen: [{ out, language }],
  }
  const files = [
    ['chuan.config.json', `${JSON.stringify(config, null, 2)}\n`],
    ...pipelineFiles(pipeline),
  ] as const
  for (const [file, text] of files) io.out(`${file}: ${await writeNew(file, text)}\n`)
  io.out(
    `\nNext: npm install --save-dev chuan, then npx chuan pull and npx chuan codegen;\n` +
      `commit schemas/, chuan.lock.json and ${out}/, which the pipeline holds against each other\n`,
  )
  return 0
}

/** Where editors find the shape of the file: beside it, or where the structures are from. */
function schemaAddress(registry: string | undefined): string {
  const shape = 'schemas/api/config/1.0.0'
  if (registry === undefined) return `./node_modules/chuan/${shape}/schema.json`
  return new URL(shape, registry.endsWith('/') ? registry : `${registry}/`).href
}

type Ask = (option: string, question: string, usual: string) => Promise<string>

/** The flag, else the answer of a person, else what is usual. */
function asking(line: CommandLine, io: Io): Ask {
  return async (option, question, usual) => {
    const said = line.text(option)
    if (said !== undefined) return said
    if (line.flag('yes')) return usual
    if (io.ask === undefined) {
      throw wrongUsage(init, `Nobody is there to ask: say --${option}, or --yes`)
    }
    const answer = (await io.ask(usual === '' ? `${question} ` : `${question} [${usual}] `)).trim()
    return answer === '' ? usual : answer
  }
}

function oneOf<Name extends string>(answer: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === answer.toLowerCase())
  if (found !== undefined) return found
  throw wrongUsage(init, `One of: ${names.join(', ')}`)
}

function pipelineFiles(
  pipeline: (typeof PIPELINES)[number],
): readonly (readonly [file: string, text: string])[] {
  if (pipeline === 'github') return [['.github/workflows/chuan.yml', GITHUB]]
  return pipeline === 'gitlab' ? [['.gitlab-ci.yml', GITLAB]] : []
}

const CHECK = 'npx chuan pull --frozen && npx chuan codegen --check'

const GITHUB = `name: chuan
on: [push, pull_request]
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      - run: ${CHECK}
`

const GITLAB = `chuan:
  image: node:22
  script:
    - npm ci
    - ${CHECK}
`

/** What was done, in a word. */
async function writeNew(file: string, text: string): Promise<string> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text, { flag: 'wx' })
    return 'written'
  } catch (thrown) {
    const isThere = thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST'
    if (isThere) return 'is there already, and stays as it is'
    throw fileProblem(file, thrown)
  }
}
