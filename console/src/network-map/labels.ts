/**
 * What stands written on the map: the names of communities, above the accounts of each, and what is apart.
 * The largest first; one that would lie over another is left out.
 *
 * @module
 */
import { type Drawing, isApart } from './drawing.ts'
import type { DrawnCommunity, NetworkPicture } from './networks.ts'
import { type Place } from './places.ts'
import { type Renderer } from './renderer.ts'
import { count } from '../kit/count.ts'

export interface Label {
  readonly key: string
  readonly text: string
  readonly small: string | null
  readonly x: number
  readonly y: number
  readonly isApart: boolean
}

const MOST = 24
const HEIGHT = 32
const WIDTH_A_LETTER = 7.2
const APART = 'apart'

export function labelsOf(
  { byKey, nodes }: Drawing,
  { communities }: NetworkPicture,
  places: ReadonlyMap<string, Place>,
  { positionOf, width }: Pick<Renderer, 'positionOf' | 'width'>,
): Label[] {
  const tops = new Map<string, { sum: number; top: Place; count: number }>()
  const over = (name: string, place: Place) => {
    const known = tops.get(name)
    if (!known) tops.set(name, { sum: place.x, top: place, count: 1 })
    else {
      const top = place.y > known.top.y ? place : known.top
      tops.set(name, { sum: known.sum + place.x, top, count: known.count + 1 })
    }
  }
  for (const node of nodes) {
    const place = places.get(node.key)
    if (!place || node.kind !== 'account') continue
    if (isApart(node)) over(APART, place)
    else if (node.account.community !== null) over(String(node.account.community), place)
  }
  const wanted: Label[] = []
  const apart = tops.get(APART)
  if (apart) {
    const { x, y } = positionOf({ x: apart.sum / apart.count, y: apart.top.y })
    const text = 'Apart: may be a child or victim'
    const small = count(apart.count)
    wanted.push({ key: APART, text, small, x, y: y - 26, isApart: true })
  }
  for (const community of communities) {
    const closed = places.get(`c:${community.id}`)
    const group = tops.get(String(community.id))
    const key = `community ${community.id}`
    const text = `Community ${community.id + 1}`
    if (closed && !community.open && byKey.has(`c:${community.id}`)) {
      const { x, y } = positionOf(closed)
      wanted.push({
        key,
        text,
        small: smallOf(community, community.accounts),
        x,
        y,
        isApart: false,
      })
    } else if (group && group.count > 2) {
      const { x, y } = positionOf({ x: group.sum / group.count, y: group.top.y })
      wanted.push({
        key,
        text,
        small: smallOf(community, group.count),
        x,
        y: y - 22,
        isApart: false,
      })
    }
  }
  for (const node of nodes) {
    const place = node.kind === 'tag' ? places.get(node.key) : undefined
    if (node.kind !== 'tag' || !place) continue
    const { x, y } = positionOf(place)
    wanted.unshift({
      key: node.key,
      text: `#${node.tag.tag}`,
      small: null,
      x,
      y: y - 22,
      isApart: false,
    })
  }
  return withoutOverlap(wanted.map((label) => inSight(label, width())))
}

/** None is cut off at a side, as long as what it names is in sight. */
function inSight(label: Label, width: number): Label {
  const half = (WIDTH_A_LETTER * lettersOf(label)) / 2 + 12
  if (label.x < 0 || label.x > width) return label
  return { ...label, x: Math.min(width - half, Math.max(half, label.x)) }
}

function smallOf({ tag }: DrawnCommunity, accounts: number): string {
  return tag === null ? count(accounts) : `#${tag} · ${count(accounts)}`
}

function lettersOf({ text, small }: Label): number {
  return Math.max(text.length, small?.length ?? 0)
}

function withoutOverlap(wanted: readonly Label[]): Label[] {
  const kept: Label[] = []
  for (const label of wanted) {
    if (kept.length === MOST) break
    const isFree = kept.every(
      (other) =>
        Math.abs(other.y - label.y) > HEIGHT ||
        Math.abs(other.x - label.x) > (WIDTH_A_LETTER * (lettersOf(other) + lettersOf(label))) / 2,
    )
    if (isFree) kept.push(label)
  }
  return kept
}
