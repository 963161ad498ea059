/**
 * Where everything stands before the layout has moved anything: communities on circles around the largest,
 * inside each its sources in the middle. No chance in it: the same drawing stands the same way each time.
 *
 * @module
 */
import { moveApart } from './apart.ts'
import { communityKey, type Drawing, isApart, type MapNode } from './drawing.ts'
import { ROLE_ORDER } from './roles.ts'

export interface Place {
  readonly x: number
  readonly y: number
}

/** Distance of neighbours in a group. */
const STEP = 10
const GOLDEN = Math.PI * (3 - Math.sqrt(5))

export function startingPlaces(drawing: Drawing): Map<string, Place> {
  const groups = groupsOf(drawing)
  const places = new Map<string, Place>()
  // the first in the middle, the others around it, ring after ring
  let ring = 0
  let angle = 0
  let widest = 0
  for (const [k, group] of groups.entries()) {
    const radius = radiusOf(group)
    if (k === 0) ring = radius
    else {
      if (widest === 0) widest = radius
      let turn = turnOf(radius, ring + widest)
      if (angle + turn > 2 * Math.PI + 1e-9) {
        ring += 2 * widest + STEP
        angle = 0
        widest = radius
        turn = turnOf(radius, ring + widest)
      }
      const from = ring + widest + STEP
      put(places, group, from * Math.cos(angle + turn / 2), from * Math.sin(angle + turn / 2))
      angle += turn
      continue
    }
    put(places, group, 0, 0)
  }
  return withApart(drawing, places)
}

/** Those apart in rows of their own, to the right of everybody else. */
export function withApart(drawing: Drawing, places: Map<string, Place>): Map<string, Place> {
  const apart = drawing.nodes.filter(isApart)
  if (apart.length === 0) return places
  let right = 0
  let top = Infinity
  let bottom = -Infinity
  for (const node of drawing.nodes) {
    const place = isApart(node) ? undefined : places.get(node.key)
    if (!place) continue
    right = Math.max(right, place.x)
    top = Math.min(top, place.y)
    bottom = Math.max(bottom, place.y)
  }
  const height = Math.max(bottom - top, STEP)
  const step = Math.max(STEP, height / 16)
  const perColumn = Math.max(4, Math.ceil(Math.sqrt(apart.length * 3)))
  const middle = Number.isFinite(top) ? (top + bottom) / 2 : 0
  const rows = Math.min(perColumn, apart.length)
  for (const [k, node] of apart.entries()) {
    places.set(node.key, {
      x: right + step * (3 + Math.floor(k / perColumn)),
      y: middle + step * ((k % perColumn) - (rows - 1) / 2),
    })
  }
  return places
}

/** Room for a community that is closed. */
const CLOSED_RADIUS = 40

/** Communities that were opened stand where they stood closed; the others make room, and no more. */
export function placesOpened(
  drawing: Drawing,
  known: ReadonlyMap<string, Place>,
): Map<string, Place> {
  const places = new Map<string, Place>()
  const opened = new Map<number, MapNode[]>()
  const inside: { readonly key: string; readonly community: number }[] = []
  for (const node of drawing.nodes) {
    const place = known.get(node.key)
    if (place) places.set(node.key, place)
    if (node.kind === 'tag' || isApart(node)) continue
    const community = node.kind === 'account' ? node.account.community : node.community.id
    if (community === null) continue
    inside.push({ key: node.key, community })
    if (place || node.kind !== 'account') continue
    const group = opened.get(community)
    if (group) group.push(node)
    else opened.set(community, [node])
  }
  for (const [community, group] of opened) {
    const { x, y } = known.get(communityKey(community)) ?? { x: 0, y: 0 }
    put(places, group, x, y)
  }
  const spots = Float32Array.from(
    inside.flatMap(({ key }) => {
      const { x, y } = places.get(key) ?? { x: 0, y: 0 }
      return [x, y]
    }),
  )
  const groups = Int32Array.from(inside, ({ community }) => community)
  moveApart(spots, groups, CLOSED_RADIUS)
  for (const [k, { key }] of inside.entries()) {
    places.set(key, { x: spots[2 * k], y: spots[2 * k + 1] })
  }
  return withApart(drawing, places)
}

/**
 * Places for what came to a drawing, where everything else stays: a map that rearranges itself must be read again
 * from the beginning. Accounts of the network stand beside what they are tied to, those from outside of it on a
 * ring around it.
 */
