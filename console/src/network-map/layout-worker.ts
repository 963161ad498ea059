/** The layout, away from the thread that draws: ForceAtlas2, a few iterations at a time. */
import iterate from 'graphology-layout-forceatlas2/iterate.js'
import { moveApart } from './apart.ts'

export interface LayoutTask {
  /** Ten numbers a node and three a line, as ForceAtlas2 has them. */
  readonly nodes: Float32Array
  readonly lines: Float32Array
  /** Community of each node, to be kept apart; below 0 for none. */
  readonly groups: Int32Array
  readonly iterations: number
}

export interface LayoutStep {
  /** x and y of each node. */
  readonly places: Float32Array
  readonly isDone: boolean
}

const SETTINGS = {
  linLogMode: false,
  outboundAttractionDistribution: true,
  adjustSizes: false,
  edgeWeightInfluence: 1,
  scalingRatio: 40,
  strongGravityMode: false,
  gravity: 4,
  slowDown: 4,
  barnesHutTheta: 0.8,
}
/** From here on approximate: exact is quadratic. */
const MANY = 400
const SHOWN_EVERY_MILLIS = 400

self.addEventListener('message', ({ data }: MessageEvent<LayoutTask>) => {
  const { nodes, lines, groups, iterations } = data
  const settings = { ...SETTINGS, barnesHutOptimize: nodes.length / 10 > MANY }
  let shown = performance.now()
  for (let k = 0; k < iterations; k++) {
    iterate(settings, nodes, lines)
    if (performance.now() - shown < SHOWN_EVERY_MILLIS) continue
    show(nodes, groups, false)
    shown = performance.now()
  }
  show(nodes, groups, true)
})

function show(nodes: Float32Array, groups: Int32Array, isDone: boolean): void {
  const places = new Float32Array(nodes.length / 5)
  for (let k = 0; k < places.length / 2; k++) {
    places[2 * k] = nodes[10 * k]
    places[2 * k + 1] = nodes[10 * k + 1]
  }
  moveApart(places, groups)
  const step: LayoutStep = { places, isDone }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a window has one, a worker none
  self.postMessage(step)
}
