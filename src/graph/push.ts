/**
 * Residual push for personalised PageRank, live: seeds and entries may come and go.
 *
 * Closeness to the seeds is the solution of p = α·s + (1 − α)·Wᵀp, where W spreads a node's mass
 * over its entries in proportion to their weight. The state is an estimate and a residual with
 *
 *     solution(s) = estimate + solution(residual)
 *
 * at every moment. A push at u moves α of its residual into the estimate and the rest to its
 * neighbours; a node is pushed only while its |residual| is above ε·degree, so the work depends on
 * the mass and on ε, never on the size of the graph.
 *
 * - R. Andersen, F. Chung, K. Lang, Local graph partitioning using PageRank vectors, FOCS 2006.
 * - N. Ohsaka, T. Maehara, K. Kawarabayashi, Efficient PageRank tracking in evolving networks, KDD
 *   2015: a change of the graph is only more residual.
 * - H. Zhang, P. Lofgren, A. Goel, Approximate personalized PageRank on dynamic graphs, KDD 2016:
 *   and it takes constant time.
 *
 * Unlike the first paper the walk is not lazy (its α is our α / (2 − α)), weights count, and a node
 * without entries keeps its mass, as if it had one entry, to itself.
 *
 * **A changed entry.** With s as it is, write the invariant out for one node v:
 *
 *     R(v) = s(v) − (P(v) − (1 − α)·Σᵤ P(u)·w(u, v) / d(u)) / α
 *
 * Let w(u, v) and with it d(u) grow by Δ (less than 0 when an entry goes). Every neighbour of u has
 * P(u) / d(u) in its sum, so it is that quotient q which must stay: then only three numbers move,
 *
 *     P(u) += q·Δ      R(u) −= q·Δ / α      R(v) += (1 − α)·q·Δ / α
 *
 * and a hub costs no more than anybody. Where d(u) is 0 before or after there is no quotient to
 * keep: all that u gave went to itself and now goes to v, or the other way round, so P stays and
 * (1 − α)·P(u) / α leaves R at the one and comes to the other. Entries are walked both ways, so
 * this is done for (u, v) and then for (v, u); an entry of u with itself counts in d(u) twice and is
 * two such changes too.
 *
 * The arrays are as long as the graph has nodes and are made once; what was touched is written down,
 * so that `reset()` costs no more than what it takes back, and one `Push` serves many questions.
 *
 * A seed is close to itself. What the other seeds say of it is read by withdrawing it, running, and
 * adding it again, which costs little more than its own neighbourhood.
 *
 * @module
 */
import { checkNodes, type Layers } from './layers.ts'
import { LiveLayers } from './live-layers.ts'

export interface PushOptions {
  /** Chance that the walk ends at each step, in (0, 1]. */
  readonly alpha?: number // defaults to 0.15
  /** Residual allowed to stay behind for each unit of degree, above 0. */
  readonly epsilon?: number // defaults to 1e-7
}

// what stands for ε·degree while a node is untouched, and while it waits
const UNTOUCHED = 0
const WAITS = Infinity
/** Nodes that are fetched together: as many as a processor can wait for at once. */
const LOOK_AHEAD = 32
/** And so many of the neighbours of each. */
const LOOK_AROUND = 16

export class Push {
  readonly #layers: Layers
  readonly #alpha: number
  readonly #epsilon: number
  #estimates: Float64Array
  /**
   * By node, its residual and then the threshold above which it is pushed. They lie together since
   * whoever gives to a node needs both, and each look at a node far away waits for memory.
   */
  #state: Float64Array
  // first in, first out; a node waits at most once, so a ring of one place each cannot run over
  #ring: Uint32Array
  #head = 0
  #waiting = 0
  #touched: Uint32Array
  #touchedCount = 0
  #moved: Uint32Array
  #movedCount = 0
  #hasMoved: Uint8Array
  readonly #firsts = new Uint32Array(LOOK_AHEAD)
  readonly #lasts = new Uint32Array(LOOK_AHEAD)
  readonly #read = new Float64Array(1)

  /** @throws {RangeError} if `alpha` or `epsilon` is outside its range. */
  constructor(layers: Layers, { alpha = 0.15, epsilon = 1e-7 }: PushOptions = {}) {
    if (!(alpha > 0 && alpha <= 1)) throw new RangeError(`"alpha" expected in (0, 1], got ${alpha}`)
    if (!(epsilon > 0)) throw new RangeError(`"epsilon" expected above 0, got ${epsilon}`)
    this.#layers = layers
    this.#alpha = alpha
    this.#epsilon = epsilon
    const capacity = layers.degrees.length
    this.#estimates = new Float64Array(capacity)
    this.#state = new Float64Array(2 * capacity)
    this.#ring = new Uint32Array(capacity)
    this.#touched = new Uint32Array(capacity)
    this.#moved = new Uint32Array(capacity)
    this.#hasMoved = new Uint8Array(capacity)
  }

  /**
   * Closeness of each node. After `run()`, on undirected layers, each is within ε·degree of the
   * exact solution for the seeds and entries as they stand. Live: to be read, not written, and to
   * be asked for again after a node has come.
   */
  get estimates(): Float64Array {
    return this.#estimates
  }

