/**
 * Node's own SQLite in the shape that Kysely asks for.
 *
 * Why not `better-sqlite3`: it is an addon, and what npm does with addons at install depends on the npm.
 * Version 10 looks for a compiler whether or not one is needed, so that `npm ci` fails on a bare machine.
 *
 * @module
 */
import { type SqliteDatabase } from 'kysely'
import { type DatabaseSync, type SQLInputValue } from 'node:sqlite'

export function kyselyDatabase(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(text) {
      const statement = database.prepare(text)
      return {
        // a statement that answers with rows, as a select does and an insert does not
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters.map(valueOf)),
        run: (parameters) => statement.run(...parameters.map(valueOf)),
        iterate: (parameters) => statement.iterate(...parameters.map(valueOf)),
      }
    },
  }
}

/** What our tables hold: text, whole numbers and null. */
export function valueOf(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  throw new TypeError(`a value of SQL expected a text, a number or null, got ${typeof value}`)
}
