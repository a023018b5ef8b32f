import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeFiles } from '../../codegen/index.ts'
import { Problem } from '../../validator/index.ts'

const FILES = [
  { path: 'a.ts', text: 'ệ' },
  { path: 'b/c.ts', text: '' },
]

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'chuan-write-'))
}

describe('writing files', () => {
  test('makes the folders, and leaves nothing else behind', async () => {
    const folder = join(newFolder(), 'deep/er')
    expect(await writeFiles(FILES, folder)).toEqual({ written: ['a.ts', 'b/c.ts'], unchanged: [] })
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['a.ts', 'b', 'b/c.ts'])
    expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toBe('ệ')
  })

  test('does not touch a file that is right', async () => {
    const folder = newFolder()
    await writeFiles(FILES, folder)
    const before = statSync(join(folder, 'a.ts')).ino
    const changed = [...FILES.slice(0, 1), { path: 'b/c.ts', text: 'new' }]
    expect(await writeFiles(changed, folder)).toEqual({ written: ['b/c.ts'], unchanged: ['a.ts'] })
    expect(statSync(join(folder, 'a.ts')).ino).toBe(before)
  })

  test.for(['../a.ts', '/a.ts', 'a/../../b.ts', '.'])('refuses to write to %s', async (path) => {
    const thrown = await writeFiles([{ path, text: '' }], newFolder()).catch((one: unknown) => one)
    expect(thrown instanceof Problem && thrown.kind.code).toBe('schema-unusable')
  })

  test('writes nothing when one path is refused', async () => {
    const folder = newFolder()
    await writeFiles([...FILES, { path: '../a.ts', text: '' }], folder).catch(() => undefined)
    expect(readdirSync(folder)).toEqual([])
  })
})
