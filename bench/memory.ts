/**
 * The most memory a process takes that verifies one message.
 *
 * @module
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { signXml } from '../validator/index.ts'
import type { BenchKey } from './signed-messages.ts'
import { xmlDocument } from './signed-messages.ts'

const CHILD = fileURLToPath(new URL('verify-once.mjs', import.meta.url))

/** Megabytes of resident memory at the peak. */
export async function peakMegabytes(size: number, bench: BenchKey): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'chuan-bench-'))
  try {
    const signed = await signXml(xmlDocument(size), bench.key, { placement: 'enveloped' })
    writeFileSync(join(folder, 'message.xml'), signed)
    const { anchor, lists } = bench
    writeFileSync(join(folder, 'trust.json'), JSON.stringify({ anchor, lists }))
    return Number(execFileSync(process.execPath, [CHILD, folder], { encoding: 'utf8' }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
