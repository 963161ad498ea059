/**
 * A Kronecker graph for both sides of a comparison: in memory, and as files that other programs read.
 *
 * @module
 */
import { join } from 'node:path'
import { type Engine } from '../../src/engine/engine.ts'
import { type Digraph } from '../../src/graph/csr.ts'
import { kroneckerEntries } from '../kronecker.ts'
import { writeSerialized } from './gap.ts'

export interface KroneckerGraphs {
  readonly graph: Digraph
  readonly entries: number
  readonly generated: string
  readonly relabelled: string
}

/** Both layouts as files, the relabelled one in memory too. */
export function kroneckerGraphs(
  engine: Engine,
  scale: number,
  folder: string,
  files: boolean,
): KroneckerGraphs {
  const rows = 2 ** scale
  const chunks = [kroneckerEntries({ scale }, true)]
  const spareBytes = 5 * chunks[0].sources.length + 600 * rows
  const generated = join(folder, `generated-${scale}.sg`)
  const relabelled = join(folder, `relabelled-${scale}.sg`)
  if (files) {
    const newRowOf = Uint32Array.from({ length: rows }, (_, i) => i)
    writeSerialized(generated, engine.buildDigraph({ rows, chunks, newRowOf }).graph.out)
  }
  const { graph } = engine.buildDigraph({ rows, chunks }, { spareBytes })
  if (files) writeSerialized(relabelled, graph.out)
  return { graph, entries: graph.out.targets.length, generated, relabelled }
}
