/**
 * What a team would use instead, each in a process of its own over the same serialized graph: packages
 * of PyPI run by the machine's python3, and graphology. Absent ones are said to be absent.
 *
 * @module
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { median } from '../stopwatch.ts'

export type Peer = 'igraph' | 'networkx' | 'scipy' | 'graphology'

export interface PeerRun {
  readonly millis: number
  /** Of the graph once it is loaded; null where a peer does not say. */
  readonly bytes: number | null
}

const MOST_MILLIS = 400_000

/** Medians over `runs` runs of PageRank over the graph in `file`, or why there are none. */
export function peerRun(peer: Peer, file: string, runs: number): PeerRun | string {
  try {
    const output = execFileSync(...commandOf(peer, file, runs), {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: MOST_MILLIS,
    })
    const answer: { millis: number[]; bytes?: number } | { missing: string } = JSON.parse(output)
    if ('missing' in answer) return `${answer.missing} is not installed`
    return { millis: median(answer.millis), bytes: answer.bytes ?? null }
  } catch (error) {
    return `${peer} did not run (${String(error).split('\n')[0]})`
  }
}

function commandOf(peer: Peer, file: string, runs: number): [command: string, args: string[]] {
  return peer === 'graphology'
    ? [process.execPath, ['--expose-gc', pathOf('graphology.ts'), file, String(runs)]]
    : ['python3', [pathOf('peers.py'), file, peer, String(runs)]]
}

function pathOf(script: string): string {
  return fileURLToPath(new URL(script, import.meta.url))
}
