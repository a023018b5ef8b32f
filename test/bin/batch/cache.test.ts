/** Verdicts kept from one run to the next: the same as fresh ones, or not used at all. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { digestOfRules } from '../../../bin/batch/judge-cached.ts'
import { openResultCache } from '../../../bin/batch/result-cache.ts'
import { createCatalogue, REPORTS } from '../../../validator/index.ts'
import { runChuan } from '../terminal.ts'

const CITIZEN = 'national/population/citizen'
const EXAMPLE = `schemas/${CITIZEN}/2.0.0/examples/valid/full.json`
const home = mkdtempSync(join(tmpdir(), 'chuan-cache-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const citizen = JSON.parse(readFileSync(EXAMPLE, 'utf8'))
const SECRET = 'Giá trị riêng tư'
const bad = { ...citizen, SoDinhDanh: SECRET, GioiTinh: SECRET }

function write(name: string, content: unknown): string {
  const file = join(home, name)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

/** A folder of its own for each test, with what is in it. */
function newCache(name: string) {
  const folder = join(home, `cache-${name}`)
  const entries = () => readdirSync(folder).filter((each) => each.endsWith('.json'))
  return { folder, entries, argv: [`--cache=${folder}`] }
}

/** How long it took is the one thing that a kept verdict need not repeat. */
async function judge(files: readonly string[], argv: readonly string[], now?: Date) {
  const asked = ['validate', ...files, '--schema', CITIZEN, ...argv]
  const ran = await runChuan(asked, now ? { now } : {})
  return { ...ran, out: ran.out.replaceAll(/ time="[\d.]+"/gu, '') }
}

const lines = `${JSON.stringify(citizen)}\n${JSON.stringify(bad)}\n`
const files = [
  write('good.json', citizen),
  write('bad.json', bad),
  write('broken.json', '{"a":'),
  write('lines.ndjson', lines),
  write('array.json', `[${lines.trim().replace('\n', ',')}]`),
  'examples/citizen.xml',
]

