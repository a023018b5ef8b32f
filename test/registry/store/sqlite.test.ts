/** The embedded driver: what it must do as a store, and what would kill the process. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, describe, expect, test } from 'vitest'
import type { Store } from '../../../registry/index.ts'
import { openSqliteStore } from '../../../registry/index.ts'
import { databaseLocked, databaseUnusable } from '../../../registry/problems.ts'
import { openConnection, toBound } from '../../../registry/store/sqlite/connection.ts'
import { temporaryFolder } from '../setup.ts'
import { describeStore } from './conformance.ts'

const closing: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

function newFile(): string {
  const folder = temporaryFolder()
  closing.push(folder.remove)
  return join(folder.path, 'deep', 'chuan.db')
}

function open(file: string = newFile()): Store {
  const store = openSqliteStore(file)
  closing.push(() => store.close())
  return store
}

describeStore('SQLite', async () => open())

describe('a value', () => {
  test.for([
    { name: 'true', value: true, bound: 1n },
    { name: 'an integer', value: 3, bound: 3n },
    { name: 'a fraction', value: 0.5, bound: 0.5 },
    { name: 'text', value: 'ở', bound: 'ở' },
    { name: 'null', value: null, bound: null },
  ])('that is $name is bound as what it is', ({ value, bound }) => {
    expect(toBound(value)).toEqual(bound)
  })

  test.for([
    { name: 'text with NUL', value: 'a\u0000b' },
    { name: 'a lone surrogate', value: '\uD800' },
    { name: 'NaN', value: Number.NaN },
    { name: 'an integer too large to be exact', value: 2 ** 60 },
    { name: 'an object', value: { a: 1 } as never },
    { name: 'undefined', value: undefined as never },
  ])('that is $name is refused and kills nothing', ({ value }) => {
    expect(() => toBound(value)).toThrow(TypeError)
  })
})

describe('a connection', () => {
  function connect() {
    const folder = temporaryFolder()
    closing.push(folder.remove)
    const connection = openConnection(join(folder.path, 'x.db'))
    closing.push(connection.close)
    connection.write(() => connection.executeScript('CREATE TABLE t (a INTEGER, b TEXT) STRICT'))
    return connection
  }

  test('counts parameters', () => {
    expect(() => connect().query('SELECT ?', [])).toThrow(TypeError)
    expect(() => connect().query('SELECT ?', [1, 2])).toThrow(TypeError)
  })

  test('writes only inside a transaction, which does not nest', () => {
    const connection = connect()
    expect(() => connection.execute('DELETE FROM t')).toThrow(TypeError)
    expect(() => connection.write(() => connection.write(() => 1))).toThrow(TypeError)
    expect(
      connection.write(() => connection.execute('INSERT INTO t VALUES (?, ?)', [1, 'x'])),
    ).toBe(1)
  })

  test('undoes all of a transaction that fails', () => {
    const connection = connect()
    const fail = () =>
      connection.write(() => {
        connection.execute('INSERT INTO t VALUES (?, ?)', [1, 'x'])
        throw new RangeError('no')
      })
    expect(fail).toThrow(RangeError)
    expect(connection.query('SELECT * FROM t')).toEqual([])
  })

  test('is not usable when it is closed', () => {
    const connection = connect()
    connection.close()
    expect(() => connection.query('SELECT 1')).toThrow(TypeError)
  })
})

describe('a published row', () => {
  test.for([
    "UPDATE schema_version SET digest = 'x'",
    'DELETE FROM schema_version',
    "UPDATE artefact SET digest = 'x'",
    'DELETE FROM artefact',
    "UPDATE setting SET value = 'x'",
  ])('refuses %s, even from another program', async (sql) => {
    const file = newFile()
    const store = open(file)
    const ref = { path: 'a', major: 1, minor: 0, patch: 0 }
    const body = new Uint8Array([1])
    const bytes = { digest: 'd', body, gzip: body, brotli: body }
    await store.insertSetting('s', 'v')
    await store.insertVersion(
      { entry: { ref, document: {} }, digest: 'd', publishedAt: new Date() },
      [{ name: 'x', mediaType: 'text/plain', ...bytes }],
    )
    await store.close()
    const database = new Database(file)
    closing.push(() => {
      database.close()
    })
    expect(() => database.exec(sql)).toThrow(/never|once/u)
  })
})

describe('a database file', () => {
  test('is used by one process at a time', async () => {
    const file = newFile()
    const first = open(file)
    expect(() => openSqliteStore(file)).toThrow(expect.objectContaining({ kind: databaseLocked }))
    await first.close()
    await open(file).ping()
  })

  test('that is no database is not used', () => {
    const folder = temporaryFolder()
    closing.push(folder.remove)
    const file = join(folder.path, 'x.db')
    writeFileSync(file, 'no database at all'.repeat(100))
    expect(() => openSqliteStore(file)).toThrow(expect.objectContaining({ kind: databaseUnusable }))
  })

  test('cannot stand where a folder cannot be made', () => {
    const folder = temporaryFolder()
    closing.push(folder.remove)
    const file = join(folder.path, 'x')
    writeFileSync(file, '')
    expect(() => openSqliteStore(join(file, 'y', 'z.db'))).toThrow(
      expect.objectContaining({ kind: databaseUnusable }),
    )
  })
})
