/**
 * In what a table may be written: one entry a format. A new format is a reader and an entry here.
 *
 * @module
 */
import { cutAtLines, type Range, WHOLE } from './range.ts'
import { type OnBytes, type SourceFile } from './source-file.ts'
import { type Table } from './table.ts'

/**
 * Hand the rows of the range to the table; resolves to how many lines it has.
 *
 * @throws {InputError} if the file is not what its name says.
 * @throws {Undecided} if the file cannot be read in ranges.
 */
export type ReadTable = (
  file: SourceFile,
  range: Range,
  table: Table,
  onBytes: OnBytes,
) => Promise<number>

export interface Format {
  /** What a name ends in, before `.gz` perhaps. */
  readonly ending: string
  /** Readers are loaded when a file needs them. */
  readonly load: () => Promise<ReadTable>
  /** Ranges of about so many bytes, which may be read side by side. */
  readonly cut: (file: SourceFile, bytes: number) => Promise<readonly Range[]>
}

const cutText: Format['cut'] = async ({ path, size, isGzipped }, bytes) =>
  isGzipped ? [WHOLE] : cutAtLines(path, size, bytes)

export const FORMATS: readonly Format[] = [
  {
    ending: 'csv',
    load: async () => (await import('./read-delimited.ts')).readCsv,
    cut: cutText,
  },
  {
    ending: 'tsv',
    load: async () => (await import('./read-delimited.ts')).readTsv,
    cut: cutText,
  },
  {
    ending: 'ndjson',
    load: async () => (await import('./read-ndjson.ts')).readNdjson,
    cut: cutText,
  },
  {
    ending: 'parquet',
    load: async () => (await import('./parquet/read-parquet.ts')).readParquet,
    cut: async (file, bytes) => (await import('./parquet/read-parquet.ts')).cutParquet(file, bytes),
  },
]

/** The format of the file. @throws {RangeError} if its ending is not of `FORMATS`. */
export function formatOf({ ending }: SourceFile): Format {
  const format = FORMATS.find((each) => each.ending === ending)
  if (!format) throw new RangeError(`"ending" expected one of FORMATS, got "${ending}"`)
  return format
}
