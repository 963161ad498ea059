import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { zstdCompressSync } from 'node:zlib'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import * as fc from 'fast-check'
import { type Encoding } from 'hyparquet'
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer'
import { text } from '../columns.ts'
import { WHOLE } from '../range.ts'
import { type Stem } from '../stems.ts'
import { type Table } from '../table.ts'
import { readParquet } from './read-parquet.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-parquet-'))
after(() => rmSync(root, { recursive: true }))
let database: DuckDBConnection
before(async () => {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    threads: '1',
  })
  database = await instance.connect()
})
after(() => database.closeSync())

/** All cells of a file as text, whatever its columns: a table that believes everything. */
async function readCells(path: string, names: readonly string[]): Promise<string[][]> {
  const stem: Stem = {
    name: 'any',
    columns: names.map(text),
    either: [],
    isOrdered: false,
    take() {},
  }
  const rows: string[][] = []
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const places = new Int32Array(names.length)
  const table: Table = {
    stem,
    memory: null,
    open(found) {
      names.forEach((name, c) => (places[c] = found.indexOf(name)))
      return places
    },
    rows({ count, lines, columns }) {
      for (let r = 0; r < count; r++) {
        assert.equal(lines[r], rows.length + 1)
        const cells = [...places].map((place) => {
          const { bytes, starts, ends, first, stride } = columns[place]
          return decoder.decode(
            bytes.subarray(starts[first + r * stride], ends[first + r * stride]),
          )
        })
        rows.push(cells)
      }
    },
    reject: (line, reason) => assert.fail(`row ${line}: ${reason}`),
    columns: () => [],
    taken: 0,
    rejected: 0,
  }
  const size = statSync(path).size
  const file = { path, stem, ending: 'parquet', isGzipped: false, size }
  assert.equal(await readParquet(file, WHOLE, table, () => {}), rows.length)
  return rows
}

const ISO = `strftime(value, '%Y-%m-%dT%H:%M:%S.%gZ')`
/** Name, how DuckDB makes the value of row `i`, and how it writes it as text. */
const COLUMNS = [
  ['repeated', `'user-' || (i * 7919 % 997)`, 'value'],
  ['unique', `'user-' || i || repeat('é', (i % 5)::INTEGER)`, 'value'],
  ['nullable', `CASE WHEN i % 3 = 0 THEN 'only-' || i END`, 'value'],
  ['nothing', 'NULL::VARCHAR', 'value'],
  ['constant', `'same'`, 'value'],
  ['int64', 'i * 1000003 * CASE WHEN i % 2 = 0 THEN 1 ELSE -1 END', 'value'],
  ['int32', 'CASE WHEN i % 7 > 0 THEN (i * 7919 % 100 - 50)::INTEGER END', 'value'],
  ['uint64', 'hash(i)::UBIGINT', 'value'],
  ['uint32', '(4294967295 - i)::UINTEGER', 'value'],
  ['int16', '(i % 300)::SMALLINT', 'value'],
  ['float64', 'i::DOUBLE / 8', 'value'],
  ['float32', '(i % 9)::FLOAT / 4 + 0.5', 'value'],
  ['decimal32', '((i - 900)::DECIMAL(6, 0) / 8)::DECIMAL(9, 3)', 'value'],
  ['decimal64', '(i - 900)::DECIMAL(18, 6)', 'value'],
  ['decimal128', '(i - 900)::DECIMAL(30, 4)', 'value'],
  ['day', `DATE '1969-01-01' + i::INTEGER`, ISO],
  ['micros', `TIMESTAMP '1969-12-31 23:00:00.123' + INTERVAL (i) MINUTE`, ISO],
  ['millis', `TIMESTAMP_MS '2024-02-29 12:34:56.789'`, ISO],
  ['nanos', `TIMESTAMP_NS '2024-02-29 12:34:56.789'`, ISO],
  ['uuid', 'md5(i::VARCHAR)::UUID', 'value'],
  ['choice', `CASE WHEN i % 2 = 0 THEN 'adult' ELSE 'minor' END::ENUM ('adult', 'minor')`, 'value'],
]

