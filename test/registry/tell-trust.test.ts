/** A service says in its log what of its trust will soon stop to hold. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readConfig, startRegistry } from '../../registry/index.ts'
import { tellTrust } from '../../registry/tell-trust.ts'
import { makeTestChain } from '../../validator/index.ts'

const MADE = new Date('2026-11-24T00:00:00Z')

function folderWith(...names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'chuan-told-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const { file, text } of makeTestChain({ kind: 'ec', signer: 'x', now: MADE })) {
    const name = file.split('/').at(-1) ?? ''
    if (names.includes(name)) writeFileSync(join(folder, name), text)
  }
  return folder
}

interface Line {
  readonly level: string
  readonly event: string
  readonly code: string
  readonly detail: string
}

const failures: unknown[] = []

async function toldAt(folder: string, when: string): Promise<readonly string[]> {
  const lines: Line[] = []
  const log = (line: string) => lines.push(JSON.parse(line) as Line)
  const failed = (thrown: unknown) => failures.push(thrown)
  const { tell, close } = tellTrust(folder, { now: () => new Date(when), log, failed })
  await tell()
  close()
  expect(lines.every(({ event, detail }) => event === 'trust-finding' && detail !== '')).toBe(true)
  return lines.map(({ level, code }) => `${level} ${code}`)
}

describe('the log of a service', () => {
  test.for([
    { when: '2026-11-24T00:00:00Z', told: [] },
    { when: '2027-11-23T12:00:00Z', told: ['warn revocation-stale'] },
    { when: '2027-11-24T00:00:01Z', told: ['error revocation-stale'] },
    { when: '2036-11-01T00:00:00Z', told: ['warn certificate-expires', 'error revocation-stale'] },
  ])('says at $when of certificates and lists: $told', async ({ when, told }) => {
    const found = await toldAt(folderWith('root.pem', 'root.crl'), when)
    expect(found.filter((each) => each !== 'warn list-unsigned')).toEqual(told)
  })

  test('says of a folder that can be read no longer that it cannot', async () => {
    expect(await toldAt('/no/such/folder', '2026-11-24T00:00:00Z')).toEqual([])
    expect(failures).toMatchObject([{ kind: { code: 'file-unreadable' } }])
  })

  test('says it when the service starts, before all else', async () => {
    const env = { CHUAN_TRUST_DIR: folderWith('root.pem'), CHUAN_DECRYPT_KEY: '/no/such/key' }
    const lines: string[] = []
    const world = { print: () => undefined, log: (line: string) => lines.push(line), env: {} }
    const started = startRegistry(readConfig(env), { ...world, now: () => MADE })
    await expect(started).rejects.toThrow('/no/such/key')
    expect(lines.join('')).toContain('"code":"revocation-missing"')
  })
})
