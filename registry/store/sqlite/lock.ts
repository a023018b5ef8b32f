/**
 * Keeps a second process away from a database file.
 *
 * The bundled SQLite can lose data when two processes write and checkpoint at
 * the same moment, so a side file is held locked for as long as we run. The
 * operating system lets go of it when the process ends, however it ends.
 *
 * @module
 */
import Database from 'libsql'
import { Problem } from '../../../validator/index.ts'
import { databaseLocked } from '../../problems.ts'

/** Returns how to let go. Throws Problem `database-locked`. */
export function lockDatabase(file: string): () => void {
  const database = new Database(`${file}.lock`, { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (thrown) {
    database.close()
    throw new Problem(
      databaseLocked,
      `Another process uses ${file}; stop it, or use another file`,
      {
        cause: thrown,
      },
    )
  }
  let isHeld = true
  return () => {
    if (!isHeld) return
    isHeld = false
    database.exec('ROLLBACK')
    database.close()
  }
}
