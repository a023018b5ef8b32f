/** What a project file says of validation is gone by, wherever the command is started. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runChuan } from '../terminal.ts'

const home = mkdtempSync(join(tmpdir(), 'chuan-validate-project-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const CITIZEN = 'national/population/citizen'
const EXAMPLE = `schemas/${CITIZEN}/2.0.0/examples/valid/full.json`

mkdirSync(join(home, 'in'))
cpSync('examples/trust', join(home, 'trust'), { recursive: true })
cpSync('examples/signed-citizen.xml', join(home, 'in/signed.xml'))
cpSync(EXAMPLE, join(home, 'in/citizen-1.json'))

function configure(validate: object): void {
  writeFileSync(join(home, 'chuan.config.json'), JSON.stringify({ validate }))
}

/** When the certificate of the example is in force. */
const now = new Date('2026-11-27T05:00:00Z')
const run = (...argv: readonly string[]) =>
  runChuan(['validate', ...argv, '--project', home], { now })
const MAPPING = [{ files: 'in/citizen-*.json', schema: CITIZEN }]

test('its files, its mapping and its trust are those of its folder', async () => {
  configure({ files: ['in/*'], mapping: MAPPING, trust: 'trust' })
  const { code, out } = await run()
  expect([code, out]).toEqual([0, expect.stringContaining('2 of 2 documents valid')])
})

test('its mapping holds for files that are named as well', async () => {
  configure({ mapping: MAPPING })
  expect((await run(join(home, 'in/citizen-1.json'))).code).toBe(0)
})

test('an option and the environment go before it', async () => {
  configure({ files: ['in/signed.xml'], trust: 'nowhere' })
  expect((await run()).code).toBe(2)
  expect((await run('--trust', 'examples/trust')).code).toBe(0)
  const env = { CHUAN_TRUST_DIR: 'examples/trust' }
  expect((await runChuan(['validate', '--project', home], { env, now })).code).toBe(0)
})

test('its baseline makes what is known pass', async () => {
  const wrong = { ...JSON.parse(readFileSync(EXAMPLE, 'utf8')), SoDinhDanh: '12' }
  const file = join(home, 'in/citizen-2.json')
  writeFileSync(file, JSON.stringify(wrong))
  configure({ mapping: MAPPING, baseline: 'known.json' })
  writeFileSync(join(home, 'known.json'), '{"version":1,"issues":{}}')
  expect((await run(file, '--write-baseline', join(home, 'known.json'))).code).toBe(1)
  expect((await run(file)).code).toBe(0)
})

test.for([true, false])(
  'its xsd says whether XML is judged by its XSD as well: %s',
  async (xsd) => {
    cpSync(EXAMPLE.replace(/json$/u, 'xml'), join(home, 'in/citizen.xml'))
    configure({ files: ['in/citizen.xml'], xsd })
    const typed = await run('--xsd', '--format', 'json')
    const { code, out } = await run('--format', 'json')
    expect([code, JSON.parse(out).xsdValid]).toEqual([0, xsd ? true : undefined])
    expect(JSON.parse(typed.out).xsdValid).toBe(true)
  },
)
