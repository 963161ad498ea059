/**
 * A screenshot with at most 256 colours: a console is flat, and its pictures stay small enough to be kept
 * beside the words. Read and written by hand, for the one kind of PNG that Chromium takes
 * (https://www.w3.org/TR/png-3/).
 *
 * @module
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const COLOURS = 256

/** @throws {TypeError} if it is no PNG of 8-bit RGB or RGBA without interlacing. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, channels, bytes } = pixelsOf(png)
  const size = width * height
  const keyAt = (i: number) =>
    ((bytes[i * channels] << 16) | (bytes[i * channels + 1] << 8) | bytes[i * channels + 2]) >>> 0
  const counts = new Map<number, number>()
  for (let i = 0; i < size; i++) counts.set(keyAt(i), (counts.get(keyAt(i)) ?? 0) + 1)
  const palette = paletteOf(counts)
  const places = new Map<number, number>()
  for (const key of counts.keys()) places.set(key, nearest(key, palette))
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0, i = 0; y < height; y++) {
    // each row begins with its filter, which is none
    for (let x = 0; x < width; x++, i++) rows[y * (width + 1) + 1 + x] = places.get(keyAt(i))!
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from(palette.flatMap((key) => [key >> 16, (key >> 8) & 255, key & 255]))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The commonest, no two of them next to one another: shades of an edge take no more than they need. */
function paletteOf(counts: ReadonlyMap<number, number>): readonly number[] {
  const common = [...counts].toSorted(([, a], [, b]) => b - a).map(([key]) => key)
  const palette: number[] = []
  for (const key of common) {
    if (palette.length === COLOURS) break
    const isNew = palette.length < 16 || distance(key, palette[nearest(key, palette)]) > 150
    if (isNew) palette.push(key)
  }
  return palette
}

function nearest(key: number, palette: readonly number[]): number {
  let best = 0
  let least = Infinity
  for (let i = 0; i < palette.length; i++) {
    const far = distance(key, palette[i])
    if (far < least) [best, least] = [i, far]
  }
  return best
}

function distance(a: number, b: number): number {
  const red = (a >> 16) - (b >> 16)
  const green = ((a >> 8) & 255) - ((b >> 8) & 255)
  const blue = (a & 255) - (b & 255)
  return red * red + green * green + blue * blue
}

function pixelsOf(png: Buffer) {
  const data: Buffer[] = []
  let head = Buffer.alloc(13)
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const body = png.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') head = Buffer.from(body)
    if (type === 'IDAT') data.push(body)
    at += length + 12
  }
  const [depth, kind, , , interlaced] = head.subarray(8)
  if (
    !png.subarray(0, 8).equals(SIGNATURE) ||
    depth !== 8 ||
    ![2, 6].includes(kind) ||
    interlaced
  ) {
    throw new TypeError(`no PNG as Chromium takes it: ${depth} bits, kind ${kind}`)
  }
  const width = head.readUInt32BE(0)
  const height = head.readUInt32BE(4)
  const channels = kind === 6 ? 4 : 3
  const bytes = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels)
  return { width, height, channels, bytes }
}

function unfiltered(raw: Buffer, stride: number, height: number, step: number): Buffer {
  const out = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x >= step ? out[at - step] : 0
      const up = y > 0 ? out[at - stride] : 0
      const corner = x >= step && y > 0 ? out[at - stride - step] : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      out[at] = raw[y * (stride + 1) + 1 + x] + guess
    }
  }
  return out
}

/** Whichever of the three is closest to left + up - corner. */
function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [
    Math.abs(up - corner),
    Math.abs(left - corner),
    Math.abs(left + up - 2 * corner),
  ]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(body.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}
