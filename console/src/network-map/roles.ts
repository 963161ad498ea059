/** Roles as the map shows them: a word, a shape and a colour, so that none of the three is needed alone. */
import type { Role } from '../../../src/model/role.ts'

export const SHAPES = [
  'circle',
  'triangle',
  'diamond',
  'hexagon',
  'ring',
  'square',
  'disc',
] as const
export type Shape = (typeof SHAPES)[number]

export interface RoleLook {
  readonly word: string
  readonly many: string
  readonly shape: Shape
  /** A property in styles/tokens.css. */
  readonly colour: string
}

export const ROLE_LOOKS: Readonly<Record<Role, RoleLook>> = {
  source: { word: 'source', many: 'sources', shape: 'triangle', colour: '--role-source' },
  seeker: { word: 'seeker', many: 'seekers', shape: 'circle', colour: '--role-seeker' },
  connector: {
    word: 'connector',
    many: 'connectors',
    shape: 'diamond',
    colour: '--role-connector',
  },
  'at-risk': { word: 'at risk', many: 'at risk', shape: 'hexagon', colour: '--role-at-risk' },
  bystander: { word: 'bystander', many: 'bystanders', shape: 'ring', colour: '--role-bystander' },
}

export const ROLE_ORDER = ['source', 'connector', 'seeker', 'at-risk', 'bystander'] as const

/** Corners of a shape around 0, on a circle of radius 1; null for round ones. */
export function cornersOf(shape: Shape): readonly (readonly [x: number, y: number])[] | null {
  const sides = { triangle: 3, diamond: 4, hexagon: 6, square: 4 }
  if (!(shape in sides)) return null
  const count = sides[shape as keyof typeof sides] // eslint-disable-line typescript/no-unsafe-type-assertion -- just looked
  const turn = shape === 'square' ? Math.PI / 4 : 0
  return Array.from({ length: count }, (_, k) => {
    const angle = turn + (2 * Math.PI * k) / count
    return [Math.sin(angle), -Math.cos(angle)]
  })
}
