import { Button } from '../kit/Button.tsx'
import { ROLE_LOOKS, ROLE_ORDER } from './roles.ts'
import { type Group } from './tree-rows.ts'
import { communityName } from './words.ts'

interface ToolbarProps {
  readonly groups: readonly Group[]
  readonly isLassoing: boolean
  readonly showsTags: boolean
  readonly showsIds: boolean
  readonly hasTags: boolean
  readonly isSummarised: boolean
  readonly onSummarise: (next: boolean) => void
  readonly onChange: (
    changes: Partial<Record<'isLassoing' | 'showsTags' | 'showsIds', boolean>>,
  ) => void
  readonly onSelectRole: (role: (typeof ROLE_ORDER)[number]) => void
  readonly onSelectGroup: (group: Group) => void
}

export function Toolbar(props: ToolbarProps) {
  const { groups, isLassoing, showsTags, showsIds, hasTags, onChange } = props
  return (
    <div className="map-tools" role="group" aria-label="Selecting and showing">
      <label className="row">
        <span className="muted small">Select by role</span>
        <select
          className="input map-short"
          value=""
          onChange={({ target }) => {
            const role = ROLE_ORDER.find((each) => each === target.value)
            if (role) props.onSelectRole(role)
          }}
        >
          <option value="" disabled>
            Choose
          </option>
          {ROLE_ORDER.map((role) => (
            <option key={role} value={role}>
              All {ROLE_LOOKS[role].many}
            </option>
          ))}
        </select>
      </label>
      <label className="row">
        <span className="muted small">by community</span>
        <select
          className="input map-short"
          value=""
          onChange={({ target }) => {
            const group = groups.find(({ key }) => key === target.value)
            if (group) props.onSelectGroup(group)
          }}
        >
          <option value="" disabled>
            Choose
          </option>
          {groups
            .filter(({ accounts }) => accounts.length > 0)
            .map(({ key, community, name }) => (
              <option key={key} value={key}>
                {community ? communityName(community) : name === 'apart' ? 'Apart' : 'Outside'}
              </option>
            ))}
        </select>
      </label>
      <Button
        aria-pressed={props.isSummarised}
        onClick={() => props.onSummarise(!props.isSummarised)}
      >
        Communities first
      </Button>
      <Button aria-pressed={isLassoing} onClick={() => onChange({ isLassoing: !isLassoing })}>
        Lasso
      </Button>
      {hasTags && (
        <Button aria-pressed={showsTags} onClick={() => onChange({ showsTags: !showsTags })}>
          Shared tags
        </Button>
      )}
      <Button aria-pressed={showsIds} onClick={() => onChange({ showsIds: !showsIds })}>
        Show ids
      </Button>
    </div>
  )
}
