/**
 * Brings a database to the newest form, one plain SQL file after another.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Connection } from './connection.ts'

const FOLDER = fileURLToPath(new URL('../../migrations/', import.meta.url))

/** Each file and its row are one transaction; a file that was applied is not read again. */
export function migrate(connection: Connection): void {
  connection.write(() =>
    connection.executeScript(
      'CREATE TABLE IF NOT EXISTS migration (name TEXT NOT NULL PRIMARY KEY) STRICT',
    ),
  )
  const applied = new Set(connection.query('SELECT name FROM migration').map(({ name }) => name))
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'))
  for (const name of files.sort()) {
    if (applied.has(name)) continue
    connection.write(() => {
      connection.executeScript(readFileSync(join(FOLDER, name), 'utf8'))
      connection.execute('INSERT INTO migration (name) VALUES (?)', [name])
    })
  }
}
