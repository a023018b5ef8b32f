/** What a trust list changes is told in words, before anything is signed or taken. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formatChanges } from '../../bin/trust-changes.ts'
import type { TrustList } from '../../validator/index.ts'
import { runChuan } from './terminal.ts'

const now = new Date('2026-11-24T05:00:00Z')
let base = ''
let folder = ''
const at = (...names: readonly string[]) => join(base, ...names)

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'chuan-changes-'))
  for (const name of ['agency', 'operator']) {
    await runChuan(['keys', 'new', '--out', at(name)], { now })
  }
})

afterAll(() => {
  rmSync(base, { recursive: true })
})

beforeEach(() => {
  folder = join(mkdtempSync(at('folder-')), 'trust')
})

async function trust(...argv: readonly string[]) {
  const ran = await runChuan(['trust', ...argv, '--trust', folder, '--lang', 'en'], { now })
  return { code: ran.code, err: ran.err, lines: ran.out.trimEnd().split('\n') }
}

const keys = () => [
  ...['--key', at('operator/signer.key.pem')],
  ...['--cert', at('operator/signer.pem')],
]
const root = () => at('agency/trust/root.pem')
const first = (...more: readonly string[]) =>
  trust('add', root(), '--source', 'by hand', '--operator', 'Sở Ví Dụ', ...more)
const listText = () => readFileSync(join(folder, 'trust-list.jws'), 'utf8')

describe('chuan trust add --dry-run', () => {
  test('tells all of a certificate that comes, and needs neither key nor folder', async () => {
    const { code, lines } = await first('--root', 'NEAC', '--until', '2027-06-30', '--dry-run')
    expect(code).toBe(0)
    expect(existsSync(folder)).toBe(false)
    expect(lines).toEqual([
      'list none → 1, to be signed anew before 2027-02-22T05:00:00Z',
      'operator: none → Sở Ví Dụ',
      '+ added',
      '    CN=TEST root,O=TEST only\\, no trust,C=VN',
      expect.stringMatching(/^ {4}SHA-256 [0-9a-f]{64}$/u),
      '    certificate expires: 2036-11-21',
      '    role: anchor',
      '    root: NEAC',
      '    last day: 2027-06-30',
      '    source: by hand',
      'Nothing was signed or written (--dry-run).',
    ])
  })

  test('tells what of one changes, and what it was', async () => {
    await first(...keys())
    const signed = listText()
    const more = ['--until', '2026-12-31', '--source', 'ended', '--dry-run']
    const { lines } = await trust('add', root(), ...more)
    expect(lines).toContain('~ changed')
    expect(lines).toContain('    last day: none → 2026-12-31')
    expect(lines).toContain('    source: by hand → ended')
    expect(lines.join()).not.toContain('role')
    expect(listText()).toBe(signed)
  })

  test('says that no certificate changes when a list is only signed anew', async () => {
    await first(...keys())
    const { lines } = await trust('add', '--dry-run')
    expect(lines.slice(1)).toEqual([
      'no certificate changes',
      'Nothing was signed or written (--dry-run).',
    ])
  })
})

describe('chuan trust update --dry-run', () => {
  test('tells what a list of the operator would change, and takes nothing', async () => {
    await first(...keys())
    const theirs = join(mkdtempSync(at('theirs-')), 'trust')
    cpSync(folder, theirs, { recursive: true })
    await trust('add', root(), '--source', 'ended', '--until', '2026-12-31', ...keys())
    const offered = join(folder, 'trust-list.jws')
    folder = theirs
    const before = listText()
    const { code, lines } = await trust('update', offered, '--dry-run')
    expect([code, lines[0]]).toEqual([0, expect.stringContaining('list 1 → 2')])
    expect(lines).toContain('    last day: none → 2026-12-31')
    expect(listText()).toBe(before)
    expect((await trust('update', offered)).lines.at(-1)).toContain('list 2, until')
    expect(listText()).not.toBe(before)
  })

  test('refuses what would not be taken', async () => {
    await first(...keys())
    const { code, err } = await trust('update', at('operator/signer.pem'), '--dry-run')
    expect([code, err]).toEqual([2, expect.stringContaining('trust-list-untrusted')])
  })
})

test('a certificate that is taken out is told loudest, in Vietnamese as well', async () => {
  const text = readFileSync('schemas/api/trust-list/1.0.0/examples/valid/one-root.json', 'utf8')
  const list = JSON.parse(text) as TrustList
  const [, ...others] = list.certificates
  const after = { ...list, sequence: list.sequence + 1, certificates: others }
  expect(formatChanges(list, after, 'vi')).toContain('- BỊ BỎ khỏi danh sách')
  expect(formatChanges(list, after, 'en')).toContain('- TAKEN OUT of the list')
})

test('a source that could look like other lines is not signed', async () => {
  const argv = ['add', root(), '--source', 'a\n+ added', '--operator', 'x', ...keys()]
  const { code, err } = await trust(...argv)
  expect([code, err]).toEqual([2, expect.stringContaining('a text of one line')])
  expect(existsSync(join(folder, 'trust-list.jws'))).toBe(false)
})
