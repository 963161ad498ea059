import type { Role } from '../../../src/model/role.ts'
import { cornersOf, ROLE_LOOKS } from './roles.ts'

/** The shape of a role as the map draws it; the word stands beside it. */
export function RoleMark({ role, isSeed = false }: { role: Role; isSeed?: boolean }) {
  const { shape, colour } = ROLE_LOOKS[role]
  const corners = cornersOf(shape)
  const paint = shape === 'ring' ? 'none' : `var(${colour})`
  return (
    <svg className="role-mark" viewBox="-1.2 -1.2 2.4 2.4" aria-hidden="true" focusable="false">
      {corners ? (
        <polygon points={corners.join(' ')} fill={paint} />
      ) : (
        <circle
          r={shape === 'ring' ? 0.75 : 0.9}
          fill={paint}
          stroke={shape === 'ring' ? `var(${colour})` : 'none'}
          strokeWidth={0.35}
        />
      )}
      {isSeed && <circle r={0.3} fill="var(--surface)" />}
    </svg>
  )
}
