/** A policy is read anew when its file changes, and one that is not well written changes nothing. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readTrustFolder, watchPolicyFile } from '../../sources/index.ts'
import { createCatalogue, createValidator } from '../../validator/index.ts'

const NOW = new Date('2026-11-24T00:00:00Z')
const now = () => NOW
const signed = readFileSync('examples/signed-citizen.xml')
const EASY = '{"id":"easy","default":{"revocation":"when-available"}}'
const STRICT = '{"id":"strict"}'
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chuan-policy-'))
  file = join(folder, 'policy.json')
  writeFileSync(file, EASY)
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('a running validator goes by the policy as it is', async () => {
  const watched = await watchPolicyFile(file)
  const trust = await readTrustFolder('examples/trust', NOW)
  const policy = () => watched.current().policy
  const validator = createValidator({ catalogue: createCatalogue([]), trust, policy, now })
  const judge = async () => {
    const verdict = await validator.verify(signed)
    return [verdict.policy?.id, verdict.valid]
  }
  expect(await judge()).toEqual(['easy', true])
  writeFileSync(file, STRICT)
  expect(await judge()).toEqual(['easy', true])
  expect(await watched.refresh()).toBe(true)
  expect(await judge()).toEqual(['strict', false])
  expect(watched.current().text).toBe(STRICT)
  watched.close()
})

test('a policy that breaks, or is gone, is told once, and the one before still holds', async () => {
  const told: unknown[] = []
  const watched = await watchPolicyFile(file, { told: (failure) => told.push(failure) })
  const before = watched.current()
  writeFileSync(file, '{"id":"strict",')
  expect([await watched.refresh(), await watched.refresh()]).toEqual([false, false])
  rmSync(file)
  expect([await watched.refresh(), await watched.refresh()]).toEqual([false, false])
  expect(told).toMatchObject([
    { kind: { code: 'policy-malformed' } },
    { kind: { code: 'file-unreadable' } },
  ])
  expect(watched.current()).toBe(before)
  watched.close()
})
