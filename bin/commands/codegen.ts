/**
 * The `codegen` command: writes TypeScript for the structures named, and all they refer to.
 *
 * @module
 */
import { relative } from 'node:path'
import type { GeneratedFile, LanguageName } from '../../codegen/index.ts'
import {
  assertPortable,
  emitLanguage,
  emitTypescript,
  emitValidators,
  LANGUAGES,
  writeFiles,
} from '../../codegen/index.ts'
import type { CodegenConfig, Project } from '../../sources/index.ts'
import { fileProblem, readStandaloneRuntime } from '../../sources/index.ts'
import type { Catalogue, SchemaVersion } from '../../validator/index.ts'
import { assertJudging, isDatabase, recordsOfDatabase } from '../../validator/index.ts'
import { openCatalogue, registryOption, resolveVersion } from '../catalogue.ts'
import { checkGenerated } from '../codegen-check.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { Io } from '../io.ts'
import { languageOf } from '../io.ts'
import { openProject, projectOption, projectPath } from '../project.ts'
import { languageOption } from '../reports.ts'
import { withWholeFiles } from '../stop.ts'

export const codegen: Command = {
  name: 'codegen',
  usage: '[REF… --out DIR] [--check]',
  summary:
    'Writes types for structures, in TypeScript or another language, with the words of the law.',
  options: {
    out: { type: 'string', value: 'DIR', summary: 'folder to write to; made when it is not there' },
    emit: { type: 'string', value: 'ts|js', summary: 'TypeScript, or JavaScript with .d.ts files' },
    readonly: { type: 'boolean', summary: 'members and lists that cannot be assigned to' },
    all: { type: 'boolean', summary: 'every structure of the catalogue' },
    language: {
      type: 'string',
      value: 'NAME',
      summary: `typescript (default), ${Object.keys(LANGUAGES).join(', ')}`,
      choices: ['typescript', ...Object.keys(LANGUAGES)],
    },
    package: {
      type: 'string',
      value: 'NAME',
      summary: 'package of Java and Go, namespace of C# (default: chuan)',
    },
    validators: {
      type: 'boolean',
      summary: 'also validators, and readers and writers of XML, that need no package',
    },
    check: {
      type: 'boolean',
      summary: 'write nothing; exit 1 and say how when DIR is not as it would be',
    },
    project: projectOption,
    lang: languageOption,
    registry: registryOption,
  },
  examples: [
    ['chuan codegen national/population/citizen --out src/generated', 'the newest version'],
    ['chuan codegen exchange/dossiers/dossier-sync@2.0.0 --out src/generated', 'an exact one'],
    ['chuan codegen --all --out src/generated', 'everything'],
    [
      'chuan codegen national/population/citizen --language java --package vn.gov.vidu --out src',
      'classes for Jackson; also csharp, csharp-newtonsoft, go, python',
    ],
    ['chuan codegen national/population/citizen --out src/generated --check', 'in a pipeline'],
    ['chuan codegen --all --emit js --readonly --out generated', 'without a TypeScript compiler'],
    [
      'chuan codegen exchange/dossiers/dossier-sync --validators --out src/generated',
      'with functions that give the verdict of the service',
    ],
  ],
  notes: [
    'An identifier is a type of its own, made of a text by parsePersonalId(text) and the like.',
    'A code list has a lookup as of a day: provincesAsOf(code, day).',
    'Without REF and --out: what the codegen entries of chuan.config.* say.',
    'The same catalogue always gives the same bytes; an unchanged file is not touched.',
  ],
  run: runCodegen,
}

async function runCodegen(line: CommandLine, io: Io): Promise<number> {
  const isNamed = line.operands.length > 0 || line.flag('all') || line.text('out') !== undefined
  const project = isNamed ? undefined : await openProject(line, io)
  const entries = project?.config.codegen ?? []
  if (project === undefined || entries.length === 0) return runOne(line, io)
  let code = 0
  for (const entry of entries) code = Math.max(code, await runOne(asked(line, entry, project), io))
  return code
}

/** An entry of the project file, as if it had been typed. */
function asked(line: CommandLine, entry: CodegenConfig, project: Project): CommandLine {
  const texts: Readonly<Record<string, string | undefined>> = {
    out: relative('.', projectPath(project, entry.out)) || '.',
    language: entry.language,
  }
  return {
    ...line,
    operands: entry.structures ?? project.config.structures ?? [],
    text: (name) => texts[name] ?? line.text(name),
    flag: (name) => line.flag(name) || (name === 'readonly' && entry.readonly === true),
  }
}

async function runOne(line: CommandLine, io: Io): Promise<number> {
  const out = line.text('out')
  if (out === undefined) throw wrongUsage(codegen, 'Where to? Give --out DIR')
  const catalogue = await openCatalogue(line, io)
  const versions = chooseVersions(line, catalogue)
  const files = assertPortable(await generate(line, versions, catalogue))
  if (line.flag('check')) {
    return checkGenerated(files, out, languageOf(line.text('lang'), io.env), io)
  }
  const { written, unchanged } = await withWholeFiles(io, () => writeFiles(files, out)).catch(
    (thrown: unknown) => {
      throw fileProblem(out, thrown)
    },
  )
  io.out(`${out}: ${written.length} files written, ${unchanged.length} unchanged\n`)
  return 0
}

async function generate(
  line: CommandLine,
  versions: readonly SchemaVersion[],
  catalogue: Catalogue,
): Promise<readonly GeneratedFile[]> {
  const language = line.text('language') ?? 'typescript'
  if (isOther(language)) {
    const only = TYPESCRIPT_ONLY.find((name) => line.text(name) !== undefined || line.flag(name))
    if (only !== undefined) throw wrongUsage(codegen, `--${only} is for TypeScript`)
    const name = line.text('package')
    return emitLanguage(language, versions, catalogue, name === undefined ? {} : { package: name })
  }
  if (line.text('package') !== undefined) {
    throw wrongUsage(codegen, '--package is for the other languages')
  }
  const options = { emit: chooseEmit(line), readonly: line.flag('readonly') }
  const types = await emitTypescript(versions, catalogue, options)
  return [...types, ...(await validatorsOf(line, versions, catalogue))]
}

const TYPESCRIPT_ONLY = ['emit', 'readonly', 'validators']

function isOther(language: string): language is LanguageName {
  return Object.hasOwn(LANGUAGES, language)
}

async function validatorsOf(
  line: CommandLine,
  versions: readonly SchemaVersion[],
  catalogue: Catalogue,
): Promise<readonly GeneratedFile[]> {
  if (!line.flag('validators')) return []
  const runtime = await readStandaloneRuntime()
  return emitValidators(versions, catalogue, { runtime, emit: chooseEmit(line) })
}

function chooseEmit(line: CommandLine): 'ts' | 'js' {
  const emit = line.text('emit') ?? 'ts'
  if (emit === 'ts' || emit === 'js') return emit
  throw wrongUsage(codegen, '--emit is ts or js')
}

function chooseVersions(line: CommandLine, catalogue: Catalogue): readonly SchemaVersion[] {
  if (line.flag('all')) return catalogue.versions.filter((version) => !isDatabase(version))
  if (line.operands.length === 0) throw wrongUsage(codegen, 'Which structure? Name one, or --all')
  return line.operands.flatMap((operand) => {
    const version = resolveVersion(operand, catalogue)
    if (!isDatabase(version)) return [version]
    const records = recordsOfDatabase(version, catalogue)
    if (records.length === 0) assertJudging(version, catalogue)
    return records
  })
}
