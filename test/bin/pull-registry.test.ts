/** A project and a registry over time: a version is added, a version is tampered with, no network. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCatalogueFolder } from '../../sources/index.ts'
import type { CatalogueEntry } from '../../validator/index.ts'
import { fee, type ServedRegistry, startRegistry } from './served-registry.ts'
import { runChuan } from './terminal.ts'

let home = ''
let running: ServedRegistry | undefined

async function stop() {
  await running?.close()
  running = undefined
}

async function serve(entries: readonly CatalogueEntry[], database = 'chuan.db') {
  await stop()
  running = await startRegistry(entries, join(home, database))
  const { registry } = running
  write({ registry, structures: ['elements/fee@1'] })
}

const write = (config: object) =>
  writeFileSync(join(home, 'chuan.config.json'), JSON.stringify(config))
const chuan = (command: string, ...argv: readonly string[]) =>
  runChuan([command, ...argv, '--project', home])
const lockText = () => readFileSync(join(home, 'chuan.lock.json'), 'utf8')
const lock = () => JSON.parse(lockText())

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'chuan-project-'))
})
afterEach(async () => {
  await stop()
  rmSync(home, { recursive: true, force: true })
})

describe('a registry that gains a version', () => {
  beforeEach(async () => {
    await serve([fee('1.0.0')])
    expect((await chuan('pull')).code).toBe(0)
    const newer = fee('1.1.0', { required: ['TenPhiLePhi', 'MaPhiLePhi', 'Gia'] })
    await serve([fee('1.0.0'), newer, fee('2.0.0', { required: ['Gia'] })])
  })

  test('leaves the lock as it is until chuan update, and is then told of', async () => {
    await chuan('pull')
    expect(lock().structures).toEqual({ 'elements/fee@1': '1.0.0' })
    const { out } = await chuan('outdated')
    expect(out).toMatch(/elements\/fee@1 +1\.0\.0 +1\.1\.0 +2\.0\.0/u)
    const updated = await chuan('update')
    expect(updated.out).toContain('elements/fee@1.0.0 → 1.1.0')
    expect(updated.out).toContain('MaPhiLePhi')
    expect(lock().structures).toEqual({ 'elements/fee@1': '1.1.0' })
    expect((await chuan('pull', '--frozen')).code).toBe(0)
  })

  test('does not trouble a project that works without a network', async () => {
    await stop()
    expect((await chuan('pull', '--frozen')).code).toBe(0)
    const out = join(home, 'types')
    expect(await chuan('codegen', 'elements/fee@1', '--out', out)).toMatchObject({ code: 0 })
    const { code, err } = await chuan('update')
    expect([code, err]).toEqual([2, expect.stringContaining('[registry-unreachable]')])
  })
})

describe('a project whose files are not committed', () => {
  const folder = () => join(home, 'schemas')

  test('gets them from the registry with --frozen, and not without one', async () => {
    await serve([fee('1.0.0')])
    await chuan('pull')
    const before = lockText()
    rmSync(folder(), { recursive: true })
    await serve([fee('1.0.0'), fee('1.1.0')])
    expect((await chuan('pull', '--frozen')).out).toContain('5 files as locked, 5 brought back')
    expect(lockText()).toBe(before)
    rmSync(folder(), { recursive: true })
    await stop()
    const { code, err } = await chuan('pull', '--frozen')
    expect([code, err]).toEqual([2, expect.stringContaining('[registry-unreachable]')])
  })
})

describe('a registry that changes a version that is locked', () => {
  beforeEach(async () => {
    await serve([fee('1.0.0')])
    await chuan('pull')
    await serve([fee('1.0.0', { description: 'tampered with' }), fee('1.1.0')], 'other.db')
  })

  test.for(['pull', 'check'])('is not believed by chuan pull (%s)', async (way) => {
    const before = lockText()
    const { code, err, out } = await chuan('pull', ...(way === 'check' ? ['--check'] : []))
    if (way === 'pull') expect([code, err]).toEqual([2, expect.stringContaining('[lock-broken]')])
    else expect([code, out]).toEqual([1, expect.stringContaining('the source has another')])
    expect(err + out).toContain('elements/fee/1.0.0/schema.json')
    expect(lockText()).toBe(before)
    const { code: frozen } = await chuan('pull', '--frozen')
    expect(frozen).toBe(0)
  })
})

describe('a project', () => {
  beforeEach(async () => {
    await serve([fee('1.0.0')])
    await chuan('pull')
  })
  const file = () => join(home, 'schemas/elements/fee/1.0.0/schema.json')

  test('that asks for more than is locked fails with --frozen', async () => {
    write({ structures: ['elements/fee@1', 'codelists/provinces'] })
    const before = lockText()
    const { code, out } = await chuan('pull', '--frozen')
    expect([code, out]).toEqual([1, 'codelists/provinces: not in chuan.lock.json\n'])
    expect(lockText()).toBe(before)
  })

  test('is told which changes by hand a pull undoes, and of them at every command', async () => {
    const text = readFileSync(file(), 'utf8')
    writeFileSync(file(), text.replace('Phí, lệ phí', 'Lệ phí'))
    const path = 'schemas/elements/fee/1.0.0/schema.json'
    expect((await chuan('codegen', 'elements/fee', '--out', join(home, 'types'))).err).toContain(
      `${path}: changed, not as locked`,
    )
    const { code, err } = await chuan('pull')
    expect([code, err]).toEqual([0, `${path}: changed by hand; the change is undone\n`])
    expect(readFileSync(file(), 'utf8')).toBe(text)
  })

  test('that moves its folder leaves nothing of itself in the former one', async () => {
    const { code, out } = await chuan('pull', '--out', join(home, 'vendor'))
    expect([code, out]).toEqual([0, expect.stringContaining('vendor: 5 files')])
    expect([lock().folder, await readCatalogueFolder(join(home, 'schemas'))]).toEqual([
      'vendor',
      [],
    ])
    expect((await chuan('pull', '--frozen')).code).toBe(0)
  })

  test('is found by CHUAN_PROJECT too, and uses only what is locked', async () => {
    const unlocked = join(home, 'schemas/elements/fee/9.0.0')
    mkdirSync(unlocked)
    cpSync(file(), join(unlocked, 'schema.json'))
    const { out } = await runChuan(['schemas', 'list'], { env: { CHUAN_PROJECT: home } })
    expect(out.match(/^\S+/gmu)).toEqual([
      'codelists/fee-collection-time@1.0.0',
      'codelists/fee-kind@1.0.0',
      'elements/fee@1.0.0',
    ])
  })
})

describe('of the package’s catalogue', () => {
  test('a legacy structure comes with what it converts to, and stays what its path means', async () => {
    write({ structures: ['exchange/dossiers/dossier-sync@1'] })
    await chuan('pull')
    const out = join(home, 'types')
    await chuan('codegen', 'exchange/dossiers/dossier-sync', '--out', out)
    expect(readFileSync(join(out, 'exchange/dossiers/dossier-sync/1.0.0.ts'), 'utf8')).toBeTruthy()
    const example = 'schemas/exchange/dossiers/dossier-sync/1.0.0/examples/valid/accepted.json'
    const to = 'exchange/dossiers/dossier-sync@3'
    const converted = await runChuan(['convert', example, '--to', to], {
      env: { CHUAN_PROJECT: home },
    })
    expect(converted.code).toBe(0)
  })

  test('a database comes with its records, each locked', async () => {
    write({ structures: ['national/civil-status'] })
    await chuan('pull')
    expect(lock().structures).toMatchObject({
      'national/civil-status': '1.0.0',
      'national/civil-status/birth': '1.0.0',
    })
    const before = lockText()
    await chuan('pull')
    expect(lockText()).toBe(before)
    expect((await chuan('update', 'national/civil-status')).out).toContain('newest version')
  })
})