test('readParquet() agrees with the database that wrote the file, in every codec', async () => {
  const names = COLUMNS.map(([name]) => name)
  const values = COLUMNS.map(([name, value]) => `${value} AS "${name}"`)
  const texts = COLUMNS.map(
    ([name, , text]) => `coalesce(${text.replace('value', `"${name}"`)}::VARCHAR, '')`,
  )
  await database.run(`CREATE TABLE sample AS SELECT ${values.join(', ')} FROM range(2500) t(i)`)
  const reader = await database.runAndReadAll(`SELECT ${texts.join(', ')} FROM sample`)
  // whole floats: "1.0" there, "1" here
  const expected = reader.getRows().map((row) => row.map((cell) => plain(String(cell))))

  for (const codec of ['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw']) {
    for (const version of ['V1', 'V2']) {
      const path = join(root, `${codec}-${version}.parquet`)
      const rowGroupSize = version === 'V1' ? 2048 : 5000
      await database.run(
        `COPY sample TO '${path}' (FORMAT parquet, COMPRESSION ${codec}, PARQUET_VERSION ${version}, ROW_GROUP_SIZE ${rowGroupSize})`,
      )
      const rows = await readCells(path, names)
      assert.equal(rows.length, expected.length)
      rows.forEach((row, r) => assert.deepEqual(row.map(plain), expected[r], `${path} row ${r}`))
    }
  }
})

const plain = (text: string) => text.replace(/^(-?\d+)\.0$/, '$1')
const nullable = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { freq: 4 })

test('readParquet() gives back what was written, in every encoding and page size', async () => {
  const string = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('user-1', 'user-12', 'user-123', 'üser-1'),
  )
  const kinds: {
    type: 'STRING' | 'INT32' | 'INT64' | 'DOUBLE'
    value: fc.Arbitrary<string | number | bigint>
    encodings: Encoding[]
  }[] = [
    {
      type: 'STRING',
      value: string,
      encodings: ['PLAIN', 'RLE_DICTIONARY', 'DELTA_LENGTH_BYTE_ARRAY', 'DELTA_BYTE_ARRAY'],
    },
    {
      type: 'INT32',
      value: fc.integer(),
      encodings: ['PLAIN', 'RLE_DICTIONARY', 'DELTA_BINARY_PACKED', 'BYTE_STREAM_SPLIT'],
    },
    {
      type: 'INT64',
      value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      encodings: ['PLAIN', 'RLE_DICTIONARY', 'DELTA_BINARY_PACKED', 'BYTE_STREAM_SPLIT'],
    },
    {
      type: 'DOUBLE',
      value: fc.double({ noNaN: true, noDefaultInfinity: true }),
      encodings: ['PLAIN', 'BYTE_STREAM_SPLIT'],
    },
  ]
  const column = fc
    .constantFrom(
      ...kinds.flatMap(({ encodings, ...kind }) =>
        encodings.map((encoding) => ({ ...kind, encoding })),
      ),
    )
    .chain(({ type, value, encoding }) =>
      fc
        .boolean()
        .chain((isNullable) =>
          fc
            .array(isNullable ? nullable(value) : value, { minLength: 1, maxLength: 300 })
            .map((data) => ({ type, encoding, nullable: isNullable, data })),
        ),
    )
  const path = join(root, 'random.parquet')
  await fc.assert(
    fc.asyncProperty(
      column,
      fc.constantFrom('UNCOMPRESSED', 'SNAPPY', 'ZSTD'),
      fc.constantFrom(100, 1000, 1 << 20),
      fc.constantFrom(50, 1000),
      async (column, codec, pageSize, rowGroupSize) => {
        const source: ColumnSource = { name: 'value', ...column }
        const buffer = parquetWriteBuffer({
          columnData: [source],
          codec,
          compressors: { ZSTD: (bytes) => zstdCompressSync(bytes) },
          pageSize,
          rowGroupSize,
        })
        writeFileSync(path, new Uint8Array(buffer))
        const rows = await readCells(path, ['value'])
        const expected = column.data.map((value) => [value === null ? '' : String(value)])
        assert.deepEqual(rows, expected)
      },
    ),
    { seed: 7, numRuns: 400 },
  )
})
