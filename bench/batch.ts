/**
 * `chuan validate` on files of many records, each against a bare baseline on one thread: records
 * on lines, in a JSON array and in XML.
 *
 * Whole processes, start included, turn by turn. `CHUAN_BENCH_BYTES` says how large a file is
 * (1 GB), `CHUAN_BENCH_ROUNDS` how many turns there are (3). `SOURCEMETA_JSONSCHEMA` may name the
 * executable of that validator, which is not of this project: it judges the same file by the same
 * schema, as a bundle. `XMLLINT` may name that of libxml2, whose own reader then reads the XML.
 *
 * @module
 */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleSchema } from '../codegen/index.ts'
import { readCatalogueFolder } from '../sources/index.ts'
import { createCatalogue, parseSchemaRef, toXml, xmlNamespace } from '../validator/index.ts'
import { median } from './load.ts'
import type { Contender, Run } from './processes.ts'
import { inTemporaryFolder, takeTurns } from './processes.ts'
import type { RecordsFile } from './records-files.ts'
import { writeRecords } from './records-files.ts'

const REF = 'national/population/citizen@2.0.0'
const BYTES = Number(process.env['CHUAN_BENCH_BYTES'] ?? 1_000_000_000)
const ROUNDS = Number(process.env['CHUAN_BENCH_ROUNDS'] ?? 3)
const MEGABYTE = 1_000_000
const node = process.execPath

const catalogue = createCatalogue(await readCatalogueFolder())
const version = catalogue.get(parseSchemaRef(REF))

export function benchBatch(): Promise<void> {
  return inTemporaryFolder(async (folder) => {
    await benchJson(folder)
    await benchXmlRecords(folder)
  })
}

/** The array has the same records as the lines have, and the same baseline. */
async function benchJson(folder: string): Promise<void> {
  const [lines, array] = [join(folder, 'records.jsonl'), join(folder, 'records.json')]
  const written = writeRecords(
    lines,
    BYTES,
    { open: '', between: '\n', close: '\n' },
    JSON.stringify,
  )
  writeRecords(array, BYTES, { open: '[\n', between: ',\n', close: '\n]\n' }, JSON.stringify)
  const contenders = [
    { name: 'bare loop, one thread', argv: [node, 'bench/bare-lines.mjs', lines, REF] },
    { name: 'chuan validate --jobs 1', argv: chuan(lines, '1') },
    { name: 'chuan validate --jobs 2', argv: chuan(lines, '2') },
    { name: 'an array, --jobs 1', argv: chuan(array, '1') },
    { name: 'an array, --jobs 2', argv: chuan(array, '2') },
    ...jsonschema(lines, folder),
  ]
  report('NDJSON', written, contenders, await takeTurns(contenders, ROUNDS, folder))
  rmSync(lines)
  rmSync(array)
}

async function benchXmlRecords(folder: string): Promise<void> {
  const file = join(folder, 'records.xml')
  const open = `<DanhSach xmlns="${xmlNamespace(version.ref, catalogue.base)}">\n`
  const form = { open, between: '', close: '</DanhSach>\n' }
  const written = writeRecords(file, BYTES, form, (record) =>
    toXml(record, version, catalogue).replace(/^<\?xml[^>]*>\n/u, ''),
  )
  const reader = process.env['XMLLINT'] ?? ''
  const contenders = [
    { name: 'libxml2 alone, one thread', argv: [node, 'bench/bare-xml.mjs', file, '</CongDan>'] },
    { name: 'chuan validate --jobs 1', argv: chuan(file, '1') },
    { name: 'chuan validate --jobs 2', argv: chuan(file, '2') },
    ...(reader === ''
      ? []
      : [{ name: 'xmllint --stream', argv: [reader, '--stream', '--noout', file] }]),
  ]
  report('XML', written, contenders, await takeTurns(contenders, ROUNDS, folder))
}

function chuan(file: string, jobs: string): readonly string[] {
  return [node, 'dist/bin/chuan.js', 'validate', file, '--schema', REF, '--jobs', jobs]
}

/** By the standard keywords alone: ours mean nothing to it. */
function jsonschema(file: string, folder: string): readonly Contender[] {
  const executable = process.env['SOURCEMETA_JSONSCHEMA'] ?? ''
  if (executable === '') return []
  const schema = join(folder, 'schema.json')
  writeFileSync(schema, JSON.stringify(bundleSchema(version, catalogue)))
  return [{ name: 'jsonschema', argv: [executable, 'validate', '--fast', schema, file] }]
}

function report(
  name: string,
  { records, bytes }: RecordsFile,
  contenders: readonly Contender[],
  runs: readonly (readonly Run[])[],
): void {
  const size = `${name}, ${Math.round(bytes / MEGABYTE)} MB, ${records} records`
  console.log(`\n${size.padEnd(34)}seconds  CPU s   MB/s  records/s  / bare  peak MB`)
  const times = runs.map((each) => median(each.map(({ seconds }) => seconds)))
  for (const [index, contender] of contenders.entries()) {
    const [seconds = 0, each = []] = [times[index], runs[index]]
    const cells = [
      seconds.toFixed(2).padStart(7),
      fixed(median(each.map(({ cpuSeconds = Number.NaN }) => cpuSeconds)), 2).padStart(6),
      (bytes / MEGABYTE / seconds).toFixed(0).padStart(6),
      (records / seconds).toFixed(0).padStart(10),
      `${((times[0] ?? 1) / seconds).toFixed(2)} ×`.padStart(7),
      fixed(Math.max(...each.map(({ megabytes = Number.NaN }) => megabytes)), 0).padStart(8),
    ]
    console.log(`${contender.name.padEnd(34)}${cells.join(' ')}`)
  }
}

function fixed(number: number, digits: number): string {
  return Number.isNaN(number) ? '–' : number.toFixed(digits)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await benchBatch()
