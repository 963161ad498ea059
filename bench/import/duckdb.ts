/**
 * Follows as DuckDB would number them: the file read into a table, each id given a number, and the
 * follows joined to the numbers. Nothing is laid out both ways and nothing is written.
 *
 *     node bench/import/duckdb.ts FILE
 *
 * @module
 */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** A database in memory that downloads nothing. */
export async function connect(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  return instance.connect()
}

if (import.meta.main) {
  const [path] = process.argv.slice(2)
  const reader = path.endsWith('.parquet')
    ? 'read_parquet'
    : path.endsWith('.ndjson')
      ? 'read_json'
      : 'read_csv'
  const database = await connect()
  await database.run(`CREATE TABLE named AS SELECT source, target FROM ${reader}('${path}')`)
  await database.run(`
    CREATE TABLE ids AS SELECT id, row_number() OVER () - 1 AS number
    FROM (SELECT source AS id FROM named UNION SELECT target FROM named)`)
  await database.run(`
    CREATE TABLE follows AS SELECT s.number::UINTEGER AS source, t.number::UINTEGER AS target
    FROM named JOIN ids s ON s.id = named.source JOIN ids t ON t.id = named.target`)
  database.closeSync()
}
