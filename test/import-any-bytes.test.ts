/** Whatever the bytes: a reader reads them, or says in one sentence why not. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import * as fc from 'fast-check'
import { type Encoding } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { findFiles } from '../src/ingest/find-files.ts'
import { formatOf } from '../src/ingest/formats.ts'
import { createHeaps } from '../src/ingest/part.ts'
import { WHOLE } from '../src/ingest/range.ts'
import { createTable } from '../src/ingest/table.ts'
import { InputError } from '../src/model/errors.ts'

const root = mkdtempSync(join(tmpdir(), 'firebreak-any-bytes-'))
after(() => rmSync(root, { recursive: true }))

async function assertReadsOrSays(name: string, bytes: Uint8Array): Promise<void> {
  const path = join(root, name)
  writeFileSync(path, bytes)
  const [file] = findFiles([path]).files
  const table = createTable(path, file.stem, createHeaps(), () => {})
  try {
    const read = await formatOf(file).load()
    await read(file, WHOLE, table, () => {})
    for (const column of table.columns()) {
      if (column !== null) assert.equal(column.length, table.taken)
    }
  } catch (error) {
    assert.ok(error instanceof InputError, error instanceof Error ? error.stack : String(error))
    assert.ok(error.message.startsWith(path) && error.message.endsWith('.'), error.message)
    assert.ok(!error.message.includes('\n'), error.message)
  }
}

const csv = 'account,target,item,weight,at\nada,"b""o",,0.5,2024-01-02T03:04:05Z\nbo,,item-1,,\n'
const ndjson =
  '{"account":"ada","target":"bo","weight":0.5}\n{"account":12345678901234567890,"item":"ü"}\n'

function parquet(encoding: Encoding, codec: 'UNCOMPRESSED' | 'SNAPPY' | 'ZSTD'): Uint8Array {
  const rows = Array.from({ length: 60 }, (_, i) => i)
  const isText = encoding !== 'DELTA_BINARY_PACKED'
  const buffer = parquetWriteBuffer({
    columnData: [
      {
        name: 'account',
        data: rows.map((i) => (isText ? `user-${i % 7}` : i * 17)),
        type: isText ? 'STRING' : 'INT32',
        encoding,
      },
      { name: 'target', data: rows.map((i) => (i % 3 ? `user-${i}` : null)), type: 'STRING' },
      { name: 'item', data: rows.map((i) => (i % 3 ? null : 'item')), type: 'STRING' },
      { name: 'weight', data: rows.map((i) => i + 1), type: 'DOUBLE' },
      { name: 'at', data: rows.map((i) => new Date(i)), type: 'TIMESTAMP' },
    ],
    codec,
    compressors: { ZSTD: (bytes) => zstdCompressSync(bytes) },
    pageSize: 200,
    rowGroupSize: 40,
  })
  return new Uint8Array(buffer)
}

/** Sound files, by what their names end in. */
const SOUND: readonly (readonly [ending: string, bytes: Uint8Array])[] = [
  ['csv', Buffer.from(csv)],
  ['tsv', Buffer.from(csv.replaceAll(',', '\t'))],
  ['csv.gz', gzipSync(csv)],
  ['ndjson', Buffer.from(ndjson)],
  ['ndjson.gz', gzipSync(ndjson)],
  ['parquet', parquet('PLAIN', 'UNCOMPRESSED')],
  ['parquet', parquet('RLE_DICTIONARY', 'SNAPPY')],
  ['parquet', parquet('DELTA_BYTE_ARRAY', 'ZSTD')],
  ['parquet', parquet('DELTA_LENGTH_BYTE_ARRAY', 'UNCOMPRESSED')],
  ['parquet', parquet('DELTA_BINARY_PACKED', 'SNAPPY')],
  ['parquet.gz', gzipSync(parquet('PLAIN', 'SNAPPY'))],
]

test('no reader throws anything but its own error, whatever the bytes', async () => {
  const endings = [...new Set(SOUND.map(([ending]) => ending))]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...endings),
      fc.constantFrom('', 'PAR1', 'account,target\n', '{"account":"', '\u001f\u008b\u0008\u0000'),
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom('', 'PAR1', '"', '\n'),
      async (ending, head, middle, tail) => {
        const ends = [Buffer.from(head, 'latin1'), middle, Buffer.from(tail)]
        await assertReadsOrSays(`interactions.${ending}`, Buffer.concat(ends))
      },
    ),
    { seed: 7, numRuns: 800 },
  )
})

test('no reader throws anything but its own error when a sound file is damaged', async () => {
  const change = fc.record({
    at: fc.nat(1 << 20),
    flip: fc.integer({ min: 1, max: 255 }),
    gone: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(40)),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...SOUND),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      async ([ending, sound], changes) => {
        let bytes = Buffer.from(sound)
        for (const { at, flip, gone } of changes) {
          const place = at % bytes.length
          bytes[place] ^= flip
          if (gone > 0)
            bytes = Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + gone)])
          if (bytes.length === 0) break
        }
        await assertReadsOrSays(`interactions.${ending}`, bytes)
      },
    ),
    { seed: 7, numRuns: 2500 },
  )
})
