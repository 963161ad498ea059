/**
 * How a node or a line looks, from what it is and what is going on: the graph itself is never changed to
 * show something.
 *
 * @module
 */
import { type Colours } from './colours.ts'
import { type Drawing, type DrawnPath, firstSeen, type MapLine, type MapNode } from './drawing.ts'
import { ROLE_LOOKS } from './roles.ts'
import { type ShapeData } from './shape-program.ts'

export interface View {
  /** Keys of nodes. */
  readonly selected: ReadonlySet<string>
  /** Where the keyboard is in the list. */
  readonly active: string | null
  readonly path: DrawnPath | null
  /** Accounts first seen later are hidden. */
  readonly until: number
}

export interface NodeLook extends ShapeData {
  readonly color: string
  readonly size: number
  readonly hidden: boolean
  readonly zIndex: number
}

export interface LineLook {
  readonly color: string
  readonly size: number
  readonly hidden: boolean
  readonly zIndex: number
}

/** Of what does not matter now, so much stays. */
const FAINT = 0.22
const MOST_TRACED = 40

export function lookOf(node: MapNode, drawing: Drawing, view: View, colours: Colours): NodeLook {
  const { selected, active, path } = view
  const isSelected = selected.has(node.key)
  const isOnPath = path?.nodes.has(node.key) ?? false
  const isFaint = path !== null && !isOnPath && !isSelected
  const isMarked = isSelected || isOnPath || active === node.key
  const base = plainLook(node, drawing)
  const strength = isFaint ? FAINT : 1
  const outline = isMarked ? colours.of('--text') : colours.of(base.outline, strength)
  return {
    shape: base.shape,
    hasDot: base.hasDot,
    color: colours.of(base.colour, strength * base.fill),
    outline,
    outlineWidth: isMarked ? 0.16 : base.outlineWidth,
    size: base.size * (active === node.key ? 1.7 : isOnPath ? 1.5 : isMarked ? 1.25 : 1),
    hidden: isLater(node, view.until),
    zIndex: isMarked ? 2 : node.kind === 'account' ? 1 : 0,
  }
}

interface PlainLook extends ShapeData {
  readonly colour: string
  readonly fill: number
  readonly size: number
}

function plainLook(node: MapNode, { followers }: Drawing): PlainLook {
  if (node.kind === 'community') {
    const { accounts, open } = node.community
    if (open) {
      // under its accounts: only where the lines to the others end
      return {
        shape: 'disc',
        colour: '--line-strong',
        fill: 0.4,
        outline: '--line-strong',
        outlineWidth: 0,
        hasDot: false,
        size: 2,
      }
    }
    return {
      shape: 'disc',
      colour: '--accent',
      fill: 0.18,
      outline: '--accent',
      outlineWidth: 0.06,
      hasDot: false,
      size: Math.min(60, 18 + Math.sqrt(accounts)),
    }
  }
  if (node.kind === 'tag') {
    return {
      shape: 'square',
      colour: '--surface',
      fill: 1,
      outline: '--text',
      outlineWidth: 0.22,
      hasDot: false,
      size: 8,
    }
  }
  const { role, seed } = node.account
  const { shape, colour } = ROLE_LOOKS[role]
  const isRing = shape === 'ring'
  const popular = Math.min(5, Math.sqrt(followers.get(node.key) ?? 0) / 2)
  return {
    shape,
    colour,
    fill: isRing ? 0.15 : 1,
    // a seed has a dot and a line in the colour of the ground
    outline: isRing ? colour : '--surface',
    outlineWidth: isRing ? 0.3 : 0.1,
    hasDot: seed,
    size: (role === 'source' || role === 'connector' || role === 'at-risk' ? 5.5 : 3.6) + popular,
  }
}

export function lineLookOf(
  line: MapLine,
  { byKey }: Drawing,
  { selected, path, until }: View,
  colours: Colours,
): LineLook {
  const isOnPath =
    path !== null &&
    (path.lines.has(`${line.from} ${line.to}`) || path.lines.has(`${line.to} ${line.from}`))
  // the follows of a whole role would hide everything else
  const touches = selected.size <= MOST_TRACED && (selected.has(line.from) || selected.has(line.to))
  const from = byKey.get(line.from)
  const to = byKey.get(line.to)
  const hidden =
    (from !== undefined && isLater(from, until)) || (to !== undefined && isLater(to, until))
  if (isOnPath) return { color: colours.of('--text'), size: 3, hidden, zIndex: 2 }
  if (path !== null) return { color: colours.of('--line', 0.4), size: 0.5, hidden, zIndex: 0 }
  if (touches) return { color: colours.of('--accent', 0.6), size: 1, hidden, zIndex: 1 }
  if (line.kind === 'link') {
    const size = Math.min(6, 0.5 + Math.log1p(line.count) / 3)
    return { color: colours.of('--line-strong', 0.28), size, hidden, zIndex: 0 }
  }
  // between communities there are most of them, and they say least
  const isBetween =
    from?.kind === 'account' &&
    to?.kind === 'account' &&
    from.account.community !== to.account.community
  return {
    color: colours.of('--line', isBetween ? 0.35 : 0.8),
    size: 0.6,
    hidden,
    zIndex: isBetween ? -1 : 0,
  }
}

function isLater(node: MapNode, until: number): boolean {
  if (node.kind !== 'account' || until === Infinity) return false
  const at = firstSeen(node.account)
  return at !== null && at > until
}
