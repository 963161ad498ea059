/**
 * The compact body of numbers as a platform would write it, and its answer as it would read it: written
 * from `docs/service.md`, not from the server's own code.
 *
 * @module
 */
import { type Surface, SURFACES } from '../src/model/surface.ts'

export interface NumericQuestion {
  readonly viewer: bigint | null
  readonly surface: Surface
  readonly candidates: readonly bigint[]
  readonly region: string | null
  readonly tag: string | null
}

export interface NumericAnswer {
  readonly decision: string
  readonly isShadow: boolean
  readonly demoted: number
  readonly withheld: number
  readonly actions: readonly number[]
}

export const NUMERIC_TYPE = 'application/vnd.firebreak.ids'

export function writeNumbers(question: NumericQuestion): Buffer {
  const { viewer, surface, candidates, region, tag } = question
  const flags = (viewer === null ? 0 : 1) | (region === null ? 0 : 2) | (tag === null ? 0 : 4)
  const head = Buffer.alloc(16)
  head.set([1, SURFACES.indexOf(surface), flags, 0])
  head.writeUInt32LE(candidates.length, 4)
  head.writeBigUInt64LE(viewer ?? 0n, 8)
  const ids = Buffer.alloc(candidates.length * 8)
  for (const [i, id] of candidates.entries()) ids.writeBigUInt64LE(id, i * 8)
  const texts = [region, tag].flatMap((text) => {
    if (text === null) return []
    const bytes = Buffer.from(text)
    return [Buffer.from([bytes.length]), bytes]
  })
  return Buffer.concat([head, ids, ...texts])
}

export function readActions(bytes: Buffer): NumericAnswer {
  const length = bytes.readUInt16LE(2)
  const count = bytes.readUInt32LE(4)
  if (bytes[0] !== 1 || bytes.length !== 16 + count + length) {
    throw new Error(`an answer of ${bytes.length} bytes: ${bytes.toString('hex', 0, 16)}`)
  }
  return {
    decision: bytes.toString('utf8', 16 + count),
    isShadow: bytes[1] === 1,
    demoted: bytes.readUInt32LE(8),
    withheld: bytes.readUInt32LE(12),
    actions: [...bytes.subarray(16, 16 + count)],
  }
}

/** @throws {Error} if the answer is not 200. */
export async function askNumbers(url: string, key: string, body: Buffer): Promise<NumericAnswer> {
  const response = await postNumbers(url, key, body)
  const bytes = Buffer.from(await response.arrayBuffer())
  if (response.status === 200) return readActions(bytes)
  throw new Error(`numbers were answered with ${response.status}: ${bytes.toString()}`)
}

export function postNumbers(url: string, key: string, body: Uint8Array): Promise<Response> {
  return fetch(`${url}/v1/recommendations/filter`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': NUMERIC_TYPE },
    body: new Uint8Array(body),
  })
}
