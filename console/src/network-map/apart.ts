/**
 * Communities moved apart, each as a whole, until none lies over another: the layout inside them stays
 * as it is, and where they stand to each other nearly so.
 *
 * @module
 */

/** Of the room that a community takes beside its accounts. */
const MARGIN = 1.3
const ROUNDS = 200

/**
 * @param places x and y of each node; changed in place.
 * @param groups of each node; below 0 for one of its own.
 * @param leastRadius of a group, however few its nodes.
 */
export function moveApart(places: Float32Array, groups: Int32Array, leastRadius = 6): void {
  const discs = discsOf(places, groups, leastRadius)
  const list = [...discs.values()]
  for (let round = 0; round < ROUNDS; round++) {
    let isFree = true
    for (const [k, a] of list.entries()) {
      for (const b of list.slice(0, k)) {
        const dx = a.x - b.x
        const dy = a.y - b.y
        const distance = Math.hypot(dx, dy)
        const lacking = (a.radius + b.radius) * MARGIN - distance
        if (lacking <= 0) continue
        isFree = false
        // two in one spot part sideways
        const [ux, uy] = distance > 0 ? [dx / distance, dy / distance] : [1, 0]
        const share = b.count / (a.count + b.count)
        a.x += ux * lacking * share
        a.y += uy * lacking * share
        b.x -= ux * lacking * (1 - share)
        b.y -= uy * lacking * (1 - share)
      }
    }
    if (isFree) break
  }
  for (const [k, group] of groups.entries()) {
    const disc = discs.get(group < 0 ? -1 - k : group)!
    places[2 * k] += disc.x - disc.fromX
    places[2 * k + 1] += disc.y - disc.fromY
  }
}

interface Disc {
  x: number
  y: number
  readonly fromX: number
  readonly fromY: number
  readonly count: number
  readonly radius: number
}

/** Around the middle of each group, as wide as nine in ten of its nodes: a few far out do not count. */
function discsOf(places: Float32Array, groups: Int32Array, leastRadius: number): Map<number, Disc> {
  const members = new Map<number, number[]>()
  for (const [k, group] of groups.entries()) {
    const name = group < 0 ? -1 - k : group
    const known = members.get(name)
    if (known) known.push(k)
    else members.set(name, [k])
  }
  const discs = new Map<number, Disc>()
  for (const [name, nodes] of members) {
    const x = mean(nodes.map((k) => places[2 * k]))
    const y = mean(nodes.map((k) => places[2 * k + 1]))
    const away = nodes
      .map((k) => Math.hypot(places[2 * k] - x, places[2 * k + 1] - y))
      .toSorted((a, b) => a - b)
    const radius = Math.max(leastRadius, away[Math.floor(0.9 * (away.length - 1))])
    discs.set(name, { x, y, fromX: x, fromY: y, count: nodes.length, radius })
  }
  return discs
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
