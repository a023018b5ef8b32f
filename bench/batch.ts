/**
 * `chuan validate` on a file of many records, against a bare loop on one thread.
 *
 * Whole processes, start included, turn by turn. `CHUAN_BENCH_BYTES` says how large the file
 * is (1 GB). `SOURCEMETA_JSONSCHEMA` may name the executable of that validator, which is not
 * of this project: it judges the same file by the same schema, as a bundle.
 *
 * @module
 */
import { spawn } from 'node:child_process'
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
import { bundleSchema } from '../codegen/index.ts'
import { readCatalogueFolder } from '../sources/index.ts'
import { createCatalogue, parseSchemaRef } from '../validator/index.ts'
import { median } from './load.ts'

const REF = 'national/population/citizen@2.0.0'
const EXAMPLE = 'schemas/national/population/citizen/2.0.0/examples/valid/full.json'
const BYTES = Number(process.env['CHUAN_BENCH_BYTES'] ?? 1_000_000_000)
const ROUNDS = 3
const MEGABYTE = 1_000_000

interface Run {
  readonly seconds: number
  readonly megabytes: number
}

export async function benchBatch(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chuan-bench-'))
  try {
    const file = join(folder, 'records.jsonl')
    const records = writeRecords(file)
    const contenders = contendersOn(file, folder)
    const runs = contenders.map((): Run[] => [])
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, { argv }] of contenders.entries())
        runs[index]?.push(await run(argv, folder))
    }
    report(records, contenders, runs)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Contender {
  readonly name: string
  readonly argv: readonly string[]
}

function contendersOn(file: string, folder: string): readonly Contender[] {
  const chuan = (jobs: string) => [
    process.execPath,
    ...['dist/bin/chuan.js', 'validate', file, '--schema', REF, '--jobs', jobs],
  ]
  const other = process.env['SOURCEMETA_JSONSCHEMA'] ?? ''
  return [
    { name: 'bare loop, one thread', argv: [process.execPath, 'bench/bare-lines.mjs', file, REF] },
    { name: 'chuan validate --jobs 1', argv: chuan('1') },
    { name: 'chuan validate --jobs 2', argv: chuan('2') },
    ...(other === '' ? [] : [{ name: 'jsonschema', argv: otherArgv(other, file, folder) }]),
  ]
}

/** By the standard keywords alone: ours mean nothing to it. */
function otherArgv(executable: string, file: string, folder: string): readonly string[] {
  const schema = join(folder, 'schema.json')
  writeFileSync(schema, BUNDLE)
  return [executable, 'validate', '--fast', schema, file]
}

const catalogue = createCatalogue(await readCatalogueFolder())
const BUNDLE = JSON.stringify(bundleSchema(catalogue.get(parseSchemaRef(REF)), catalogue))

function writeRecords(file: string): number {
  const line = `${JSON.stringify(JSON.parse(readFileSync(EXAMPLE, 'utf8')))}\n`
  const some = line.repeat(1_000)
  const target = openSync(file, 'w')
  let records = 0
  for (let bytes = 0; bytes < BYTES; bytes += Buffer.byteLength(some)) {
    writeSync(target, some)
    records += 1_000
  }
  closeSync(target)
  return records
}

async function run([command = '', ...args]: readonly string[], folder: string): Promise<Run> {
  const memory = join(folder, 'memory')
  writeFileSync(memory, '')
  const env = { ...process.env, CHUAN_BENCH_MEMORY: memory, NODE_OPTIONS: `--import=${TELLING}` }
  const begin = performance.now()
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error('what is measured failed')
  const seconds = (performance.now() - begin) / 1_000
  return { seconds, megabytes: Number(readFileSync(memory, 'utf8')) / 1_024 }
}

const TELLING = new URL('tell-memory.mjs', import.meta.url).href

function report(
  records: number,
  contenders: readonly Contender[],
  runs: readonly (readonly Run[])[],
): void {
  const size = `${Math.round(BYTES / MEGABYTE)} MB, ${records} records`
  console.log(`\nNDJSON, ${size}        seconds   MB/s  records/s   / bare   peak MB`)
  const times = runs.map((each) => median(each.map(({ seconds }) => seconds)))
  const [bare = 1] = times
  for (const [index, { name }] of contenders.entries()) {
    const seconds = times[index] ?? 0
    const peak = Math.max(...(runs[index] ?? []).map(({ megabytes }) => megabytes))
    const cells = [
      seconds.toFixed(2).padStart(9),
      (BYTES / MEGABYTE / seconds).toFixed(0).padStart(6),
      (records / seconds).toFixed(0).padStart(10),
      `${(bare / seconds).toFixed(2)} ×`.padStart(9),
      peak.toFixed(0).padStart(9),
    ]
    console.log(`${name.padEnd(32)}${cells.join(' ')}`)
  }
}
