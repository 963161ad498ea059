/**
 * Communities by the Leiden algorithm, with modularity.
 *
 * V. Traag, L. Waltman, N. J. van Eck, From Louvain to Leiden: guaranteeing well-connected
 * communities, Scientific Reports 9 (2019), algorithm A.2. Each level moves nodes one by one to
 * where they fit best, then refines what that gave: within each community, nodes merge only into
 * parts that are well connected to the rest of it. The parts, not the communities, become the nodes
 * of the next level, and so every community that comes out is connected.
 *
 * Unlike the paper,
 * - gains are taken relative to the node's own degree when a part is drawn, so that the randomness
 *   means the same for any scale of weights and on every level;
 * - a node that may join a part does join one. It follows that each level is smaller than the last.
 *
 * Meant for the graph among some ten thousand candidates, not for a whole platform.
 *
 * @module
 */
import { createRandom, type Random } from '../util/random.ts'
import { type Csr } from './csr.ts'
import { modularity } from './modularity.ts'

export interface CommunityOptions {
  /** γ of modularity, above 0: larger gives more and smaller communities. */
  readonly resolution?: number // defaults to 1
  /** The same seed gives the same communities. */
  readonly seed?: number // defaults to 1
  /** θ of the paper, above 0: how readily a node joins a part that is not the best. */
  readonly randomness?: number // defaults to 0.01
  /**
   * How often to start again from what was found, at most; it ends as soon as that gains nothing.
   * Where there is structure that is after two or three. Where there is none (60,000 random rows,
   * 1M entries) each gains a little: 0.1488 after one, 0.1503 after four, 0.1511 after ten.
   */
  readonly passes?: number // defaults to 10
}

export interface Communities {
  /** Community of each row: 0 is the largest; of equals, the one with the smaller first row. */
  readonly labels: Uint32Array
  readonly count: number
  readonly modularity: number
}

/** A graph of one level, and the communities of its nodes. */
interface Level {
  readonly order: number
  readonly starts: Uint32Array
  readonly targets: Uint32Array
  readonly weights: Float64Array
  readonly degrees: Float64Array
  /** Community of each node, numbers below `order`. */
  readonly communities: Uint32Array
}

/** What all levels have in common. */
interface Setting {
  readonly random: Random
  /** γ / 2m: what chance puts between two nodes for each product of their degrees. */
  readonly chance: number
  /** Differences up to this much weight are rounding. */
  readonly rounding: number
  readonly randomness: number
}

/**
 * Communities of a symmetric weighted matrix (symmetry is not checked). Rows without weight are
 * alone in theirs. Roughly linear in the entries, times a few levels and passes.
 *
 * @throws {RangeError} if rows and columns differ in number, a weight is not a number ≥ 0, or an
 * option is out of range.
 */
export function leidenCommunities(
  csr: Csr,
  { resolution = 1, seed = 1, randomness = 0.01, passes = 10 }: CommunityOptions = {},
): Communities {
  if (!(resolution > 0)) throw new RangeError(`"resolution" expected above 0, got ${resolution}`)
  if (!(randomness > 0)) throw new RangeError(`"randomness" expected above 0, got ${randomness}`)
  if (!(passes >= 1)) throw new RangeError(`"passes" expected 1 or more, got ${passes}`)
  const ground = groundLevel(csr)
  let total = 0
  for (const degree of ground.degrees) total += degree
  if (total === 0) return finish(csr, ground.communities, resolution)

  const setting = {
    random: createRandom(seed),
    chance: resolution / total,
    rounding: 1e-13 * total,
    randomness,
  }
  let quality = -Infinity
  for (let pass = 0; pass < passes; pass++) {
    improve(ground, setting)
    const reached = modularity(csr, ground.communities, resolution)
    if (reached <= quality + 1e-12) break
    quality = reached
  }
  return finish(csr, ground.communities, resolution)
}

/** One pass: from the ground up until nothing is left to merge; the outcome is in `ground`. */
function improve(ground: Level, setting: Setting): void {
  let level = ground
  // node of the present level that each row of the ground is part of
  const nodeOf = Uint32Array.from(ground.communities.keys())
  for (;;) {
    moveNodes(level, setting)
    const parts = refine(level, setting)
    const partCount = renumber(parts)
    // nothing merged: each community is one node, and so a part of the level below: connected
    if (partCount === level.order) break
    for (let row = 0; row < nodeOf.length; row++) nodeOf[row] = parts[nodeOf[row]]
    level = aggregate(level, parts, partCount)
  }
  for (let row = 0; row < nodeOf.length; row++) {
    ground.communities[row] = level.communities[nodeOf[row]]
  }
}

