/**
 * A connection to libSQL that cannot kill the process.
 *
 * The synchronous binding aborts the process on a bound boolean or object,
 * binds every number as REAL, ignores missing and extra parameters, cuts text
 * at NUL, and keeps memory for every prepared statement. So values are typed
 * before they are bound, parameters are counted, statements are kept, and
 * writes happen only inside `BEGIN IMMEDIATE`, where being busy does no harm.
 *
 * @module
 */
import Database from 'libsql'

export type SqlValue = string | number | boolean | Uint8Array | null
export type Row = Readonly<Record<string, unknown>>

export interface Connection {
  /** All rows, by column name. */
  readonly query: (sql: string, parameters?: readonly SqlValue[]) => readonly Row[]
  /** Number of rows changed; only inside `write`. */
  readonly execute: (sql: string, parameters?: readonly SqlValue[]) => number
  /** Runs SQL text of several statements; only inside `write`, and never with values. */
  readonly executeScript: (sql: string) => void
  /** One transaction: all of it happens, or nothing. */
  readonly write: <Result>(work: () => Result) => Result
  readonly close: () => void
}

/** The driver waits without letting anything else run, so it does not wait long. */
const BUSY_TIMEOUT_MS = 2_000

export function openConnection(file: string): Connection {
  const database = new Database(file, { timeout: BUSY_TIMEOUT_MS })
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  return wrap(database)
}

type Statement = ReturnType<Database.Database['prepare']>

function wrap(database: Database.Database): Connection {
  const statements = new Map<string, Statement>()
  const state = { isOpen: true, isWriting: false }

  function prepare(sql: string, parameters: readonly SqlValue[]): Statement {
    if (!state.isOpen) throw new TypeError('the connection is closed')
    assertArity(sql, parameters)
    const known = statements.get(sql)
    if (known !== undefined) return known
    const statement = database.prepare(sql)
    statements.set(sql, statement)
    return statement
  }

  function assertWriting(): void {
    if (!state.isWriting) throw new TypeError('a write outside a transaction')
  }

  return {
    query(sql, parameters = []) {
      const statement = prepare(sql, parameters)
      const columns = statement.columns().map(({ name }: { readonly name: string }) => name)
      const rows = statement.raw(true).all(parameters.map(toBound)) as readonly unknown[][]
      return rows.map((row) =>
        Object.fromEntries(columns.map((name: string, index: number) => [name, row[index]])),
      )
    },
    execute(sql, parameters = []) {
      assertWriting()
      return prepare(sql, parameters).run(parameters.map(toBound)).changes
    },
    executeScript(sql) {
      assertWriting()
      database.exec(sql)
    },
    write(work) {
      if (state.isWriting) throw new TypeError('a transaction inside a transaction')
      database.exec('BEGIN IMMEDIATE')
      state.isWriting = true
      try {
        const result = work()
        database.exec('COMMIT')
        return result
      } catch (thrown) {
        database.exec('ROLLBACK')
        throw thrown
      } finally {
        state.isWriting = false
      }
    },
    close() {
      if (!state.isOpen) return
      state.isOpen = false
      statements.clear()
      database.close()
    },
  }
}

/** Our own SQL has `?` for parameters and nowhere else. */
function assertArity(sql: string, parameters: readonly SqlValue[]): void {
  const wanted = sql.split('?').length - 1
  if (wanted !== parameters.length) {
    throw new TypeError(`${wanted} parameters wanted, ${parameters.length} given`)
  }
}

type Bound = string | bigint | number | Uint8Array | null

export function toBound(value: SqlValue): Bound {
  switch (typeof value) {
    case 'boolean':
      return value ? 1n : 0n
    case 'number':
      return boundNumber(value)
    case 'string':
      return boundText(value)
    default:
      if (value === null) return null
      if (value instanceof Uint8Array) return Buffer.from(value)
      throw new TypeError('only text, numbers, booleans, bytes and null can be bound')
  }
}

/** An integer bound as a JavaScript number would become a REAL. */
function boundNumber(value: number): bigint | number {
  if (Number.isSafeInteger(value)) return BigInt(value)
  if (Number.isFinite(value) && !Number.isInteger(value)) return value
  throw new TypeError('the number cannot be kept exactly')
}

function boundText(value: string): string {
  // Text is cut at NUL when it is read, and a lone surrogate is no UTF-8.
  if (value.includes('\u0000') || /\p{Surrogate}/u.test(value)) {
    throw new TypeError('text with NUL or a lone surrogate cannot be kept')
  }
  return value
}
