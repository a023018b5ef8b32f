/**
 * The `schemas` command: lists the structures of the catalogue, or shows one.
 *
 * @module
 */
import type { Bilingual, Catalogue, JsonObject, SchemaVersion } from '../../validator/index.ts'
import { formatSchemaRef, objectMember, textMember } from '../../validator/index.ts'
import { openCatalogue, registryOption, resolveVersion } from '../catalogue.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { Io } from '../io.ts'
import { languageOf } from '../io.ts'
import { formatOption, languageOption } from '../reports.ts'

const FORMAT = 'text for people (default), or JSON for programs: a line for each, or the schema'

export const schemas: Command = {
  name: 'schemas',
  usage: 'list [TEXT] | show REF [--format text|json]',
  summary: 'Lists the structures of the catalogue, or shows one.',
  actions: ['list', 'show'],
  options: {
    format: { ...formatOption, summary: FORMAT },
    lang: languageOption,
    registry: registryOption,
  },
  examples: [
    ['chuan schemas list', 'everything there is'],
    ['chuan schemas list dossier', 'what has this text in its path or title'],
    ['chuan schemas show national/population/citizen', 'the fields of the newest version'],
    ['chuan schemas show codelists/sex@1.0.0 --format json', 'the JSON Schema itself'],
  ],
  run: runSchemas,
}

async function runSchemas(line: CommandLine, io: Io): Promise<number> {
  const [action, operand] = line.operands
  if (action === 'list') return list(await openCatalogue(line, io), operand ?? '', line, io)
  if (action === 'show' && operand !== undefined) {
    return show(resolveVersion(operand, await openCatalogue(line, io)), line, io)
  }
  throw wrongUsage(schemas, action === 'show' ? 'Show which structure?' : 'Say list or show')
}

function list(catalogue: Catalogue, text: string, line: CommandLine, io: Io): number {
  const language = languageOf(line.text('lang'), io.env)
  const wanted = text.toLocaleLowerCase('vi')
  const found = catalogue.versions.filter((version) =>
    [version.ref.path, titleOf(version.document, 'vi'), titleOf(version.document, 'en')].some(
      (name) => name.toLocaleLowerCase('vi').includes(wanted),
    ),
  )
  if (line.text('format') === 'json') {
    for (const version of found) io.out(`${JSON.stringify(summaryOf(version))}\n`)
    return 0
  }
  const width = Math.max(0, ...found.map(({ ref }) => formatSchemaRef(ref).length)) + 2
  for (const { ref, document } of found) {
    const status = textMember(document, 'x-status') ?? ''
    const title = titleOf(document, language)
    io.out(`${formatSchemaRef(ref).padEnd(width)}${status.padEnd(12)}${title}\n`)
  }
  if (found.length === 0) io.out('Nothing in the catalogue has that text.\n')
  return 0
}

function summaryOf({ ref, id, document }: SchemaVersion): JsonObject {
  return {
    ref: formatSchemaRef(ref),
    id,
    status: textMember(document, 'x-status') ?? '',
    title: { vi: titleOf(document, 'vi'), en: titleOf(document, 'en') },
  }
}

function show(version: SchemaVersion, line: CommandLine, io: Io): number {
  const { ref, id, document, codeList } = version
  if (line.text('format') === 'json') {
    io.out(`${JSON.stringify(document, undefined, 2)}\n`)
    return 0
  }
  const language = languageOf(line.text('lang'), io.env)
  io.out(`${formatSchemaRef(ref)}  ${textMember(document, 'x-status') ?? ''}\n`)
  io.out(`${titleOf(document, language)}\n${id}\n\n`)
  for (const row of fieldRows(document, language)) io.out(`${row}\n`)
  for (const value of codeList?.values ?? []) {
    const period = `${value.validFrom ?? ''} – ${value.validTo ?? ''}`
    const shown = period === ' – ' ? '' : `  ${period}`
    io.out(`  ${value.code.padEnd(8)}${value[language] ?? value.vi}${shown}
`)
  }
  return 0
}

function fieldRows(document: JsonObject, language: keyof Bilingual): readonly string[] {
  const properties = Object.entries(objectMember(document, 'properties') ?? {})
  const required = document['required']
  const width = Math.max(0, ...properties.map(([name]) => name.length)) + 2
  return properties.map(([name, schema]) => {
    const mark = Array.isArray(required) && required.includes(name) ? '*' : ' '
    return ` ${mark}${name.padEnd(width)}${titleOf(schema as JsonObject, language)}`
  })
}

function titleOf(schema: JsonObject, language: keyof Bilingual): string {
  const english = textMember(objectMember(schema, 'x-en') ?? {}, 'title')
  const vietnamese = textMember(schema, 'title') ?? ''
  return language === 'en' ? (english ?? vietnamese) : vietnamese
}
