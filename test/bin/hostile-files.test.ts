/** Files that are cut, empty, bottomless, of strange names or no files: each told in a sentence. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runChuan } from './terminal.ts'

const home = mkdtempSync(join(tmpdir(), 'chuan-hostile-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const SCHEMA = ['--schema', 'national/population/citizen']

test.for([
  { name: 'cut.json', bytes: '{"a":1', says: 'json-malformed' },
  { name: 'cut.xml', bytes: '<a>', says: 'xml-malformed' },
  { name: 'empty.json', bytes: '', says: 'document-empty' },
  { name: 'deep.json', bytes: '['.repeat(200_000), says: 'nesting-too-deep' },
  { name: 'deep.xml', bytes: '<a>'.repeat(5_000), says: 'nesting-too-deep' },
  { name: 'utf16.json', bytes: Buffer.from('\uFEFF{}', 'utf16le'), says: 'encoding-invalid' },
  { name: 'dtd.xml', bytes: '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', says: 'xml-dtd-refused' },
])('$name is judged as $says', async ({ name, bytes, says }) => {
  const file = join(home, name)
  writeFileSync(file, bytes)
  const { code, out, err } = await runChuan(['validate', file, ...SCHEMA])
  expect([code, out, err]).toEqual([1, expect.stringContaining(says), ''])
})

test.skipIf(process.platform !== 'linux')('a name that is no UTF-8 is told as such', async () => {
  const folder = join(home, 'names')
  mkdirSync(folder)
  const prefix = Buffer.from(`${folder}/caf`)
  writeFileSync(Buffer.concat([prefix, Buffer.from([0xe9]), Buffer.from('.json')]), '{}')
  const { code, err } = await runChuan(['validate', folder, ...SCHEMA])
  expect([code, err]).toEqual([2, expect.stringContaining('its name is not UTF-8')])
})

test('a report that cannot be put in its place leaves nothing beside it', async () => {
  const folder = join(home, 'reports')
  mkdirSync(join(folder, 'there.xml'), { recursive: true })
  const file = join(home, 'one.json')
  writeFileSync(file, '{}')
  const report = `junit=${join(folder, 'there.xml')}`
  const { code, err } = await runChuan(['validate', file, ...SCHEMA, '--report', report])
  expect([code, err]).toEqual([2, expect.stringContaining('it is a folder')])
  expect(readdirSync(folder)).toEqual(['there.xml'])
})
