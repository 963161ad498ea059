/** The thread behind `rebuild`: one task, one answer. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Digraph } from '../graph/csr.ts'
import { mergeChanges, turned } from '../graph/merge-changes.ts'
import { type RebuildTask, sharedColumn } from './rebuild.ts'

const { follows, order, changes }: RebuildTask = workerData
const rebuilt: Digraph = {
  out: mergeChanges(follows.out, order, changes, sharedColumn),
  in: mergeChanges(follows.in, order, turned(changes), sharedColumn),
}
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a window has one, a port none
parentPort!.postMessage(rebuilt)
