/**
 * What the catalogue holds, as one Markdown document: tables made from the catalogue alone.
 *
 * @module
 */
import type { Catalogue, SchemaVersion } from '../../validator/index.ts'
import { formatVersion, isDatabase, recordsOfDatabase, textMember } from '../../validator/index.ts'
import { textsOf } from '../schema-view.ts'
import type { Column } from './table.ts'
import { markdownTable } from './table.ts'
import { describeEvidence, describeSize, nameOf, ownerOf, shareOfAll } from './version-cells.ts'

const PREAMBLE = `# The catalogue

This file is made from the catalogue: \`chuan catalogue table --write docs/catalogue.md\`.

Of each structure the newest version is shown. *Status* is that of ISO/IEC 11179-6: Incomplete,
Candidate, Recorded, Qualified, Standard, then Superseded or Retired. *Size* counts the fields a
structure declares itself, or the codes of a list. *Evidence* says what the fields or codes rest on:
**verified** against the law's text, **observed** in use, **proposed** by us, or **unverified**.
`

/** The same catalogue always gives the same bytes. */
export function emitCatalogueTable(catalogue: Catalogue): string {
  const newest = newestVersions(catalogue)
  const sections = [
    PREAMBLE,
    totals(newest),
    exchangeKinds(catalogue, newest),
    databases(catalogue, newest),
    ofKind('Messages', 'message', newest),
    ofKind('Elements', 'element', newest),
    ofKind('Code lists', 'codelist', newest),
  ]
  return `${sections.filter((section) => section !== '').join('\n')}`
}

/** The newest of each path, by path. */
function newestVersions(catalogue: Catalogue): readonly SchemaVersion[] {
  return [...new Map(catalogue.versions.map((version) => [version.ref.path, version])).values()]
}

function kindOf({ document }: SchemaVersion): string {
  return textMember(document, 'x-kind') ?? ''
}

const COLUMNS: readonly Column<SchemaVersion>[] = [
  { head: 'Structure', cell: structureCell },
  { head: 'Tên / Name', cell: nameOf },
  { head: 'Status', cell: statusOf },
  { head: 'Size', cell: describeSize, isNumber: true },
  { head: 'Evidence', cell: (version) => describeEvidence(shareOfAll([version])) },
  { head: 'Owner', cell: ownerOf },
]

function structureCell({ ref }: SchemaVersion): string {
  return `\`${ref.path}\` ${formatVersion(ref)}`
}

function statusOf({ document }: SchemaVersion): string {
  return textMember(document, 'x-status') ?? ''
}

const KINDS = [
  ['database', 'Databases'],
  ['record', 'Records'],
  ['message', 'Messages'],
  ['element', 'Elements'],
  ['codelist', 'Code lists'],
] as const

function totals(newest: readonly SchemaVersion[]): string {
  const rows = KINDS.map(([kind, name]) => ({
    name,
    versions: newest.filter((version) => kindOf(version) === kind),
  }))
  return section(
    'In numbers',
    markdownTable(
      [
        { head: 'Kind', cell: ({ name }) => name },
        { head: 'Structures', cell: ({ versions }) => String(versions.length), isNumber: true },
        {
          head: 'Fields or codes',
          cell: ({ versions }) => String(shareOfAll(versions).count),
          isNumber: true,
        },
        { head: 'Evidence', cell: ({ versions }) => describeEvidence(shareOfAll(versions)) },
      ],
      rows,
    ),
  )
}

interface KindRow {
  readonly code: string
  readonly name: string
  readonly version?: SchemaVersion
}

/**
 * A row for each kind and each structure that carries it; a kind without one says so. What carries
 * every kind, such as an acknowledgement, is the structure of none.
 */
function exchangeKinds(catalogue: Catalogue, newest: readonly SchemaVersion[]): string {
  const list = catalogue.versionsOf('codelists/exchange-kinds').at(-1)?.codeList
  if (list === undefined) return ''
  const kindsOf = ({ document }: SchemaVersion) => textsOf(document, 'x-exchangeKinds')
  const common = newest.filter((version) =>
    list.values.every(({ code }) => kindsOf(version).includes(code)),
  )
  const rows = list.values.flatMap(({ code, vi, en }): readonly KindRow[] => {
    const carriers = newest.filter(
      (version) => kindsOf(version).includes(code) && !common.includes(version),
    )
    const name = en === undefined ? vi : `${vi} / ${en}`
    if (carriers.length === 0) return [{ code, name }]
    return carriers.map((version) => ({ code, name, version }))
  })
  const of = (cell: (version: SchemaVersion) => string, none = '') => ({
    cell: ({ version }: KindRow) => (version === undefined ? none : cell(version)),
  })
  const table = markdownTable<KindRow>(
    [
      { head: 'Kind', cell: ({ code }) => `\`${code}\`` },
      { head: 'Tên / Name', cell: ({ name }) => name },
      { head: 'Structure', ...of(structureCell, 'none yet') },
      { head: 'Status', ...of(statusOf) },
      { head: 'Size', ...of(describeSize), isNumber: true },
      { head: 'Evidence', ...of((version) => describeEvidence(shareOfAll([version]))) },
      { head: 'Owner', ...of(ownerOf) },
    ],
    rows,
  )
  const carried = new Set(rows.filter(({ version }) => version).map(({ code }) => code)).size
  return section(
    'Kinds of data that are exchanged',
    `${carried} of ${list.values.length} kinds of the circular have a structure of their own. ` +
      `${sayCommon(common)}\n\n${table}`,
  )
}

function sayCommon(common: readonly SchemaVersion[]): string {
  if (common.length === 0) return 'No structure goes with every kind.'
  return `Going with every kind: ${common.map(structureCell).join(', ')}.`
}

/** Each database with its records; then records that belong to no entry of a database. */
function databases(catalogue: Catalogue, newest: readonly SchemaVersion[]): string {
  const entries = newest.filter(isDatabase)
  const owned = new Set<string>()
  const rows = entries.flatMap((entry) => {
    const records = recordsOfDatabase(entry, catalogue)
    for (const { ref } of records) owned.add(ref.path)
    return [entry, ...records]
  })
  const others = newest.filter(
    (version) => kindOf(version) === 'record' && !owned.has(version.ref.path),
  )
  const columns = COLUMNS.map((column) =>
    column.head === 'Evidence' || column.head === 'Size' ? notOfEntries(column, catalogue) : column,
  )
  const parts = [
    rows.length === 0 ? '' : section('Databases', markdownTable(columns, rows)),
    others.length === 0 ? '' : section('Records', markdownTable(COLUMNS, others)),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

/** An entry has no fields of its own: it says how many records it has, or that none is known. */
function notOfEntries(column: Column<SchemaVersion>, catalogue: Catalogue): Column<SchemaVersion> {
  return {
    ...column,
    cell(version) {
      if (!isDatabase(version)) return column.cell(version)
      const count = recordsOfDatabase(version, catalogue).length
      if (column.head === 'Size')
        return count === 0 ? '–' : `${count} record${count === 1 ? '' : 's'}`
      return count === 0 ? 'fields not known' : ''
    },
  }
}

function ofKind(title: string, kind: string, newest: readonly SchemaVersion[]): string {
  const versions = newest.filter((version) => kindOf(version) === kind)
  return versions.length === 0 ? '' : section(title, markdownTable(COLUMNS, versions))
}

function section(title: string, body: string): string {
  return `## ${title}\n\n${body}`
}