export function placesAround(
  drawing: Drawing,
  known: ReadonlyMap<string, Place>,
): Map<string, Place> {
  const places = new Map(known)
  const ties = meanOfNeighbours(drawing, known)
  const { x, y, radius } = circleAround(drawing, known)
  const outside: { key: string; angle: number }[] = []
  let fresh = 0
  let tags = 0
  for (const node of drawing.nodes) {
    if (known.has(node.key)) continue
    const tie = ties.get(node.key) ?? { x, y }
    if (node.kind === 'tag') {
      // shared by many, they would all lie in the middle
      places.set(node.key, { x: x - 1.35 * radius, y: y + radius * (0.6 - 0.24 * tags++) })
      continue
    }
    if (node.kind === 'account' && node.account.community === null) {
      outside.push({ key: node.key, angle: Math.atan2(tie.y - y, tie.x - x) })
      continue
    }
    const off = STEP * (1 + Math.sqrt(fresh) / 2)
    places.set(node.key, {
      x: tie.x + off * Math.cos(fresh * GOLDEN),
      y: tie.y + off * Math.sin(fresh * GOLDEN),
    })
    fresh++
  }
  // each in its turn at least so far from the one before, on three rings
  const apart = Math.min((2 * Math.PI) / Math.max(1, outside.length), STEP / radius)
  let last = -Infinity
  for (const [k, { key, angle }] of outside.toSorted((a, b) => a.angle - b.angle).entries()) {
    last = Math.max(angle, last + apart)
    const away = radius * (1.1 + 0.05 * (k % 3))
    places.set(key, { x: x + away * Math.cos(last), y: y + away * Math.sin(last) })
  }
  return withApart(drawing, places)
}

function meanOfNeighbours(
  { lines }: Drawing,
  known: ReadonlyMap<string, Place>,
): Map<string, Place> {
  const sums = new Map<string, { x: number; y: number; count: number }>()
  const add = (key: string, other: string) => {
    const place = known.get(other)
    if (!place || known.has(key)) return
    const sum = sums.get(key) ?? { x: 0, y: 0, count: 0 }
    sums.set(key, { x: sum.x + place.x, y: sum.y + place.y, count: sum.count + 1 })
  }
  for (const { from, to } of lines) {
    add(from, to)
    add(to, from)
  }
  return new Map([...sums].map(([key, { x, y, count }]) => [key, { x: x / count, y: y / count }]))
}

function circleAround({ nodes }: Drawing, known: ReadonlyMap<string, Place>) {
  const all = nodes.flatMap((node) => {
    const place = isApart(node) ? undefined : known.get(node.key)
    return place ? [place] : []
  })
  const x = all.reduce((sum, place) => sum + place.x, 0) / Math.max(1, all.length)
  const y = all.reduce((sum, place) => sum + place.y, 0) / Math.max(1, all.length)
  const radius = all.reduce(
    (most, place) => Math.max(most, Math.hypot(place.x - x, place.y - y)),
    STEP,
  )
  return { x, y, radius }
}

function groupsOf(drawing: Drawing): MapNode[][] {
  const groups = new Map<string, MapNode[]>()
  for (const node of drawing.nodes) {
    if (isApart(node)) continue
    const name = node.kind === 'account' ? `community ${node.account.community}` : node.key
    const group = groups.get(name)
    if (group) group.push(node)
    else groups.set(name, [node])
  }
  return [...groups.values()].toSorted((a, b) => radiusOf(b) - radiusOf(a))
}

function radiusOf(group: readonly MapNode[]): number {
  const [first] = group
  const count = first?.kind === 'community' ? first.community.accounts / 4 : group.length
  return STEP * (0.6 + 0.62 * Math.sqrt(count))
}

function turnOf(radius: number, ring: number): number {
  return 2 * Math.asin(Math.min(1, (radius + STEP) / Math.max(ring, radius + STEP)))
}

/** A sunflower: evenly dense however many there are. */
function put(places: Map<string, Place>, group: readonly MapNode[], x: number, y: number): void {
  for (const [k, { key }] of group.toSorted((a, b) => orderOf(a) - orderOf(b)).entries()) {
    const radius = group.length === 1 ? 0 : STEP * 0.6 * Math.sqrt(k + 0.5)
    places.set(key, {
      x: x + radius * Math.cos(k * GOLDEN),
      y: y + radius * Math.sin(k * GOLDEN),
    })
  }
}

function orderOf(node: MapNode): number {
  if (node.kind !== 'account') return ROLE_ORDER.length
  return ROLE_ORDER.indexOf(node.account.role)
}
