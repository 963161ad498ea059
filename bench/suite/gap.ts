/**
 * The GAP Benchmark Suite, where the environment says it is built: FIREBREAK_GAPBS=path.
 *
 *     git clone https://github.com/sbeamer/gapbs && make -C gapbs pr cc
 *
 * S. Beamer, K. Asanović, D. Patterson, The GAP Benchmark Suite, 2015.
 *
 * @module
 */
import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Csr } from '../../src/graph/csr.ts'
import { median } from '../stopwatch.ts'

/** What to say where the suite is not. */
export const HOW_TO_BUILD =
  'GAP suite not given (git clone https://github.com/sbeamer/gapbs, make pr cc, FIREBREAK_GAPBS=path)'

export function gapFolder(): string | null {
  const folder = process.env['FIREBREAK_GAPBS']
  return folder && existsSync(join(folder, 'pr')) ? folder : null
}

/** Median milliseconds of some trials of `pr` or `cc` over a serialized graph. */
export function gapTrialMillis(
  program: 'pr' | 'cc',
  file: string,
  threads: number,
  trials: number,
  args: readonly string[] = [],
): number {
  const folder = gapFolder()
  if (!folder) throw new Error(HOW_TO_BUILD)
  const output = execFileSync(join(folder, program), ['-f', file, '-n', String(trials), ...args], {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: String(threads) },
  })
  const seconds = [...output.matchAll(/Trial Time:\s+([\d.]+)/g)].map(([, time]) => Number(time))
  if (seconds.length === 0) throw new Error(`${program} printed no trial time: ${output}`)
  return median(seconds) * 1000
}

/** Write a symmetric graph as the suite's `.sg`: an undirected flag, counts, offsets, neighbours. */
export function writeSerialized(file: string, { rows, starts, targets }: Csr): void {
  const header = Buffer.alloc(17)
  header.writeBigInt64LE(BigInt(targets.length), 1)
  header.writeBigInt64LE(BigInt(rows), 9)
  const descriptor = openSync(file, 'w')
  try {
    writeAll(descriptor, header)
    writeAll(descriptor, new Uint8Array(BigInt64Array.from(starts, BigInt).buffer))
    writeAll(descriptor, new Uint8Array(targets.buffer, targets.byteOffset, targets.byteLength))
  } finally {
    closeSync(descriptor)
  }
}

/** What `writeSerialized` wrote. */
export function readSerialized(file: string): Pick<Csr, 'starts' | 'targets'> {
  const bytes = readFileSync(file)
  const rows = Number(bytes.readBigInt64LE(9))
  const ends = 17 + 8 * (rows + 1)
  // copies, since nothing in the file is aligned
  const starts = Uint32Array.from(
    new BigInt64Array(Uint8Array.from(bytes.subarray(17, ends)).buffer),
    Number,
  )
  const targets = new Uint32Array(Uint8Array.from(bytes.subarray(ends)).buffer)
  return { starts, targets }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    at += writeSync(descriptor, bytes, at, Math.min(1 << 28, bytes.length - at))
  }
}