/** Move nodes, in random order, to the best community beside them, until none wants to move. */
function moveNodes(level: Level, { random, chance, rounding }: Setting): void {
  const { order, starts, targets, weights, degrees, communities } = level
  const sizes = new Uint32Array(order)
  const degreeSums = new Float64Array(order)
  for (let v = 0; v < order; v++) {
    sizes[communities[v]]++
    degreeSums[communities[v]] += degrees[v]
  }
  const empty: number[] = []
  for (let c = order - 1; c >= 0; c--) if (sizes[c] === 0) empty.push(c)

  const ring = shuffled(order, random)
  const waits = new Uint8Array(order).fill(1)
  const weightTo = new Float64Array(order)
  const touched = new Uint32Array(order)
  let head = 0
  for (let waiting = order; waiting > 0;) {
    const v = ring[head]
    head = head + 1 === order ? 0 : head + 1
    waiting--
    waits[v] = 0

    // weight towards each community beside v
    let count = 0
    for (let e = starts[v], end = starts[v + 1]; e < end; e++) {
      if (targets[e] === v || weights[e] === 0) continue
      const c = communities[targets[e]]
      if (weightTo[c] === 0) touched[count++] = c
      weightTo[c] += weights[e]
    }

    // v leaves, and looks for the best: where it was, beside it, or alone
    const own = communities[v]
    const share = chance * degrees[v]
    degreeSums[own] -= degrees[v]
    sizes[own]--
    let best = own
    let bestGain = weightTo[own] - share * degreeSums[own] + rounding
    for (let k = 0; k < count; k++) {
      const c = touched[k]
      const gain = weightTo[c] - share * degreeSums[c]
      if (gain > bestGain) {
        best = c
        bestGain = gain
      }
      weightTo[c] = 0
    }
    if (sizes[own] === 0) degreeSums[own] = 0 // what rounding left
    if (bestGain < 0 && sizes[own] > 0) best = empty.pop()!
    else if (sizes[own] === 0 && best !== own) empty.push(own)
    communities[v] = best
    degreeSums[best] += degrees[v]
    sizes[best]++
    if (best === own) continue

    // those beside it may now want to follow
    for (let e = starts[v], end = starts[v + 1]; e < end; e++) {
      const u = targets[e]
      if (waits[u] !== 0 || communities[u] === best) continue
      waits[u] = 1
      const tail = head + waiting++
      ring[tail < order ? tail : tail - order] = u
    }
  }
}

/**
 * Parts of each community: nodes start alone, and each that is still alone joins one of the parts
 * beside it that are well connected, a better one more likely. Returns the part of each node.
 */
function refine(level: Level, { random, chance, rounding, randomness }: Setting): Uint32Array {
  const { order, starts, targets, weights, degrees, communities } = level
  const parts = Uint32Array.from(communities.keys())
  const sizes = new Uint32Array(order).fill(1)
  const partDegrees = degrees.slice()
  const degreeSums = new Float64Array(order)
  for (let v = 0; v < order; v++) degreeSums[communities[v]] += degrees[v]

  // weight between each part and the rest of its community
  const cuts = new Float64Array(order)
  for (let v = 0; v < order; v++) {
    for (let e = starts[v], end = starts[v + 1]; e < end; e++) {
      const u = targets[e]
      if (u !== v && communities[u] === communities[v]) cuts[v] += weights[e]
    }
  }
  const isWellConnected = (part: number, community: number) => {
    const rest = degreeSums[community] - partDegrees[part]
    return cuts[part] >= chance * partDegrees[part] * rest - rounding
  }

  const weightTo = new Float64Array(order)
  const touched = new Uint32Array(order)
  const gains = new Float64Array(order)
  for (const v of shuffled(order, random)) {
    if (sizes[parts[v]] !== 1 || !isWellConnected(parts[v], communities[v])) continue

    let count = 0
    for (let e = starts[v], end = starts[v + 1]; e < end; e++) {
      const u = targets[e]
      if (u === v || weights[e] === 0 || communities[u] !== communities[v]) continue
      if (weightTo[parts[u]] === 0) touched[count++] = parts[u]
      weightTo[parts[u]] += weights[e]
    }

    // which parts v may join, and how good the best is
    let allowed = 0
    let bestGain = 0
    for (let k = 0; k < count; k++) {
      const part = touched[k]
      const gain = weightTo[part] - chance * degrees[v] * partDegrees[part]
      if (gain < -rounding || !isWellConnected(part, communities[v])) {
        weightTo[part] = 0
        continue
      }
      touched[allowed] = part
      gains[allowed++] = gain
      bestGain = Math.max(bestGain, gain)
    }
    if (allowed === 0) continue

    const part = touched[draw(gains, allowed, bestGain, randomness * degrees[v], random)]
    const own = parts[v]
    cuts[part] += cuts[own] - 2 * weightTo[part]
    partDegrees[part] += degrees[v]
    sizes[part]++
    sizes[own] = 0
    parts[v] = part
    for (let k = 0; k < allowed; k++) weightTo[touched[k]] = 0
  }
  return parts
}

