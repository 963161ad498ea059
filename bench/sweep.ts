/**
 * What sweeping over a whole graph costs as it grows: the way of detectors that are not local.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { growthExponent } from './growth/exponent.ts'
import { type SweepResult } from './growth/one-sweep.ts'
import { type Comparison } from './stopwatch.ts'

export const title = 'One sweep over the whole graph, as it grows'

const SIZES = [1e6, 4e6, 16e6, 64e6, 100e6]
const MOST_MINUTES_A_SIZE = 5

export async function run(): Promise<Comparison[]> {
  const results: SweepResult[] = []
  for (const size of SIZES) {
    process.stderr.write(`  ${size / 1e6}M follows…\n`)
    results.push(await oneSize(size))
  }
  const exponent = growthExponent(results.map(({ follows, millis }) => [follows, millis]))
  return results.map(({ accounts, follows, millis, plainMillis }, k) => {
    const growth =
      k === results.length - 1
        ? `; over these sizes it grows with follows^${exponent.toFixed(2)}`
        : ''
    return {
      work: `${(follows / 1e6).toFixed(1)}M follows, ${(accounts / 1e6).toFixed(1)}M accounts`,
      ours: `engine, 2 threads${growth}`,
      alternative: 'plain twin, 1 thread, double precision',
      oursMillis: millis,
      alternativeMillis: plainMillis,
      units: follows,
      unit: 'follows',
    }
  })
}

async function oneSize(follows: number): Promise<SweepResult> {
  const script = fileURLToPath(new URL('./growth/one-sweep.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [script, String(follows)], {
    timeout: MOST_MINUTES_A_SIZE * 60_000,
  })
  const result: SweepResult = JSON.parse(stdout)
  return result
}
