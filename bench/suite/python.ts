/**
 * Peers from PyPI, run by the machine's python3; absent ones are said to be absent.
 *
 * @module
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median } from '../stopwatch.ts'

export type Peer = 'igraph' | 'networkx' | 'scipy'

const script = fileURLToPath(new URL('peers.py', import.meta.url))

/** Median milliseconds of personalised PageRank over a serialized graph, or why there are none. */
export function peerMillis(peer: Peer, file: string, runs: number): number | string {
  try {
    const output = execFileSync('python3', [script, file, peer, String(runs)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 240_000,
    })
    const answer: { millis: number[] } | { missing: string } = JSON.parse(output)
    return 'millis' in answer ? median(answer.millis) : `${answer.missing} is not installed`
  } catch (error) {
    return `${peer} did not run (${String(error).split('\n')[0]})`
  }
}
