/** A million records with one bad one in their middle: found, and told where it stands. */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runChuan } from '../terminal.ts'

const COUNT = 1_000_000
const BAD_AT = 500_000
const home = mkdtempSync(join(tmpdir(), 'chuan-million-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const GOOD = '{"Ho":"Trần","Ten":"Dụ"}'
const BAD = '{"Ho":"Trần","Ten":7}'

function write(name: string, [open, between, close]: readonly [string, string, string]): string {
  const file = join(home, name)
  const half = (count: number) => `${GOOD}${between}`.repeat(count)
  appendFileSync(file, `${open}${half(BAD_AT)}${BAD}`)
  appendFileSync(file, `${`${between}${GOOD}`.repeat(COUNT - BAD_AT - 1)}${close}`)
  return file
}

describe.for([
  { name: 'on lines', form: ['', '\n', '\n'], pointer: '/Ten' },
  { name: 'in an array', form: ['[\n', ',\n', '\n]'], pointer: `/${BAD_AT}/Ten` },
] as const)('a million records $name', ({ name, form, pointer }) => {
  const file = write(`${name}.jsonl`, form)
  const line = BAD_AT + (form[0] === '' ? 1 : 2)
  const input = form[0] === '' ? 'ndjson' : 'array'

  test.for(['1', '2'])('with --jobs %s', { timeout: 180_000 }, async (jobs) => {
    const asked = ['--schema', 'elements/person-name@1.0.0', '--input', input, '--jobs', jobs]
    const { code, out } = await runChuan(['validate', file, ...asked, '--format', 'json'])
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      records: COUNT,
      invalidRecords: 1,
      issueCounts: { 'type-mismatch': 1 },
      issues: [{ code: 'type-mismatch', line, instanceLocation: pointer }],
    })
  })
})
