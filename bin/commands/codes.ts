/**
 * The `codes` command: looks codes up as of a day, follows them to another day or list, and
 * writes a whole list in a format others read.
 *
 * @module
 */
import { emitCsv, emitGenericode, emitSkos } from '../../codegen/index.ts'
import type { Bilingual, Catalogue, CodeListValue, SchemaVersion } from '../../validator/index.ts'
import {
  formatSchemaRef,
  isInForce,
  matchesIn,
  Problem,
  parseDate,
  problems,
  resolveCode,
} from '../../validator/index.ts'
import { openCatalogue, registryOption, resolveVersion } from '../catalogue.ts'
import type { Command, CommandLine } from '../command.ts'
import { wrongUsage } from '../command.ts'
import type { Io } from '../io.ts'
import { languageOf } from '../io.ts'
import { languageOption } from '../reports.ts'

const FORMATS = ['text', 'json', 'csv', 'genericode', 'skos']

export const codes: Command = {
  name: 'codes',
  usage: 'LIST [--code CODE] [--as-of DATE] [--search TEXT] [--format …] | LIST --code CODE --to …',
  summary:
    'Looks codes up as of a day, and says what they became on another day or in another list.',
  options: {
    code: { type: 'string', value: 'CODE', summary: 'only this code' },
    'as-of': { type: 'string', value: 'DATE', summary: 'only values in force on this day' },
    search: { type: 'string', value: 'TEXT', summary: 'only names with this text' },
    parent: { type: 'string', value: 'CODE', summary: 'only values below this code' },
    to: {
      type: 'string',
      value: 'DATE|LIST',
      summary: 'what the code of --as-of is on this day, or in this list',
    },
    format: { type: 'string', value: 'FORMAT', summary: FORMATS.join(', '), choices: FORMATS },
    lang: languageOption,
    registry: registryOption,
  },
  examples: [
    ['chuan codes codelists/provinces --as-of 2025-06-30 --code 24', 'Bắc Giang, a day before'],
    [
      'chuan codes codelists/provinces --code 27 --as-of 2025-06-30 --to 2025-07-01',
      'its successor',
    ],
    ['chuan codes codelists/ethnic-groups-1979 --code 04 --to codelists/ethnic-groups-2008', ''],
    ['chuan codes codelists/wards --parent 01 --search ba', 'communes of one province'],
    ['chuan codes codelists/provinces --format genericode', 'the whole list, for other systems'],
  ],
  notes: ['Exit code 1 when nothing is found. A list may be named without codelists/.'],
  run: runCodes,
}

async function runCodes(line: CommandLine, io: Io): Promise<number> {
  const [name, ...more] = line.operands
  if (name === undefined || more.length > 0) throw wrongUsage(codes, 'Name one list')
  const catalogue = await openCatalogue(line, io)
  const version = findList(name, catalogue)
  const to = line.text('to')
  if (to !== undefined) return follow(version, to, catalogue, { line, io })
  const whole = wholeList(version, catalogue, line.text('format') ?? 'text')
  if (whole !== undefined) {
    io.out(whole)
    return 0
  }
  return print(select(version, line), line, io)
}

function findList(name: string, catalogue: Catalogue): SchemaVersion {
  const version = resolveVersion(name.includes('/') ? name : `codelists/${name}`, catalogue)
  if (version.codeList !== undefined) return version
  throw new Problem(problems.schemaNotFound, `${formatSchemaRef(version.ref)} is no code list`)
}

/** Formats for other systems are of the whole list: a part of it would pass for all. */
function wholeList(
  version: SchemaVersion,
  catalogue: Catalogue,
  format: string,
): string | undefined {
  if (version.codeList === undefined) return undefined
  if (format === 'csv') return emitCsv(version.codeList)
  if (format === 'genericode') return emitGenericode(version)
  if (format !== 'skos') return undefined
  return `${JSON.stringify(emitSkos(version, catalogue), undefined, 2)}\n`
}

function select({ codeList }: SchemaVersion, line: CommandLine): readonly CodeListValue[] {
  const [code, parent] = [line.text('code'), line.text('parent')]
  const day = dayOf(line)
  const words = (line.text('search') ?? '').toLocaleLowerCase('vi')
  return (codeList?.values ?? []).filter(
    (value) =>
      (code === undefined || value.code === code) &&
      (parent === undefined || value.parent === parent) &&
      (day === undefined || isInForce(value, day)) &&
      `${value.vi} ${value.en ?? ''}`.toLocaleLowerCase('vi').includes(words),
  )
}

interface Terminal {
  readonly line: CommandLine
  readonly io: Io
}

function follow(
  version: SchemaVersion,
  to: string,
  catalogue: Catalogue,
  { line, io }: Terminal,
): number {
  const list = version.codeList
  const code = line.text('code')
  if (list === undefined || code === undefined) throw wrongUsage(codes, 'Which code? Give --code')
  if (/^\d{4}-/u.test(to)) {
    const from = dayOf(line)
    if (from === undefined) throw wrongUsage(codes, 'Of which day is the code? Give --as-of')
    const resolved = resolveCode(list, code, { from, to: parseDate(to) })
    return print(resolved.kind === 'resolved' ? resolved.values : [], line, io)
  }
  const target = findList(to, catalogue).codeList
  const meant = select(version, line)
  const found = meant.flatMap((value) =>
    target === undefined ? [] : matchesIn(target, value, list),
  )
  return print([...new Set(found)], line, io)
}

function dayOf(line: CommandLine): string | undefined {
  const text = line.text('as-of')
  return text === undefined ? undefined : parseDate(text)
}

function print(values: readonly CodeListValue[], line: CommandLine, io: Io): number {
  const language = languageOf(line.text('lang'), io.env)
  if (line.text('format') === 'json') {
    for (const value of values) io.out(`${JSON.stringify(value)}\n`)
  } else {
    const width = Math.max(0, ...values.map(({ code }) => code.length)) + 2
    for (const value of values) io.out(`${value.code.padEnd(width)}${row(value, language)}\n`)
    if (values.length === 0) io.err(NOTHING[language])
  }
  return values.length === 0 ? 1 : 0
}

const NOTHING: Bilingual = { vi: 'Không tìm thấy mã nào.\n', en: 'No code was found.\n' }

function row(value: CodeListValue, language: keyof Bilingual): string {
  const { validFrom, validTo, replacedBy } = value
  const name = value[language] ?? value.vi
  const days =
    validFrom === undefined && validTo === undefined
      ? ''
      : `  ${validFrom ?? '…'} – ${validTo ?? '…'}`
  return `${name}${days}${replacedBy === undefined ? '' : `  → ${replacedBy.join(', ')}`}`
}
