/**
 * The change feed of standings from SQLite. A server reads all of it when it starts, ten million rows where
 * a map is that large, so it is asked for as lists of values: Node makes an object of a row at twice the
 * cost of reading it.
 *
 * @module
 */
import { type DatabaseSync } from 'node:sqlite'
import { type StoredStanding, type StoreReader } from '../store.ts'

const FEED = `select version, account, standing, set_by, reason, at_millis, expires_at_millis
  from standings where version > ? order by version limit ?`

type Row = readonly [
  version: number,
  account: string,
  standing: number,
  setBy: string,
  reason: string,
  atMillis: number,
  expiresAtMillis: number | null,
]

/** @param explain the error as the caller may see it. */
export function createStandingFeed(
  database: DatabaseSync,
  explain: (error: unknown) => unknown,
): StoreReader['standings'] {
  const feed = database.prepare(FEED)
  feed.setReturnArrays(true)
  return async ({ after, limit }) => {
    try {
      return feed.all(after, limit).map((row) => standingFrom(row as unknown as Row)) // eslint-disable-line typescript/no-unsafe-type-assertion
    } catch (error) {
      throw explain(error)
    }
  }
}

function standingFrom(row: Row): StoredStanding {
  const [version, account, standing, setBy, reason, atMillis, expiresAtMillis] = row
  return { version, account, standing, setBy, reason, atMillis, expiresAtMillis }
}
