/** Straight-line scales, their ticks, and coordinates as text. */

export type Scale = (value: number) => number

/** Maps `0..end` of the data to `from..to` of the drawing; outside values stop at the ends. */
export function linearScale(end: number, from: number, to: number): Scale {
  return (value) => from + (to - from) * Math.min(1, Math.max(0, value / end))
}

/** Round steps from 0 to the first one at or past `end`: 1, 2 or 5 times a power of ten. */
export function niceTicks(end: number, count: number): number[] {
  // past these sizes a step is not exact any more, and nothing measured is
  if (!(end > 1e-9) || end > 1e15) return [0, 1]
  const rough = end / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((s) => s >= rough * 0.999)!
  const ticks: number[] = []
  // times, not plus: sums of 0.1 drift
  for (let i = 0; ; i++) {
    ticks.push(Number((i * step).toPrecision(12)))
    if (i * step >= end * 0.9999) return ticks
  }
}

/** A coordinate with one decimal: a tenth of a pixel is finer than any screen. */
export function at(value: number): number {
  const rounded = Math.round(value * 10) / 10
  return Object.is(rounded, -0) ? 0 : rounded
}

/** `M x y L x y …` through the points. */
export function linePath(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${at(x)} ${at(y)}`).join('')
}

/**
 * Move label positions apart until neighbours are `gap` apart and all lie in `low..high`, as long as
 * they fit. Order is kept; equal positions keep the order they came in.
 */
export function spreadLabels(
  wanted: readonly number[],
  gap: number,
  low: number,
  high: number,
): number[] {
  const order = wanted.map((_, i) => i).toSorted((a, b) => wanted[a] - wanted[b] || a - b)
  const placed = [...wanted]
  let floor = low
  for (const i of order) {
    placed[i] = Math.max(placed[i], floor)
    floor = placed[i] + gap
  }
  let ceiling = high
  for (const i of order.toReversed()) {
    placed[i] = Math.min(placed[i], ceiling)
    ceiling = placed[i] - gap
  }
  return placed
}
