export interface Point {
  readonly x: number
  readonly y: number
}

/** Whether a line to the right crosses the outline an odd number of times. */
export function isInside({ x, y }: Point, outline: readonly Point[]): boolean {
  let isIn = false
  for (const [k, a] of outline.entries()) {
    const b = outline[(k + 1) % outline.length]
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) isIn = !isIn
  }
  return isIn
}