describe('a kept verdict', () => {
  test.for(Object.keys(REPORTS))('is told as a fresh one in the %s report', async (format) => {
    const { argv, entries } = newCache(`report-${format}`)
    const now = new Date('2026-11-23T05:00:00Z')
    const fresh = await judge(files, ['--format', format], now)
    const first = await judge(files, [...argv, '--format', format], now)
    expect(entries()).toHaveLength(files.length)
    const kept = await judge(files, [...argv, '--format', format], now)
    expect(first).toEqual(fresh)
    expect(kept).toEqual(fresh)
    expect(entries()).toHaveLength(files.length)
  })

  test('is used, whatever the file is called by then', async () => {
    const { argv, folder, entries } = newCache('used')
    const [first] = files
    await judge([first ?? ''], argv)
    const [entry = ''] = entries()
    const before = new Date(0)
    utimesSync(join(folder, entry), before, before)
    const renamed = write('renamed.json', citizen)
    const { out, code } = await judge([renamed], [...argv, '--format', 'json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ document: renamed, valid: true })
    expect(entries()).toHaveLength(1)
    // It was read, so it is young again.
    expect(statSync(join(folder, entry)).mtimeMs).toBeGreaterThan(0)
  })

  test('holds no value of the document and not its name', async () => {
    const { argv, folder, entries } = newCache('private')
    await judge(files, argv)
    for (const entry of entries()) {
      const text = readFileSync(join(folder, entry), 'utf8')
      expect(text).not.toContain(SECRET)
      expect(text).not.toContain('bad.json')
      expect(text).not.toContain(citizen.ThuDienTu[0])
    }
  })

  test.for([
    ['damaged', (text: string) => text.replace('"valid":false', '"valid":true')],
    ['cut short', (text: string) => text.slice(0, text.length / 2)],
    ['of something else', () => '{"valid":true}'],
    ['empty', () => ''],
  ] as const)('that is %s is not believed, and is written anew', async ([name, damage]) => {
    const { argv, folder, entries } = newCache(name)
    const file = files[1] ?? ''
    await judge([file], argv)
    const entry = join(folder, entries()[0] ?? '')
    const whole = readFileSync(entry, 'utf8')
    writeFileSync(entry, damage(whole))
    expect((await judge([file], argv)).code).toBe(1)
    expect(readFileSync(entry, 'utf8')).toBe(whole)
  })

  test('under the name of another is not believed', async () => {
    const { argv, folder, entries } = newCache('swapped')
    await judge([files[1] ?? ''], argv)
    const [wrong = ''] = entries()
    await judge([files[0] ?? ''], argv)
    const right = entries().find((each) => each !== wrong) ?? ''
    cpSync(join(folder, right), join(folder, wrong))
    expect((await judge([files[1] ?? ''], argv)).code).toBe(1)
  })
})

describe('another verdict is given', () => {
  const file = files[0] ?? ''
  test.for([
    ['on another day', [], new Date('2026-11-24T05:00:00Z')],
    ['as of a day', ['--as-of', '2025-01-01'], undefined],
    ['for another kind of input', ['--input', 'ndjson'], undefined],
    ['by the XSD as well', ['--xsd'], undefined],
    ['by another structure', ['--schema', `${CITIZEN}@1`], undefined],
  ] as const)('%s', async ([name, more, now]) => {
    const { argv, entries } = newCache(name.replaceAll(' ', '-'))
    await judge([file], argv)
    await judge([file], [...argv, ...more], now)
    expect(entries()).toHaveLength(2)
  })

  test('by a structure or code list that changed', () => {
    const entry = {
      ref: { path: 'test/list', major: 1, minor: 0, patch: 0 },
      document: { title: 'Một' },
      values: [{ code: '1', title: 'Một' }],
    }
    const catalogueOf = (change: object) => createCatalogue([{ ...entry, ...change } as never])
    const digests = [
      digestOfRules(catalogueOf({}), '1'),
      digestOfRules(catalogueOf({ document: { title: 'Hai' } }), '1'),
      digestOfRules(catalogueOf({ values: [{ code: '2', title: 'Một' }] }), '1'),
      digestOfRules(catalogueOf({}), '2'),
    ]
    expect(digestOfRules(catalogueOf({}), '1')).toBe(digests[0])
    expect(new Set(digests).size).toBe(digests.length)
  })
})

describe('nothing is kept', () => {
  test.for([
    ['a JWS', 'examples/signed-dossier.jws'],
    ['signed XML', 'examples/signed-citizen.xml'],
    ['a damaged JWS', write('damaged.jws', 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA')],
  ] as const)('of %s', async ([name, file]) => {
    const { argv, entries } = newCache(name)
    expect((await runChuan(['validate', file, ...argv])).code).toBe(1)
    expect(entries()).toEqual([])
  })

  test('where trust, a policy or keys decide, and it is said so', async () => {
    const { argv, folder } = newCache('trust')
    const { err } = await judge([files[0] ?? ''], [...argv, '--trust', 'examples/trust'])
    expect(err).toContain('--cache is not used')
    expect(existsSync(folder)).toBe(false)
  })

  test('of standard input', async () => {
    const { argv, entries } = newCache('input')
    const input = readFileSync(EXAMPLE)
    await runChuan(['validate', '-', '--schema', CITIZEN, ...argv], { input })
    expect(entries()).toEqual([])
  })
})

test('the oldest entries go when there are too many, and nothing else in the folder', async () => {
  const { folder, entries } = newCache('full')
  const verdict = { valid: true, format: 'json', issues: [], truncated: false, signatures: [] }
  const keys = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(64))
  const cache = await openResultCache(folder, { entries: 2, bytes: 1_000_000 })
  writeFileSync(join(folder, 'mine.json'), '')
  for (const [index, key] of keys.entries()) {
    await cache.keep(key, verdict as never)
    utimesSync(join(folder, `${key}.json`), new Date(), new Date(1_000_000 * index))
  }
  expect(await cache.find(keys[0] ?? '')).toMatchObject({ valid: true })
  await cache.close()
  expect(entries().toSorted()).toEqual([`${keys[0]}.json`, `${keys[3]}.json`, 'mine.json'])
  const small = await openResultCache(folder, { entries: 9, bytes: 10 })
  await small.keep(keys[1] ?? '', verdict as never)
  await small.close()
  expect(entries()).toEqual(['mine.json'])
})

test('a folder that cannot be is a problem that says so', async () => {
  const { code, err } = await judge([files[0] ?? ''], [`--cache=${files[0]}`])
  expect(code).toBe(2)
  expect(err).toContain('[file-unreadable]')
})

test('--cache alone keeps verdicts in the folder of the project', async () => {
  const folder = join(home, 'project')
  mkdirSync(folder)
  writeFileSync(join(folder, 'chuan.config.json'), '{}')
  const argv = ['--project', join(folder, 'chuan.config.json'), '--cache']
  const { code, err } = await judge([files[0] ?? ''], argv)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(readdirSync(join(folder, '.chuan-cache'))).toHaveLength(2)
})
