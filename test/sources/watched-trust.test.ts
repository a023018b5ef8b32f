/** A folder of trust is read anew when it changes, and a broken one changes nothing. */
import { EventEmitter, once } from 'node:events'
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { watchTrustFolder } from '../../sources/index.ts'
import { createCatalogue, createValidator, makeTestChain } from '../../validator/index.ts'

const NOW = new Date('2026-11-24T00:00:00Z')
const now = () => NOW
const chain = makeTestChain({ kind: 'ec', signer: 'x', now: NOW })
const textOf = (name: string) => chain.find(({ file }) => file === name)?.text ?? ''
const signed = readFileSync('examples/signed-citizen.xml')
const PARTNER = 'examples/trust'
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chuan-watched-'))
  writeFileSync(join(folder, 'root.pem'), textOf('trust/root.pem'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('a watched folder', () => {
  test('is not read again while nothing changes', async () => {
    const trust = await watchTrustFolder(folder, { now })
    const before = trust.current()
    expect(await trust.refresh()).toBe(false)
    expect(trust.current()).toBe(before)
    trust.close()
  })

  test('lets a running validator believe whom it did not, and no longer', async () => {
    const trust = await watchTrustFolder(folder, { now })
    const validator = createValidator({ catalogue: createCatalogue([]), trust: trust.current, now })
    const indication = async () => (await validator.verify(signed)).signatures[0]?.indication
    expect(await indication()).toBe('INDETERMINATE')
    const names = readdirSync(PARTNER).filter((name) => name.endsWith('.pem'))
    for (const name of names) copyFileSync(join(PARTNER, name), join(folder, `partner-${name}`))
    expect(await trust.refresh()).toBe(true)
    expect(await indication()).toBe('TOTAL_PASSED')
    for (const name of names) rmSync(join(folder, `partner-${name}`))
    expect(await trust.refresh()).toBe(true)
    expect(await indication()).toBe('INDETERMINATE')
    trust.close()
  })

  test('that breaks is told once, and what was trusted still is', async () => {
    const told: unknown[] = []
    const trust = await watchTrustFolder(folder, { now, told: (failure) => told.push(failure) })
    const before = trust.current()
    writeFileSync(join(folder, 'half.pem'), '-----BEGIN CERTIFICATE-----\nMII')
    expect([await trust.refresh(), await trust.refresh()]).toEqual([false, false])
    expect(told).toMatchObject([{ kind: { code: 'certificate-unreadable' } }])
    expect(trust.current()).toBe(before)
    writeFileSync(join(folder, 'half.pem'), textOf('trust/root.pem'))
    expect(await trust.refresh()).toBe(true)
    expect(told).toHaveLength(2)
    trust.close()
  })

  test('looks by itself', async () => {
    const bell = new EventEmitter()
    const rung = once(bell, 'told')
    const told = (failure?: unknown) => bell.emit('told', failure)
    const trust = await watchTrustFolder(folder, { now, everyMs: 5, told })
    writeFileSync(join(folder, 'second.pem'), textOf('trust/root.pem'))
    expect(await rung).toEqual([undefined])
    trust.close()
  })
})
