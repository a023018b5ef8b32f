/**
 * The `codes` command: looks codes up as of a day, follows them to another day or list, and
 * writes a whole list in a format others read.
 *
 * @module
 */
import { emitCsv, emitGenericode, emitSkos } from '../../codegen/index.ts'
import type {
  Bilingual,
  Catalogue,
  CodeList,
  CodeListValue,
  SchemaVersion,
} from '../../validator/index.ts'
import {
  formatSchemaRef,
  matchesIn,
  Problem,
  parseDate,
  problems,
  resolveCode,
  searchCodes,
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
    [
      'chuan codes codelists/ethnic-groups-1979 --code 04 --to codelists/ethnic-groups-2008',
      'the same group in the later list',
    ],
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
  const format = line.text('format') ?? 'text'
  if (WHOLE.has(format)) {
    io.out(wholeList(version, catalogue, line))
    return 0
  }
  if (to === undefined) return print(select(version, line), line, io)
  const { values, nothing } = follow(version, to, catalogue, line)
  return print(values, line, io, nothing)
}

function findList(name: string, catalogue: Catalogue): SchemaVersion {
  const version = resolveVersion(name.includes('/') ? name : `codelists/${name}`, catalogue)
  listOf(version)
  return version
}

function listOf({ codeList, ref }: SchemaVersion): CodeList {
  if (codeList !== undefined) return codeList
  throw new Problem(problems.schemaNotFound, `${formatSchemaRef(ref)} is no code list`)
}

const WHOLE: ReadonlySet<string> = new Set(['csv', 'genericode', 'skos'])
const NARROWING = ['code', 'as-of', 'search', 'parent', 'to']

/** Formats for other systems are of the whole list: a part of it would pass for all. */
function wholeList(version: SchemaVersion, catalogue: Catalogue, line: CommandLine): string {
  const format = line.text('format')
  const narrowed = NARROWING.find((name) => line.text(name) !== undefined)
  if (narrowed !== undefined) {
    throw wrongUsage(codes, `--format ${format} is of the whole list: leave out --${narrowed}`)
  }
  if (format === 'genericode') return emitGenericode(version)
  if (format === 'skos') return `${JSON.stringify(emitSkos(version, catalogue), undefined, 2)}\n`
  return emitCsv(listOf(version))
}

function select(version: SchemaVersion, line: CommandLine): readonly CodeListValue[] {
  const [code, parent, text] = ['code', 'parent', 'search'].map((name) => line.text(name))
  return searchCodes(listOf(version), { code, parent, text, asOf: dayOf(line) })
}

interface Followed {
  readonly values: readonly CodeListValue[]
  /** Why there is none. */
  readonly nothing: Bilingual
}

function follow(
  version: SchemaVersion,
  to: string,
  catalogue: Catalogue,
  line: CommandLine,
): Followed {
  const list = listOf(version)
  const code = line.text('code')
  if (code === undefined) throw wrongUsage(codes, 'Which code? Give --code')
  if (/^\d{4}-/u.test(to)) {
    const from = dayOf(line)
    if (from === undefined) throw wrongUsage(codes, 'Of which day is the code? Give --as-of')
    const resolved = resolveCode(list, code, { from, to: parseDate(to) })
    if (resolved.kind === 'resolved') return { values: resolved.values, nothing: NOTHING.unknown }
    return { values: [], nothing: NOTHING[resolved.kind] }
  }
  const target = listOf(findList(to, catalogue))
  const meant = select(version, line)
  const found = meant.flatMap((value) => matchesIn(target, value, list))
  const nothing = meant.length === 0 ? NOTHING.unknown : NOTHING.unmatched
  return { values: [...new Set(found)], nothing }
}

function dayOf(line: CommandLine): string | undefined {
  const text = line.text('as-of')
  return text === undefined ? undefined : parseDate(text)
}

function print(
  values: readonly CodeListValue[],
  line: CommandLine,
  io: Io,
  nothing: Bilingual = NOTHING.unknown,
): number {
  const language = languageOf(line.text('lang'), io.env)
  if (line.text('format') === 'json') {
    for (const value of values) io.out(`${JSON.stringify(value)}\n`)
  } else {
    const width = Math.max(0, ...values.map(({ code }) => code.length)) + 2
    for (const value of values) io.out(`${value.code.padEnd(width)}${row(value, language)}\n`)
    if (values.length === 0) io.err(`${nothing[language]}\n`)
  }
  return values.length === 0 ? 1 : 0
}

const NOTHING = {
  unknown: { vi: 'Không tìm thấy mã nào.', en: 'No code was found.' },
  'not-in-force': {
    vi: 'Mã có trong danh mục nhưng không có hiệu lực vào ngày này.',
    en: 'The list has the code, but it was not in force on that day.',
  },
  'not-covered': {
    vi: 'Danh mục không bao quát ngày này.',
    en: 'The list does not go back to that day.',
  },
  ended: {
    vi: 'Mã đã hết hiệu lực; danh mục không nêu mã nào thay thế.',
    en: 'The code ended, and the list names nothing in its place.',
  },
  unmatched: {
    vi: 'Danh mục kia không có mã nào được biết là cùng nghĩa.',
    en: 'No code of the other list is known to mean the same.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

function row(value: CodeListValue, language: keyof Bilingual): string {
  const { validFrom, validTo, replacedBy } = value
  const name = value[language] ?? value.vi
  const days =
    validFrom === undefined && validTo === undefined
      ? ''
      : `  ${validFrom ?? '…'} – ${validTo ?? '…'}`
  return `${name}${days}${replacedBy === undefined ? '' : `  → ${replacedBy.join(', ')}`}`
}
