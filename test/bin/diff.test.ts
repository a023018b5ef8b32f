/** Differences at the keyboard: which versions, what is said, and which exit code. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runChuan } from './terminal.ts'

const CARD = 'elements/identity-card'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chuan-diff-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** A copy of an element of the package as another version, with another text in its schema. */
function copyAs(version: string, edit: (text: string) => string): string {
  const target = join(folder, CARD, version)
  cpSync(join('schemas', CARD, '1.0.0'), target, { recursive: true })
  const file = join(target, 'schema.json')
  const text = readFileSync(file, 'utf8').replace(`${CARD}/1.0.0"`, `${CARD}/${version}"`)
  writeFileSync(file, edit(text))
  return target
}

const unchanged = (text: string) => text
const withMinor = (text: string) =>
  text.replace('"properties": {', '"minProperties": 1,\n"properties": {')

describe('chuan diff', () => {
  test('compares the newest version with the one before it, and exits 1 where it breaks', async () => {
    const { code, out } = await runChuan(['diff', 'elements/address', '--lang', 'en'])
    expect(code).toBe(1)
    expect(out).toContain('elements/address@1.0.0 → elements/address@2.0.0')
    expect(out).toContain('District code  /MaQuanHuyen')
    expect(out).toContain('[property-removed]')
    expect(out).toContain('at least: major')
  })

  test('names fields in Vietnamese, and exits 0 where nothing valid is refused', async () => {
    const list = 'codelists/applicant-type'
    const { code, out } = await runChuan(['diff', `${list}@1`, `${list}@2`, '--lang', 'vi'])
    expect(code).toBe(0)
    expect(out).toContain('Thêm mã (2): 3, 4. [codes-added]')
    expect(out).not.toContain('phá vỡ')
  })

  test('counts annotations, or tells each when asked', async () => {
    const short = await runChuan(['diff', 'elements/address', '--lang', 'en'])
    const long = await runChuan(['diff', 'elements/address', '--lang', 'en', '--annotations'])
    expect(short.out).toMatch(/ 2 {2}words-changed/u)
    expect(long.out).toContain('The title or the description changed. [words-changed]')
  })

  test('prints one JSON object for each pair in a folder', async () => {
    copyAs('1.0.0', unchanged)
    copyAs('1.0.1', withMinor)
    copyAs('1.0.2', withMinor)
    const { code, out } = await runChuan(['diff', folder, '--format', 'json'])
    const pairs = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(pairs).toMatchObject([
      { older: `${CARD}@1.0.0`, newer: `${CARD}@1.0.1`, isStepEnough: false },
      { older: `${CARD}@1.0.1`, newer: `${CARD}@1.0.2`, differences: [], stepNeeded: 'none' },
    ])
    expect(code).toBe(
      pairs.some(({ isBackwardCompatible }) => isBackwardCompatible === false) ? 1 : 0,
    )
  })

  test('compares a folder with a version of the package', async () => {
    const target = copyAs('1.1.0', withMinor)
    const { out } = await runChuan(['diff', `${CARD}@1.0.0`, target, '--lang', 'en'])
    expect(out).toContain(`${CARD}@1.0.0 → ${CARD}@1.1.0`)
  })

  test('refuses two meanings of one name, a side that is several, and a first version', async () => {
    const target = copyAs('1.0.0', withMinor)
    const same = await runChuan(['diff', `${CARD}@1.0.0`, target])
    expect([same.code, same.err]).toEqual([2, expect.stringContaining('not the same')])
    copyAs('1.1.0', unchanged)
    const several = await runChuan(['diff', folder, `${CARD}@1.0.0`])
    expect([several.code, several.err]).toEqual([2, expect.stringContaining('has 2')])
    const first = await runChuan(['diff', `${CARD}@1.0.0`])
    expect([first.code, first.err]).toEqual([2, expect.stringContaining('[schema-not-found]')])
  })
})

describe('chuan catalogue check', () => {
  test('warns of a version whose number promises more than it keeps', async () => {
    copyAs('1.0.0', unchanged)
    copyAs('1.0.1', withMinor)
    const { out } = await runChuan(['catalogue', 'check', folder, '--format', 'json'])
    const { findings } = JSON.parse(out) as { readonly findings: readonly { code: string }[] }
    expect(findings.filter(({ code }) => code === 'version-step-small')).toMatchObject([
      { ref: `${CARD}@1.0.1`, severity: 'warning' },
    ])
  })
})
