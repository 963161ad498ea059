/**
 * The graph of a workspace as it lies in memory once it is open, as a line of JSON:
 * `node --expose-gc bench/growth/loaded.ts WORKSPACE`. The file is used where it lies, so what its
 * sections take is what they take in memory; the process says whether that is so.
 *
 * @module
 */
import { openWorkspace } from '../../src/platform/workspace.ts'

export interface LoadedGraph {
  readonly accounts: number
  /** Of follows, both directions. */
  readonly entries: number
  /** Ids' own bytes. */
  readonly idBytes: number
  /** Rows of both directions, and the dictionary with the ids. */
  readonly graphBytes: number
  /** By how much the process has grown, everything else of the platform included. */
  readonly residentBytes: number
  readonly fileBytes: number
}

function main(): void {
  const before = residentBytes()
  let fileBytes = 0
  const { accounts, follows } = openWorkspace(process.argv[2], (bytes) => {
    fileBytes = bytes
    return new Uint8Array(bytes)
  })
  const { bytes, offsets, slots } = accounts.columns()
  const arrays = [bytes, offsets, slots]
  for (const { starts, targets } of [follows.out, follows.in]) arrays.push(starts, targets)
  const loaded: LoadedGraph = {
    accounts: accounts.size,
    entries: follows.out.targets.length + follows.in.targets.length,
    idBytes: bytes.byteLength,
    graphBytes: arrays.reduce((sum, { byteLength }) => sum + byteLength, 0),
    residentBytes: residentBytes() - before,
    fileBytes,
  }
  process.stdout.write(`${JSON.stringify(loaded)}\n`)
}

function residentBytes(): number {
  globalThis.gc?.()
  return process.memoryUsage.rss()
}

if (import.meta.main) main()
