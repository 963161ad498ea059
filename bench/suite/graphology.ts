/**
 * PageRank of graphology over a serialized graph: `node --expose-gc graphology.ts FILE RUNS`.
 * Prints milliseconds a run, and what the graph takes, as JSON.
 *
 * @module
 */
import { UndirectedGraph } from 'graphology'
import { type default as Pagerank } from 'graphology-metrics/centrality/pagerank.js'
import { createRequire } from 'node:module'
import { readSerialized } from './gap.ts'

// it is a CommonJS module whose types say otherwise
const pagerank: (typeof Pagerank)['default'] = createRequire(import.meta.url)(
  'graphology-metrics/centrality/pagerank.js',
)
const [file, runs] = [process.argv[2], Number(process.argv[3])]
const { starts, targets } = readSerialized(file)
const before = usedBytes()
const graph = new UndirectedGraph()
for (let i = 0; i < starts.length - 1; i++) graph.addNode(i)
for (let i = 0; i < starts.length - 1; i++) {
  for (let e = starts[i]; e < starts[i + 1]; e++) {
    // with loops its PageRank does not converge
    if (targets[e] > i) graph.mergeUndirectedEdge(i, targets[e])
  }
}
const bytes = usedBytes() - before
const millis: number[] = []
for (let run = 0; run < runs; run++) {
  const start = performance.now()
  // its tolerance is for each node
  pagerank(graph, { alpha: 0.85, tolerance: 1e-6 / graph.order, getEdgeWeight: null })
  millis.push(performance.now() - start)
}
process.stdout.write(JSON.stringify({ millis, bytes }))

function usedBytes(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
