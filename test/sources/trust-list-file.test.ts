/** A signed list in a folder: never half-written, never back, whoever else is at it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { readTrustFolder, readTrustListFile, replaceTrustList } from '../../sources/index.ts'
import type { SigningKey } from '../../validator/index.ts'
import { makeTestChain, readSigningKey, signJws } from '../../validator/index.ts'

const NOW = new Date('2026-11-24T00:00:00Z')
const chain = makeTestChain({ kind: 'ec', signer: 'x', now: NOW })
const textOf = (name: string) => chain.find(({ file }) => file === name)?.text ?? ''
const signer = textOf('signer.pem')
let key: SigningKey
let folder: string

beforeAll(async () => {
  key = await readSigningKey({ pem: textOf('signer.key.pem'), certificatePem: signer })
})

beforeEach(() => {
  const made = mkdtempSync(join(tmpdir(), 'chuan-list-'))
  folder = made
  onTestFinished(() => rmSync(made, { recursive: true }))
})

async function listOf(sequence: number): Promise<string> {
  const times = { issued: '2026-11-24T00:00:00Z', nextUpdate: '2026-12-24T00:00:00Z' }
  const list = { sequence, ...times, operator: 'Sở Ví Dụ', certificates: [] }
  return signJws(Buffer.from(JSON.stringify(list)), key, { serialization: 'compact' })
}

const replace = (jws: string) => replaceTrustList(folder, jws, NOW, signer)
const sequenceIn = async () => (await readTrustListFile(folder, NOW))?.list.sequence

describe('lists that are taken at once', () => {
  test('leave the newest, in whatever order they come', async () => {
    await replace(await listOf(1))
    const lists = await Promise.all([5, 3, 4, 2].map(listOf))
    const ended = await Promise.allSettled(lists.map(replace))
    expect(ended[0]?.status).toBe('fulfilled')
    expect(await sequenceIn()).toBe(5)
  })

  test('of one number are refused but for one, and that one stays', async () => {
    const twins = await Promise.all([1, 1, 1].map(listOf))
    const ended = await Promise.allSettled(twins.map(replace))
    const taken = ended.findIndex(({ status }) => status === 'fulfilled')
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(readFileSync(join(folder, 'trust-list.jws'), 'utf8')).toBe(twins[taken])
  })

  test('are never half there for those who read, and leave nothing beside them', async () => {
    await replace(await listOf(1))
    const lists = await Promise.all([2, 3, 4, 5, 6].map(listOf))
    const readers = Array.from({ length: 20 }, sequenceIn)
    for (const jws of lists) await replace(jws)
    const read = await Promise.all(readers)
    expect(read.every((sequence = 0) => sequence >= 1)).toBe(true)
    expect(readdirSync(folder).sort()).toEqual([
      'trust-list-signer.pem',
      'trust-list.jws',
      'trust-list.seen.json',
    ])
  })
})

describe('a list', () => {
  test('is taken where one who held the lock stopped', async () => {
    const lock = join(folder, 'trust-list.lock')
    writeFileSync(lock, '')
    utimesSync(lock, new Date(0), new Date(0))
    await replace(await listOf(1))
    expect(await sequenceIn()).toBe(1)
  })

  test('that is there and not yet seen is gone by, and seen', async () => {
    await replace(await listOf(1))
    writeFileSync(join(folder, 'trust-list.jws'), await listOf(2))
    expect(await sequenceIn()).toBe(2)
    await expect(replace(await listOf(1))).rejects.toThrow('list 2 was seen before')
  })

  test('that is gone does not let certificates beside it be trusted', async () => {
    await replace(await listOf(4))
    writeFileSync(join(folder, 'root.pem'), textOf('trust/root.pem'))
    rmSync(join(folder, 'trust-list.jws'))
    await expect(readTrustFolder(folder, NOW)).rejects.toThrow('list 4 was here and is gone')
    await replace(await listOf(5))
    expect((await readTrustFolder(folder, NOW)).anchors).toEqual([])
  })
})
