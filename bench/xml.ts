/**
 * Judging XML, as a ratio to what libxml2 takes to parse it and to hold it against its XSD; and
 * making every format of the whole catalogue.
 *
 * @module
 */
import { execFileSync } from 'node:child_process'
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { emitJsonLdContext, emitXsd, representationsOf } from '../codegen/index.ts'
import { readCatalogueFolder } from '../sources/index.ts'
import type { Catalogue, SchemaVersion } from '../validator/index.ts'
import { createCatalogue, createValidator, parseSchemaRef, toXml } from '../validator/index.ts'
import { interleaved } from './interleaved.ts'

const REF = parseSchemaRef('national/population/citizen@2.0.0')
const EXAMPLE = 'schemas/national/population/citizen/2.0.0/examples/valid/full.json'
const CHILD = fileURLToPath(new URL('stream-once.mjs', import.meta.url))
const STREAM_BYTES = 100_000_000
/** Of the stream in one document of the floor, which holds all of a document in memory. */
const FLOOR_BYTES = 5_000_000

export async function benchXml(): Promise<void> {
  const catalogue = createCatalogue(await readCatalogueFolder())
  const version = catalogue.get(REF)
  const record = recordOf(version, catalogue)
  using xsd = XmlDocument.fromString(collectionXsd(version, catalogue))
  using floor = XsdValidator.fromDoc(xsd)
  console.log('\nXML, judged               ours      / libxml2 parse and XSD')
  for (const size of [2_000, 200_000, 9_500_000]) await benchWhole(size, record, catalogue, floor)
  benchStream(record, floor)
  benchFormats(catalogue)
}

async function benchWhole(
  size: number,
  record: string,
  catalogue: Catalogue,
  xsd: XsdValidator,
): Promise<void> {
  const bytes = collection(record, size)
  const validator = createValidator({ catalogue, now: () => new Date() })
  const [ours = 0, floor = 0] = await interleaved(size, [
    async () => expectValid((await validator.validate(bytes)).valid),
    () => holdAgainst(bytes, xsd),
  ])
  row(bytes.byteLength, ours, floor)
  const { megabytes } = inFolder((file) => {
    writeFileSync(file, bytes)
    return judgeApart(file)
  })
  console.log(`  ${megabytes} MB of memory, the catalogue in it`)
}

interface Judged {
  readonly seconds: number
  readonly megabytes: number
  readonly records: number
}

/** In a process of its own, whose memory holds nothing else. */
function judgeApart(file: string): Judged {
  return JSON.parse(execFileSync(process.execPath, [CHILD, file], { encoding: 'utf8' })) as Judged
}

function inFolder<T>(act: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'chuan-bench-'))
  try {
    return act(join(folder, 'records.xml'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A file of records, judged in a process of its own; the floor has it in pieces. */
function benchStream(record: string, xsd: XsdValidator): void {
  const piece = collection(record, FLOOR_BYTES)
  const { bytes, seconds, megabytes, records } = inFolder((file) => {
    const written = writeRecords(file, record)
    return { bytes: written, ...judgeApart(file) }
  })
  const begin = performance.now()
  for (let at = 0; at < bytes; at += piece.byteLength) holdAgainst(piece, xsd)
  const floor = performance.now() - begin
  row(bytes, seconds * 1_000, floor)
  const rate = (bytes / 1_000_000 / seconds).toFixed(1)
  console.log(`  ${records} records in a stream: ${rate} MB/s, ${megabytes} MB of memory`)
}

function writeRecords(file: string, record: string): number {
  const handle = openSync(file, 'w')
  let bytes = writeSync(handle, OPEN)
  while (bytes < STREAM_BYTES) bytes += writeSync(handle, record)
  bytes += writeSync(handle, CLOSE)
  closeSync(handle)
  return bytes
}

function benchFormats(catalogue: Catalogue): void {
  const versions = catalogue.versions.filter((version) =>
    representationsOf(version).some(({ file }) => file === 'schema.xsd'),
  )
  const begin = performance.now()
  for (const version of versions) emitXsd(version, catalogue)
  const between = performance.now()
  for (const version of versions) emitJsonLdContext(version, catalogue)
  const [xsd, context] = [between - begin, performance.now() - between]
  const times = `XSD ${xsd.toFixed(0)} ms, JSON-LD contexts ${context.toFixed(0)} ms`
  console.log(`  ${versions.length} versions: ${times}`)
}

const OPEN = '<DanhSach xmlns="http://localhost:8080/xml/national/population/citizen/2">\n'
const CLOSE = '</DanhSach>\n'

function recordOf(version: SchemaVersion, catalogue: Catalogue): string {
  const value = JSON.parse(readFileSync(EXAMPLE, 'utf8'))
  return toXml(value, version, catalogue).replace(/^<\?xml[^>]*>\n/u, '')
}

function collection(record: string, size: number): Buffer {
  const count = Math.max(1, Math.floor(size / Buffer.byteLength(record)))
  return Buffer.from(`${OPEN}${record.repeat(count)}${CLOSE}`)
}

/** The XSD knows a record; libxml2 judges all of a collection of them at once. */
function collectionXsd(version: SchemaVersion, catalogue: Catalogue): string {
  const list =
    '<xs:element name="DanhSach"><xs:complexType><xs:sequence>' +
    '<xs:element ref="tns:CongDan" maxOccurs="unbounded"/>' +
    '</xs:sequence></xs:complexType></xs:element>'
  return emitXsd(version, catalogue).replace('</xs:schema>', `${list}</xs:schema>`)
}

function holdAgainst(bytes: Uint8Array, xsd: XsdValidator): void {
  using document = XmlDocument.fromBuffer(bytes)
  xsd.validate(document)
}

function expectValid(isValid: boolean): void {
  if (!isValid) throw new Error('what is measured is not valid')
}

function row(bytes: number, ours: number, floor: number): void {
  const name = `  ${String(bytes).padStart(9)} bytes`.padEnd(24)
  console.log(`${name}${`${ours.toFixed(2)} ms`.padStart(11)}   ${(ours / floor).toFixed(2)} ×`)
}
