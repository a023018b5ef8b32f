/** What every driver of the store must do; run against each of them. */
import { describe, expect, test } from 'vitest'
import type { Artefact, PublishedVersion, Store } from '../../../registry/index.ts'

const version: PublishedVersion = {
  entry: {
    ref: { path: 'codelists/test', major: 1, minor: 10, patch: 0 },
    document: { type: 'string', title: 'Ví dụ 𠀀', 'x-flag': true },
    values: [{ code: '1', vi: 'Một' }],
  },
  digest: 'a'.repeat(64),
  publishedAt: new Date('2026-11-24T05:00:00.123Z'),
}

const artefact: Artefact = {
  name: 'schema.json',
  mediaType: 'application/schema+json',
  digest: 'b'.repeat(64),
  body: new Uint8Array([0, 1, 255]),
  gzip: new Uint8Array([2]),
  brotli: new Uint8Array([3]),
}

export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`the store on ${name}`, () => {
    test('gives back what was published, byte for byte', async () => {
      const store = await open()
      expect(await store.insertVersion(version, [artefact])).toBe(true)
      expect(await store.listVersions()).toEqual([version])
      expect(await store.findPublishedAt(version.entry.ref)).toEqual(version.publishedAt)
      expect(await store.findArtefact(version.entry.ref, 'schema.json')).toEqual(artefact)
      const { name: file, mediaType, digest } = artefact
      expect(await store.listArtefacts(version.entry.ref)).toEqual([
        { name: file, mediaType, digest, bytes: 3 },
      ])
    })

    test('publishes a version once, and its first artefacts stay', async () => {
      const store = await open()
      await store.insertVersion(version, [artefact])
      const other = { ...artefact, body: new Uint8Array([9]) }
      expect(await store.insertVersion({ ...version, digest: 'c' }, [other])).toBe(false)
      expect(await store.findArtefact(version.entry.ref, 'schema.json')).toEqual(artefact)
    })

    test('publishes all of a version or nothing', async () => {
      const store = await open()
      await expect(store.insertVersion(version, [artefact, artefact])).rejects.toThrow()
      expect(await store.listVersions()).toEqual([])
      expect(await store.insertVersion(version, [artefact])).toBe(true)
    })

    test('lists versions by path and number, not by text', async () => {
      const store = await open()
      for (const [path, minor] of [
        ['b', 10],
        ['b', 9],
        ['a', 1],
      ] as const) {
        const ref = { path, major: 1, minor, patch: 0 }
        await store.insertVersion({ ...version, entry: { ref, document: {} } }, [])
      }
      const listed = await store.listVersions()
      expect(listed.map(({ entry: { ref } }) => `${ref.path} ${ref.minor}`)).toEqual([
        'a 1',
        'b 9',
        'b 10',
      ])
    })

    test('finds nothing where there is nothing', async () => {
      const store = await open()
      expect(await store.findArtefact(version.entry.ref, 'schema.json')).toBeUndefined()
      expect(await store.findPublishedAt(version.entry.ref)).toBeUndefined()
      expect(await store.findSetting('x')).toBeUndefined()
    })

    test('keeps a signature of each certificate, and the first of one', async () => {
      const store = await open()
      await store.insertVersion(version, [])
      const { ref } = version.entry
      const older = { ref, certificate: 'a', signedAt: new Date('2026-11-24'), jws: '1' }
      const newer = { ...older, certificate: 'b', signedAt: new Date('2027-11-24') }
      await store.insertReleaseSignatures([newer, older])
      await store.insertReleaseSignatures([{ ...older, jws: '2' }])
      expect(await store.listReleaseSignatures()).toEqual([older, newer])
    })

    test('keeps no signature of what is not published', async () => {
      const store = await open()
      const { ref } = version.entry
      const signature = { ref, certificate: 'a', signedAt: new Date('2026-11-24'), jws: '1' }
      await expect(store.insertReleaseSignatures([signature])).rejects.toThrow()
      expect(await store.listReleaseSignatures()).toEqual([])
    })

    test('settles a setting once', async () => {
      const store = await open()
      expect(await store.insertSetting('base-url', 'a')).toBe(true)
      expect(await store.insertSetting('base-url', 'b')).toBe(false)
      expect(await store.findSetting('base-url')).toBe('a')
    })

    test('answers until it is closed, and can be closed twice', async () => {
      const store = await open()
      await store.ping()
      await store.close()
      await store.close()
      await expect(store.ping()).rejects.toThrow()
    })
  })
}
