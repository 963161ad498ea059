import { RoleMark } from './RoleMark.tsx'
import { ROLE_LOOKS, ROLE_ORDER } from './roles.ts'

const MEANINGS = {
  source: 'offers',
  connector: 'links or promotes',
  seeker: 'mainly follows sources',
  'at-risk': 'may be a child or victim; stands apart',
  bystander: 'no part found',
}

export function Legend() {
  return (
    <ul className="map-legend" aria-label="Legend">
      {ROLE_ORDER.map((role) => (
        <li key={role}>
          <RoleMark role={role} />
          <span>
            {ROLE_LOOKS[role].word} <span className="muted">– {MEANINGS[role]}</span>
          </span>
        </li>
      ))}
      <li>
        <RoleMark role="source" isSeed />
        <span>
          with a dot <span className="muted">– a seed: signals of its own</span>
        </span>
      </li>
      <li>
        <svg className="role-mark" viewBox="-1.2 -1.2 2.4 2.4" aria-hidden="true">
          <circle
            r="1"
            fill="var(--accent)"
            fillOpacity="0.18"
            stroke="var(--accent)"
            strokeWidth="0.12"
          />
        </svg>
        <span>
          large disc <span className="muted">– a community that is not opened</span>
        </span>
      </li>
    </ul>
  )
}
