/**
 * Unpack a page, within the size that its header states: Node's own codecs where it has them.
 *
 * @module
 */
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { compressors, decompressLz4Raw } from 'hyparquet-compressors'
import { damaged, unsupported } from './parquet-error.ts'

/** A page of 1 MiB is usual; beyond this its size is a mistake or a trap. */
const LARGEST_PAGE = 1 << 28
/** Nothing but runs of one byte shrinks more, and those are small pages. */
const MOST_GROWTH = 1024
const SMALL_PAGE = 1 << 24

/** @throws {ParquetError} if the page does not unpack to exactly `size` bytes. */
export function unpackPage(codec: string, page: Uint8Array, size: number): Uint8Array {
  if (size > LARGEST_PAGE || size > Math.max(SMALL_PAGE, page.length * MOST_GROWTH)) {
    throw damaged(`a page of ${page.length} bytes claims to unpack to ${size}`)
  }
  const unpack = CODECS.get(codec)
  if (!unpack) {
    throw unsupported(
      `is packed with ${codec}, which is not read here`,
      'write it with zstd or snappy',
    )
  }
  let unpacked: Uint8Array
  try {
    unpacked = size === 0 ? new Uint8Array() : unpack(page, size)
  } catch {
    throw damaged('a page does not unpack')
  }
  if (unpacked.length !== size) {
    throw damaged(`a page unpacks to ${unpacked.length} bytes, not ${size}`)
  }
  return unpacked
}

type Unpack = (page: Uint8Array, size: number) => Uint8Array

/** Room for one byte too many, so that a page that is too long is noticed and not cut. */
const within = (size: number) => ({ maxOutputLength: size + 1, chunkSize: Math.max(64, size + 1) })

const CODECS: ReadonlyMap<string, Unpack> = new Map<string, Unpack>([
  ['UNCOMPRESSED', (page) => page],
  ['SNAPPY', unpackSnappy],
  ['GZIP', (page, size) => gunzipSync(page, within(size))],
  ['BROTLI', (page, size) => brotliDecompressSync(page, within(size))],
  ['ZSTD', (page, size) => zstdDecompressSync(page, within(size))],
  ['LZ4_RAW', decompressLz4Raw],
])

/** The module writes as many bytes as the page itself says: hold it to what the header says. */
function unpackSnappy(page: Uint8Array, size: number): Uint8Array {
  let stated = 0
  for (let i = 0; i < 5; i++) {
    stated += (page[i] & 127) * 2 ** (7 * i)
    if (page[i] < 128) break
  }
  if (stated !== size || !compressors.SNAPPY)
    throw new RangeError(`expected ${size}, got ${stated}`)
  return compressors.SNAPPY(page, size)
}