/** A place below `count`, each as likely as e^(gain / temperature). */
function draw(
  gains: Float64Array,
  count: number,
  bestGain: number,
  temperature: number,
  random: Random,
): number {
  let sum = 0
  for (let k = 0; k < count; k++) sum += Math.exp((gains[k] - bestGain) / temperature)
  let rest = random.next() * sum
  for (let k = 0; k < count - 1; k++) {
    rest -= Math.exp((gains[k] - bestGain) / temperature)
    if (rest < 0) return k
  }
  return count - 1
}

/** The graph of the parts. Each keeps the community that its nodes are in. */
function aggregate(level: Level, parts: Uint32Array, partCount: number): Level {
  const { order, starts, targets, weights } = level

  // nodes by part: a counting sort
  const firsts = new Uint32Array(partCount + 1)
  for (let v = 0; v < order; v++) firsts[parts[v] + 1]++
  for (let part = 0; part < partCount; part++) firsts[part + 1] += firsts[part]
  const members = new Uint32Array(order)
  const cursor = firsts.slice(0, partCount)
  for (let v = 0; v < order; v++) members[cursor[parts[v]]++] = v

  const outStarts = new Uint32Array(partCount + 1)
  const outTargets = new Uint32Array(targets.length)
  const outWeights = new Float64Array(targets.length)
  const degrees = new Float64Array(partCount)
  const communities = new Uint32Array(partCount)
  const placeOf = new Int32Array(partCount).fill(-1)
  let size = 0
  for (let part = 0; part < partCount; part++) {
    const first = size
    for (let k = firsts[part]; k < firsts[part + 1]; k++) {
      const v = members[k]
      degrees[part] += level.degrees[v]
      communities[part] = level.communities[v]
      for (let e = starts[v], end = starts[v + 1]; e < end; e++) {
        const other = parts[targets[e]]
        // a place before this row's first belongs to an earlier row
        if (placeOf[other] < first) {
          placeOf[other] = size
          outTargets[size++] = other
        }
        outWeights[placeOf[other]] += weights[e]
      }
    }
    outStarts[part + 1] = size
  }
  renumber(communities)
  return {
    order: partCount,
    starts: outStarts,
    targets: outTargets.slice(0, size),
    weights: outWeights.slice(0, size),
    degrees,
    communities,
  }
}

function groundLevel({ rows, columns, starts, targets, weights }: Csr): Level {
  if (rows !== columns) {
    throw new RangeError(`"csr" expected as many columns as rows (${rows}), got ${columns}`)
  }
  const degrees = new Float64Array(rows)
  const wide = weights ? Float64Array.from(weights) : new Float64Array(starts[rows]).fill(1)
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      if (!(wide[e] >= 0)) throw new RangeError(`weight ${e} expected ≥ 0, got ${wide[e]}`)
      degrees[i] += wide[e]
    }
  }
  const communities = Uint32Array.from(degrees.keys())
  return { order: rows, starts, targets, weights: wide, degrees, communities }
}

/** Make labels 0..count-1, in the order of their first row; returns how many there are. */
function renumber(labels: Uint32Array): number {
  const numbers = new Map<number, number>()
  for (let i = 0; i < labels.length; i++) {
    let number = numbers.get(labels[i])
    if (number === undefined) numbers.set(labels[i], (number = numbers.size))
    labels[i] = number
  }
  return numbers.size
}

function finish(csr: Csr, communities: Uint32Array, resolution: number): Communities {
  const labels = communities.slice()
  const count = renumber(labels)
  const sizes = new Uint32Array(count)
  for (const label of labels) sizes[label]++
  const bySize = [...sizes.keys()].toSorted((a, b) => sizes[b] - sizes[a] || a - b)
  const places = new Uint32Array(count)
  for (const [place, label] of bySize.entries()) places[label] = place
  for (let i = 0; i < labels.length; i++) labels[i] = places[labels[i]]
  return Object.freeze({ labels, count, modularity: modularity(csr, labels, resolution) })
}

function shuffled(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const held = order[i]
    order[i] = order[j]
    order[j] = held
  }
  return order
}