  /** What has not been spread yet; after `run()`, |residual| ≤ ε·degree. A copy. */
  get residuals(): Float64Array {
    return Float64Array.from(this.#estimates, (_, node) => this.#state[2 * node])
  }

  /**
   * Every node that mass has come to since the start or the last `reset()`, each once, in the order
   * of its coming: all others have estimate and residual 0. A view, good until the next call.
   */
  get touched(): Uint32Array {
    return this.#touched.subarray(0, this.#touchedCount)
  }

  /** Whether nothing waits: every |residual| is at most ε·degree. */
  get settled(): boolean {
    return this.#waiting === 0
  }

  /** As if it had just been made: no seeds, nothing estimated. Linear in what was touched. */
  reset(): void {
    for (const node of this.touched) {
      this.#estimates[node] = 0
      this.#state[2 * node] = 0
      this.#state[2 * node + 1] = UNTOUCHED
    }
    this.#touchedCount = 0
    this.#head = 0
    this.#waiting = 0
    this.takeMoved()
  }

  /** Put `mass` on a seed; `run()` spreads it. @throws {RangeError} if there is no such node. */
  addSeed(node: number, mass = 1): void {
    checkNodes('node', [node], this.#layers.order)
    if (!(mass > 0 && mass < Infinity)) throw new RangeError(`"mass" expected above 0, got ${mass}`)
    this.#fit()
    this.#moves(node)
    this.#give(node, mass)
  }

  /**
   * Take `mass` off a seed again: negative residual, spread by the same rule.
   *
   * @throws {RangeError} if there is no such node.
   */
  withdrawSeed(node: number, mass = 1): void {
    checkNodes('node', [node], this.#layers.order)
    if (!(mass > 0 && mass < Infinity)) throw new RangeError(`"mass" expected above 0, got ${mass}`)
    this.#fit()
    this.#moves(node)
    this.#give(node, -mass)
  }

  /**
   * Change the weight of an entry in the layers, and keep the invariant; `run()` spreads what that
   * leaves. Constant time. Of the pushes over the same layers only this one hears of it.
   *
   * @throws {TypeError} if the layers are frozen.
   * @throws {RangeError} as `LiveLayers.change` does.
   */
  change(source: number, target: number, change: number): void {
    const layers = this.#layers
    if (!(layers instanceof LiveLayers)) {
      throw new TypeError('"layers" expected LiveLayers to change an entry, got frozen ones')
    }
    this.#fit()
    const before = layers.degrees[source]
    layers.change(source, target, change)
    this.#correct(source, target, before, change)
    this.#correct(target, source, layers.degrees[target] - change, change)
    this.#refit(source)
    this.#refit(target)
  }

  /**
   * Nodes whose estimate, degree or mass as a seed changed since this was last called, each once.
   * Linear in what it returns.
   */
  takeMoved(): Uint32Array {
    const moved = this.#moved.slice(0, this.#movedCount)
    for (const node of moved) this.#hasMoved[node] = 0
    this.#movedCount = 0
    return moved
  }

  /**
   * Push until every |residual| is at most ε·degree. On undirected layers all pushes together touch
   * at most mass / (α·ε) units of degree. With `mostVisited` it stops at the first push after so many
   * entries; the invariant holds, `settled` says that something waits, and the next call goes on.
   *
   * @returns how many entries were visited.
   */
  run(mostVisited = Infinity): number {
    const { steps, degrees } = this.#layers
    const delta = this.#layers instanceof LiveLayers ? this.#layers.delta : null
    const estimates = this.#estimates
    const state = this.#state
    const alpha = this.#alpha
    const ring = this.#ring
    let visited = 0

    let ahead = 0
    while (this.#waiting > 0 && visited < mostVisited) {
      if (ahead-- === 0) ahead = this.#fetch() - 1
      const u = ring[this.#head++]
      if (this.#head === ring.length) this.#head = 0
      this.#waiting--
      const threshold = this.#thresholdOf(u)
      state[2 * u + 1] = threshold
      const residual = state[2 * u]
      // mass of the other sign may have met it while it waited
      if (Math.abs(residual) <= threshold) continue
      state[2 * u] = 0
      this.#moves(u)
      const degree = degrees[u]
      if (degree === 0) {
        estimates[u] += residual
        continue
      }
      estimates[u] += alpha * residual
      const share = ((1 - alpha) * residual) / degree

      for (const { csr, rowsAt, columnsAt, scale } of steps) {
        const i = u - rowsAt
        if (i < 0 || i >= csr.rows) continue
        const { targets, weights } = csr
        const start = csr.starts[i]
        const end = csr.starts[i + 1]
        const scaled = share * scale
        visited += end - start
        for (let e = start; e < end; e++) {
          const v = targets[e] + columnsAt
          const received = state[2 * v] + (weights ? scaled * weights[e] : scaled)
          state[2 * v] = received
          if (Math.abs(received) > state[2 * v + 1]) this.#wake(v)
        }
      }
      if (!delta) continue
      for (let r = delta.outHeads[u]; r !== 0; r = delta.outNexts[r], visited++) {
        this.#give(delta.targets[r], share * delta.changes[r])
      }
      for (let r = delta.inHeads[u]; r !== 0; r = delta.inNexts[r], visited++) {
        this.#give(delta.sources[r], share * delta.changes[r])
      }
    }
    return visited
  }

  /**
   * Read what pushing the next nodes will read, which more than halves the time: a push waits for
   * memory three times in a row (node, row, neighbours), and here the waits of many nodes overlap,
   * since nothing is decided on what is read. It is written down so that it is read at all.
   *
   * @returns how many nodes were looked at.
   */
  #fetch(): number {
    const { steps, degrees } = this.#layers
    const ring = this.#ring
    const state = this.#state
    const firsts = this.#firsts
    const lasts = this.#lasts
    const count = Math.min(LOOK_AHEAD, this.#waiting)
    const wrap = ring.length - this.#head
    let sum = 0
    for (let k = 0; k < count; k++) {
      const u = ring[k < wrap ? this.#head + k : k - wrap]
      sum += this.#estimates[u] + state[2 * u] + degrees[u] + this.#hasMoved[u]
    }
    for (const { csr, rowsAt, columnsAt } of steps) {
      const { starts, targets } = csr
      for (let k = 0; k < count; k++) {
        const i = ring[k < wrap ? this.#head + k : k - wrap] - rowsAt
        const isRow = i >= 0 && i < csr.rows
        firsts[k] = isRow ? starts[i] : 0
        lasts[k] = isRow ? Math.min(starts[i + 1], firsts[k] + LOOK_AROUND) : 0
      }
      for (let k = 0; k < count; k++) sum += targets[firsts[k]]
      for (let k = 0; k < count; k++) {
        for (let e = firsts[k]; e < lasts[k]; e++) sum += state[2 * (targets[e] + columnsAt)]
      }
    }
    this.#read[0] = sum
    return count
  }

  #give(node: number, amount: number): void {
    const received = this.#state[2 * node] + amount
    this.#state[2 * node] = received
    if (Math.abs(received) > this.#state[2 * node + 1]) this.#wake(node)
  }

  /** Its |residual| is above what stood for its threshold. */
  #wake(node: number): void {
    const state = this.#state
    if (state[2 * node + 1] === UNTOUCHED) {
      this.#touched[this.#touchedCount++] = node
      state[2 * node + 1] = this.#thresholdOf(node)
      if (Math.abs(state[2 * node]) <= state[2 * node + 1]) return
    }
    state[2 * node + 1] = WAITS
    const size = this.#ring.length
    const tail = this.#head + this.#waiting++
    this.#ring[tail < size ? tail : tail - size] = node
  }

  /** Without entries anything at all is pushed, and yet it is not `UNTOUCHED`. */
  #thresholdOf(node: number): number {
    return Math.max(this.#epsilon * this.#layers.degrees[node], Number.MIN_VALUE)
  }

  #moves(node: number): void {
    if (this.#hasMoved[node] !== 0) return
    this.#hasMoved[node] = 1
    this.#moved[this.#movedCount++] = node
  }

  /** The row of u gains `change` at v, and its degree was `before`: the header says why. */
  #correct(u: number, v: number, before: number, change: number): void {
    const alpha = this.#alpha
    const estimate = this.#estimates[u]
    if (estimate === 0) return
    if (before === 0 || before + change === 0) {
      const turned = ((1 - alpha) * estimate) / alpha
      this.#give(u, before === 0 ? -turned : turned)
      this.#give(v, before === 0 ? turned : -turned)
      return
    }
    const grown = (estimate / before) * change
    this.#estimates[u] = estimate + grown
    this.#give(u, -grown / alpha)
    this.#give(v, ((1 - alpha) * grown) / alpha)
  }

  /** The node's degree has changed, and with it its threshold and its closeness by degree. */
  #refit(node: number): void {
    this.#moves(node)
    const state = this.#state
    if (state[2 * node + 1] === UNTOUCHED || state[2 * node + 1] === WAITS) return
    state[2 * node + 1] = this.#thresholdOf(node)
    if (Math.abs(state[2 * node]) > state[2 * node + 1]) this.#wake(node)
  }

  /** Room for the nodes that have come to the layers. */
  #fit(): void {
    const capacity = this.#layers.degrees.length
    if (capacity === this.#estimates.length) return
    this.#estimates = copied(this.#estimates, new Float64Array(capacity))
    this.#state = copied(this.#state, new Float64Array(2 * capacity))
    this.#touched = copied(this.#touched, new Uint32Array(capacity))
    this.#moved = copied(this.#moved, new Uint32Array(capacity))
    this.#hasMoved = copied(this.#hasMoved, new Uint8Array(capacity))
    const ring = new Uint32Array(capacity)
    for (let k = 0; k < this.#waiting; k++) {
      ring[k] = this.#ring[(this.#head + k) % this.#ring.length]
    }
    this.#ring = ring
    this.#head = 0
  }
}

function copied<Column extends Uint8Array | Uint32Array | Float64Array>(
  from: Column,
  to: Column,
): Column {
  to.set(from)
  return to
}
