/**
 * Asks the worker to lay a drawing out, from where its nodes stand now.
 *
 * @module
 */
import { type Drawing, isApart, type MapNode } from './drawing.ts'
import { type LayoutStep, type LayoutTask } from './layout-worker.ts'
import { type Place, withApart } from './places.ts'

const NUMBERS_A_NODE = 10
/** Follows between communities pull less, so that communities stay whole. */
const BETWEEN = 0.08

/** Answers with how to stop. */
export function layOut(
  drawing: Drawing,
  from: ReadonlyMap<string, Place>,
  onPlaces: (places: Map<string, Place>, isDone: boolean) => void,
): () => void {
  const moving = drawing.nodes.filter((node) => !isApart(node))
  const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<LayoutStep>) => {
    const places = new Map(from)
    for (const [k, { key }] of moving.entries()) {
      places.set(key, { x: data.places[2 * k], y: data.places[2 * k + 1] })
    }
    onPlaces(withApart(drawing, places), data.isDone)
    if (data.isDone) worker.terminate()
  })
  const task = taskOf(drawing, moving, from)
  worker.postMessage(task, [task.nodes.buffer, task.lines.buffer])
  return () => worker.terminate()
}

function taskOf(
  drawing: Drawing,
  moving: readonly MapNode[],
  from: ReadonlyMap<string, Place>,
): LayoutTask & { nodes: Float32Array<ArrayBuffer>; lines: Float32Array<ArrayBuffer> } {
  const placeOf = new Map(moving.map(({ key }, k) => [key, k]))
  const nodes = new Float32Array(moving.length * NUMBERS_A_NODE)
  for (const [k, { key }] of moving.entries()) {
    const { x, y } = from.get(key) ?? { x: 0, y: 0 }
    const at = k * NUMBERS_A_NODE
    nodes[at] = x
    nodes[at + 1] = y
    nodes[at + 6] = 1 // mass: one more for each line
    nodes[at + 7] = 1 // convergence
    nodes[at + 8] = 1 // size
  }
  const lines: number[] = []
  for (const { from, to, kind, count } of drawing.lines) {
    const a = placeOf.get(from)
    const b = placeOf.get(to)
    if (a === undefined || b === undefined) continue
    const weight = kind === 'link' ? Math.log1p(count) : isInside(drawing, from, to) ? 1 : BETWEEN
    lines.push(a * NUMBERS_A_NODE, b * NUMBERS_A_NODE, weight)
    nodes[a * NUMBERS_A_NODE + 6] += weight
    nodes[b * NUMBERS_A_NODE + 6] += weight
  }
  // about as much work for each: a small one gets to rest, a large one ends in seconds
  const iterations = Math.max(60, Math.min(400, Math.round(4e5 / (moving.length + 1))))
  const groups = Int32Array.from(moving, (node) =>
    node.kind === 'account' ? (node.account.community ?? -1) : -1,
  )
  return {
    nodes,
    lines: Float32Array.from(lines),
    groups,
    iterations,
  }
}

function isInside({ byKey }: Drawing, from: string, to: string): boolean {
  const a = byKey.get(from)
  const b = byKey.get(to)
  if (a?.kind !== 'account' || b?.kind !== 'account') return false
  return a.account.community === b.account.community
}
