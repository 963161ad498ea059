/**
 * In what a table may be written: one entry a format. A new format is a reader and an entry here.
 *
 * @module
 */
import { type OnBytes, type SourceFile } from './source-file.ts'
import { type Table } from './table.ts'

/** Hand the rows of the file to the table. @throws {InputError} if it is not what its name says. */
export type ReadTable = (file: SourceFile, table: Table, onBytes: OnBytes) => Promise<void>

export interface Format {
  /** What a name ends in, before `.gz` perhaps. */
  readonly ending: string
  /** Readers are loaded when a file needs them. */
  readonly load: () => Promise<ReadTable>
}

export const FORMATS: readonly Format[] = [
  { ending: 'csv', load: async () => (await import('./read-delimited.ts')).readCsv },
  { ending: 'tsv', load: async () => (await import('./read-delimited.ts')).readTsv },
  { ending: 'ndjson', load: async () => (await import('./read-ndjson.ts')).readNdjson },
  { ending: 'parquet', load: async () => (await import('./parquet/read-parquet.ts')).readParquet },
]

/** The reader of the file's format. @throws {RangeError} if its ending is not of `FORMATS`. */
export async function loadReader({ ending }: SourceFile): Promise<ReadTable> {
  const format = FORMATS.find((each) => each.ending === ending)
  if (!format) throw new RangeError(`"ending" expected one of FORMATS, got "${ending}"`)
  return format.load()
}
