/** Threads that share a file: what one of them meets is never passed over. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { judgeRecordsFile } from '../../../bin/batch/judge-records-file.ts'
import { judgeShared } from '../../../bin/batch/judge-shared.ts'
import { createBlockReader, type SharedFile } from '../../../bin/batch/shared-file.ts'
import { openFile } from '../../../sources/index.ts'
import type { Share } from '../../../validator/index.ts'
import { createValidator, parseSchemaRef } from '../../../validator/index.ts'
import { DOCUMENT_BYTES_MAX } from '../../../validator/limits.ts'
import { realCatalogue } from '../../codegen/catalogues.ts'
import { runChuan } from '../terminal.ts'

const CITIZEN = 'national/population/citizen@2.0.0'
const home = mkdtempSync(join(tmpdir(), 'chuan-shared-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const catalogue = await realCatalogue()
const validator = createValidator({ catalogue, now: () => new Date('2026-11-23T05:00:00Z') })
const request = { schema: parseSchemaRef(CITIZEN) }
const good = JSON.stringify(
  JSON.parse(readFileSync(`schemas/${CITIZEN.replace('@', '/')}/examples/valid/full.json`, 'utf8')),
)

describe('a file of several blocks', () => {
  const COUNT = 4_000
  const file = join(home, 'lines.ndjson')
  writeFileSync(file, `${good}\n`.repeat(COUNT))
  const records = { file, form: 'ndjson', size: good.length * COUNT, onBytes: () => {} } as const

  function judgeWith(startHelper: (shared: SharedFile, thread: number) => Promise<Share>) {
    return judgeRecordsFile(records, request, { validator, helpers: 1, startHelper })
  }

  test('is judged whole with a thread that helps', async () => {
    const judged = await judgeWith((shared, thread) =>
      judgeShared(shared, thread, validator, request),
    )
    expect(judged).toMatchObject({ records: COUNT, invalidRecords: 0 })
  })

  test('is not told as whole where a thread fails before it takes anything', async () => {
    const failing = judgeWith(async () => Promise.reject(new Error('no memory for a thread')))
    await expect(failing).rejects.toThrow('no memory for a thread')
  })

  test('is not told as whole where a thread fails with a block', async () => {
    const failing = judgeWith(async (shared, thread) => {
      const opened = openFile(file)
      if (opened === undefined) throw new TypeError('no file')
      await createBlockReader(shared, opened, thread).next()
      opened.close()
      await delay(1)
      throw new Error('ended by the system')
    })
    await expect(failing).rejects.toThrow('ended by the system')
  })
})

test('a JSON array on one line, longer than a record may be, is judged', async () => {
  const count = Math.ceil(DOCUMENT_BYTES_MAX / good.length) + 100
  const file = join(home, 'array.json')
  writeFileSync(file, `[${Array.from({ length: count }, () => good).join(',')}]`)
  const { code, out } = await runChuan(['validate', file, '--schema', CITIZEN, '--format', 'json'])
  expect(JSON.parse(out)).toMatchObject({ valid: true, records: count })
  expect(code).toBe(0)
})
