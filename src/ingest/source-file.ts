/**
 * A file to import: what its name says, and its bytes as they come, unpacked.
 *
 * @module
 */
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { systemErrorCode } from '../platform/system-error.ts'
import { fault } from './fault.ts'
import { type Range } from './range.ts'
import { type Stem } from './stems.ts'

export interface SourceFile {
  /** As the person wrote it, or as it was found in the folder they wrote. */
  readonly path: string
  readonly stem: Stem
  /** Of `FORMATS`, what the name ends in: `csv`. */
  readonly ending: string
  readonly isGzipped: boolean
  readonly size: number
}

/** What bounds an unpacking: it may grow so much, and that from so many bytes on. */
export interface GrowthLimit {
  readonly times: number
  readonly fromBytes: number
}

/** Told how many bytes of the range, packed as they may be, have been read. */
export type OnBytes = (done: number) => void

const CHUNK = 1 << 20
/** No honest table shrinks a thousandfold: gzip itself can hardly do more. */
const GROWTH_LIMIT: GrowthLimit = { times: 1000, fromBytes: 1 << 30 }

/**
 * The bytes of a range in chunks. A packed file is one range.
 *
 * @throws {InputError} if the file cannot be read, is empty, or is not the gzip that its name says.
 */
export async function* readChunks(
  file: SourceFile,
  range: Range,
  onBytes: OnBytes,
  limit: GrowthLimit = GROWTH_LIMIT,
): AsyncGenerator<Uint8Array> {
  const { path, isGzipped } = file
  if (file.size === 0) throw fault(path, 'is empty; export it again.')
  const packed = createReadStream(path, {
    highWaterMark: CHUNK,
    start: range.start,
    end: range.end - 1, // which is in it
  })
  const stream = isGzipped
    ? pipeline(packed, createGunzip({ chunkSize: CHUNK }), () => {}) // the loop below meets its errors
    : packed

  let unpackedBytes = 0
  try {
    for await (const chunk of stream) {
      const bytes: Uint8Array = chunk
      unpackedBytes += bytes.length
      if (unpackedBytes > limit.fromBytes && unpackedBytes > packed.bytesRead * limit.times) {
        throw fault(
          path,
          `unpacks to over ${limit.times} times its size, as no table does; check it.`,
        )
      }
      onBytes(packed.bytesRead)
      yield bytes
    }
  } catch (error) {
    throw readFault(path, error)
  }
  if (unpackedBytes === 0) throw fault(path, 'is empty once unpacked; export it again.')
}

/** The sentence for what went wrong while reading or unpacking; other errors as they are. */
export function readFault(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'Z_BUF_ERROR') return fault(path, 'its gzip data ends too early; copy it again.')
  if (error instanceof Error && error.message === 'incorrect header check') {
    return fault(path, 'is no gzip data; take .gz off its name, or pack it.')
  }
  if (code === 'Z_DATA_ERROR') return fault(path, 'its gzip data is damaged; copy it again.')
  const systemCode = systemErrorCode(error)
  if (systemCode === null) return error
  return fault(path, `cannot be read (${systemCode}); check the path and who may read it.`)
}
