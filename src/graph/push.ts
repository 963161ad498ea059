/**
 * Residual push for personalised PageRank, with seeds that can be taken back.
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
 * - H. Zhang, P. Lofgren, A. Goel, Approximate personalized PageRank on dynamic graphs, KDD 2016:
 *   residuals may be negative, and a change of the question is only more residual.
 *
 * Unlike the first paper the walk is not lazy (its α is our α / (2 − α)), weights count, and a node
 * without entries keeps its mass, as if it had one entry, to itself.
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

export interface PushOptions {
  /** Chance that the walk ends at each step, in (0, 1]. */
  readonly alpha?: number // defaults to 0.15
  /** Residual allowed to stay behind for each unit of degree, above 0. */
  readonly epsilon?: number // defaults to 1e-7
}

// bits of a node's flags
const TOUCHED = 1
const WAITS = 2

export class Push {
  /**
   * Closeness of each node. After `run()`, on undirected layers, each is within ε·degree of the
   * exact solution for the seeds as they stand. Live: to be read, not written.
   */
  readonly estimates: Float64Array
  /** What has not been spread yet; after `run()`, |residual| ≤ ε·degree. To be read, not written. */
  readonly residuals: Float64Array
  readonly #layers: Layers
  readonly #alpha: number
  readonly #epsilon: number
  // first in, first out; a node waits at most once, so a ring of one place each cannot run over
  readonly #ring: Uint32Array
  readonly #flags: Uint8Array
  readonly #touched: Uint32Array
  #touchedCount = 0
  #head = 0
  #waiting = 0

  /** @throws {RangeError} if `alpha` or `epsilon` is outside its range. */
  constructor(layers: Layers, { alpha = 0.15, epsilon = 1e-7 }: PushOptions = {}) {
    if (!(alpha > 0 && alpha <= 1)) throw new RangeError(`"alpha" expected in (0, 1], got ${alpha}`)
    if (!(epsilon > 0)) throw new RangeError(`"epsilon" expected above 0, got ${epsilon}`)
    this.#layers = layers
    this.#alpha = alpha
    this.#epsilon = epsilon
    this.estimates = new Float64Array(layers.order)
    this.residuals = new Float64Array(layers.order)
    this.#ring = new Uint32Array(layers.order)
    this.#flags = new Uint8Array(layers.order)
    this.#touched = new Uint32Array(layers.order)
  }

  /**
   * Every node that mass has come to since the start or the last `reset()`, each once, in the order
   * of its coming: all others have estimate and residual 0. A view, good until the next call.
   */
  get touched(): Uint32Array {
    return this.#touched.subarray(0, this.#touchedCount)
  }

  /** As if it had just been made: no seeds, nothing estimated. Linear in what was touched. */
  reset(): void {
    for (const node of this.touched) {
      this.estimates[node] = 0
      this.residuals[node] = 0
      this.#flags[node] = 0
    }
    this.#touchedCount = 0
    this.#head = 0
    this.#waiting = 0
  }

  /** Put `mass` on a seed; `run()` spreads it. @throws {RangeError} if there is no such node. */
  addSeed(node: number, mass = 1): void {
    checkNodes('node', [node], this.#layers.order)
    if (!(mass > 0 && mass < Infinity)) throw new RangeError(`"mass" expected above 0, got ${mass}`)
    this.#receive(node, mass)
  }

  /**
   * Take `mass` off a seed again: negative residual, spread by the same rule.
   *
   * @throws {RangeError} if there is no such node.
   */
  withdrawSeed(node: number, mass = 1): void {
    checkNodes('node', [node], this.#layers.order)
    if (!(mass > 0 && mass < Infinity)) throw new RangeError(`"mass" expected above 0, got ${mass}`)
    this.#receive(node, -mass)
  }

  /**
   * Push until every |residual| is at most ε·degree. On undirected layers all pushes together touch
   * at most mass / (α·ε) units of degree.
   *
   * @returns how many entries were visited.
   */
  run(): number {
    const { steps, degrees } = this.#layers
    const { estimates, residuals } = this
    const alpha = this.#alpha
    const epsilon = this.#epsilon
    const ring = this.#ring
    const flags = this.#flags
    const touched = this.#touched
    const size = ring.length
    let head = this.#head
    let waiting = this.#waiting
    let touchedCount = this.#touchedCount
    let visited = 0

    while (waiting > 0) {
      const u = ring[head]
      head = head + 1 === size ? 0 : head + 1
      waiting--
      flags[u] = TOUCHED
      const residual = residuals[u]
      const degree = degrees[u]
      // mass of the other sign may have met it while it waited
      if (Math.abs(residual) <= epsilon * degree) continue
      residuals[u] = 0
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
        const end = csr.starts[i + 1]
        visited += end - csr.starts[i]
        for (let e = csr.starts[i]; e < end; e++) {
          const v = targets[e] + columnsAt
          const received = residuals[v] + share * scale * (weights ? weights[e] : 1)
          residuals[v] = received
          const flag = flags[v]
          if (flag === 0) {
            flags[v] = TOUCHED
            touched[touchedCount++] = v
          }
          if (flag < WAITS && Math.abs(received) > epsilon * degrees[v]) {
            flags[v] = TOUCHED | WAITS
            const tail = head + waiting++
            ring[tail < size ? tail : tail - size] = v
          }
        }
      }
    }
    this.#head = head
    this.#waiting = 0
    this.#touchedCount = touchedCount
    return visited
  }

  #receive(node: number, mass: number): void {
    this.residuals[node] += mass
    const flag = this.#flags[node]
    if (flag === 0) this.#touched[this.#touchedCount++] = node
    if (flag >= WAITS) return
    this.#flags[node] = TOUCHED | WAITS
    this.#ring[(this.#head + this.#waiting++) % this.#ring.length] = node
  }
}
