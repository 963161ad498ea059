/**
 * Places for the nodes of a small graph, so that what is linked lies near.
 *
 * ForceAtlas2 (Jacomy, Venturini, Heymann, Bastian 2014): every pair repels by the product of their
 * degrees plus one over their distance, linked pairs attract by their distance, a weak pull to the
 * middle holds parts together, and each node's step shrinks as it swings. Differently from the paper
 * the repulsion is exact (n is a few hundred, so n² per round is cheaper than a tree), the middle
 * pulls flatter than wide so that the picture fills its box, and a last pass moves marks apart that
 * would cover each other. Deterministic: start places come from a golden-angle spiral, and only
 * operations that IEEE 754 fixes exactly are used after it.
 */

export interface LayoutBox {
  readonly width: number
  readonly height: number
}

export interface Places {
  readonly xs: Float64Array
  readonly ys: Float64Array
}

const ROUNDS = 400
const REPULSION = 60
const GRAVITY = 0.9

/** O(n² + links) per round, 400 rounds: about half a second at 600 nodes. */
export function layoutNetwork(
  radii: readonly number[],
  links: readonly (readonly [number, number])[],
  { width, height }: LayoutBox,
): Places {
  const n = radii.length
  const xs = new Float64Array(n)
  const ys = new Float64Array(n)
  const mass = new Float64Array(n).fill(1)
  for (const [a, b] of links) {
    mass[a]++
    mass[b]++
  }
  for (let i = 0; i < n; i++) {
    const radius = 12 * Math.sqrt(i + 0.5)
    // rounded: the last bits of a cosine are the engine's own
    xs[i] = Math.round(Math.cos(i * GOLDEN_ANGLE) * radius * 1e3) / 1e3
    ys[i] = Math.round(Math.sin(i * GOLDEN_ANGLE) * radius * 1e3) / 1e3
  }
  const state = { xs, ys, mass, aspect: width / height }
  settle(state, links)
  fitBox(state, radii, { width, height })
  separate(state, radii, { width, height })
  return { xs, ys }
}

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))

interface State extends Places {
  readonly mass: Float64Array
  readonly aspect: number
}

function settle(
  { xs, ys, mass, aspect }: State,
  links: readonly (readonly [number, number])[],
): void {
  const n = xs.length
  let forceX = new Float64Array(n)
  let forceY = new Float64Array(n)
  let lastX = new Float64Array(n)
  let lastY = new Float64Array(n)
  for (let round = 0; round < ROUNDS; round++) {
    forceX.fill(0)
    forceY.fill(0)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const dx = xs[i] - xs[j]
        const dy = ys[i] - ys[j]
        const pull = (REPULSION * mass[i] * mass[j]) / Math.max(dx * dx + dy * dy, 0.01)
        forceX[i] += dx * pull
        forceY[i] += dy * pull
        forceX[j] -= dx * pull
        forceY[j] -= dy * pull
      }
      const distance = Math.sqrt(xs[i] * xs[i] + ys[i] * ys[i]) + 0.01
      forceX[i] -= (GRAVITY * mass[i] * xs[i] * 10) / distance
      forceY[i] -= (GRAVITY * mass[i] * ys[i] * 10 * aspect) / distance
    }
    for (const [a, b] of links) {
      const dx = xs[a] - xs[b]
      const dy = ys[a] - ys[b]
      forceX[a] -= dx
      forceY[a] -= dy
      forceX[b] += dx
      forceY[b] += dy
    }
    let swinging = 0
    let traction = 0
    for (let i = 0; i < n; i++) {
      swinging += mass[i] * length(forceX[i] - lastX[i], forceY[i] - lastY[i])
      traction += (mass[i] * length(forceX[i] + lastX[i], forceY[i] + lastY[i])) / 2
    }
    const speed = traction / Math.max(swinging, 1e-9)
    for (let i = 0; i < n; i++) {
      const swing = mass[i] * length(forceX[i] - lastX[i], forceY[i] - lastY[i])
      const force = length(forceX[i], forceY[i])
      const step = Math.min((0.1 * speed) / (1 + speed * Math.sqrt(swing)), 10 / (force + 1e-9))
      xs[i] += forceX[i] * step
      ys[i] += forceY[i] * step
    }
    ;[forceX, lastX] = [lastX, forceX]
    ;[forceY, lastY] = [lastY, forceY]
  }
}

/** Scale to the box; each direction by itself, but by no more than a quarter unlike. */
function fitBox({ xs, ys }: State, radii: readonly number[], { width, height }: LayoutBox): void {
  const margin = 4 + radii.reduce((most, radius) => Math.max(most, radius), 0)
  const [left, right] = extent(xs)
  const [top, bottom] = extent(ys)
  const scaleX = (width - 2 * margin) / Math.max(right - left, 1e-6)
  const scaleY = (height - 2 * margin) / Math.max(bottom - top, 1e-6)
  // one node, or a chain along an axis, must not be blown up
  const limit = Math.min(scaleX, scaleY) * 1.25
  for (let i = 0; i < xs.length; i++) {
    xs[i] = width / 2 + (xs[i] - (left + right) / 2) * Math.min(scaleX, limit)
    ys[i] = height / 2 + (ys[i] - (top + bottom) / 2) * Math.min(scaleY, limit)
  }
}

/** Push covering marks apart, a few rounds, and keep them in the box. */
function separate({ xs, ys }: State, radii: readonly number[], { width, height }: LayoutBox): void {
  for (let round = 0; round < 24; round++) {
    for (let i = 0; i < xs.length; i++) {
      for (let j = 0; j < i; j++) {
        const dx = xs[i] - xs[j]
        const dy = ys[i] - ys[j]
        const wanted = radii[i] + radii[j] + 1.5
        const distance = Math.sqrt(dx * dx + dy * dy)
        if (distance >= wanted) continue
        // the small one gives way to the large one
        const share = radii[j] / (radii[i] + radii[j])
        const push = (wanted - distance) * 0.6
        const [ux, uy] = distance > 1e-6 ? [dx / distance, dy / distance] : [1, 0]
        xs[i] += ux * push * share
        ys[i] += uy * push * share
        xs[j] -= ux * push * (1 - share)
        ys[j] -= uy * push * (1 - share)
      }
    }
    for (let i = 0; i < xs.length; i++) {
      xs[i] = Math.min(width - radii[i] - 2, Math.max(radii[i] + 2, xs[i]))
      ys[i] = Math.min(height - radii[i] - 2, Math.max(radii[i] + 2, ys[i]))
    }
  }
}

function extent(values: Float64Array): [number, number] {
  return [
    values.reduce((a, b) => Math.min(a, b), Infinity),
    values.reduce((a, b) => Math.max(a, b), -Infinity),
  ]
}

function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y)
}
