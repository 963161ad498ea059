/** The mark of each kind of account: told apart by shape and size first, by colour second. */
import { type Role } from '../../model/role.ts'
import { type Markup, markup } from './markup.ts'
import { type ReportNode } from './report-data.ts'
import { at } from './scale.ts'
import { svgPath } from './svg-path.ts'

/** What a node is drawn as: its role, or that the map missed it, or that it was known and is alone. */
export type MarkKind = Role | 'missed' | 'lone-seed'

export function markKind({ seed, mapped, planted, role }: ReportNode): MarkKind {
  // a seed was known, so it cannot have been missed
  if (seed) return role === 'bystander' ? 'lone-seed' : role
  return mapped === false && planted !== false ? 'missed' : role
}

export const MARK_RADII: Readonly<Record<MarkKind, number>> = {
  source: 8.5,
  connector: 6,
  'at-risk': 6.5,
  seeker: 2.6,
  bystander: 3.6,
  missed: 3.8,
  'lone-seed': 2.6,
}

export const MARK_NAMES: Readonly<Record<MarkKind, string>> = {
  source: 'Source: offers',
  connector: 'Connector: links or promotes',
  'at-risk': 'At risk: may be a child or victim, protected',
  seeker: 'Seeker: mainly follows sources',
  bystander: 'Mapped, but no part in the network',
  missed: 'Of the network, but not mapped',
  'lone-seed': 'Known seed with no tie to others',
}

/** The outline of a mark around a middle. */
export function markPath(kind: MarkKind, x: number, y: number): string {
  const r = MARK_RADII[kind]
  switch (kind) {
    case 'connector':
      return polygon(x, y, [0, -r, r, 0, 0, r, -r, 0])
    case 'at-risk':
      return polygon(x, y, [0, -r, r, 0.8 * r, -r, 0.8 * r])
    case 'bystander':
      return `M${at(x - r)} ${at(y - r)}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`
    default:
      return circle(x, y, r)
  }
}

/** The ring around a seed. */
export function seedRingPath(kind: MarkKind, x: number, y: number): string {
  return circle(x, y, MARK_RADII[kind] + 3)
}

/** One mark alone, for the key; its name stands beside it. */
export function keyMark(kind: MarkKind | 'seed'): Markup {
  const drawn =
    kind === 'seed'
      ? [
          svgPath('seeker', markPath('seeker', 11, 11)),
          svgPath('seed-ring', seedRingPath('seeker', 11, 11)),
        ]
      : svgPath(kind, markPath(kind, 11, 11))
  return markup`<svg viewBox="0 0 22 22" width="22" height="22" aria-hidden="true">${drawn}</svg>`
}

function circle(x: number, y: number, r: number): string {
  return `M${at(x - r)} ${at(y)}a${at(r)} ${at(r)} 0 1 0 ${at(2 * r)} 0a${at(r)} ${at(r)} 0 1 0 ${at(-2 * r)} 0Z`
}

function polygon(x: number, y: number, offsets: readonly number[]): string {
  let path = ''
  for (let i = 0; i < offsets.length; i += 2) {
    path += `${i === 0 ? 'M' : 'L'}${at(x + offsets[i])} ${at(y + offsets[i + 1])}`
  }
  return `${path}Z`
}
