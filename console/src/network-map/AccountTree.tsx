import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useSettings } from '../settings/settings.ts'
import type { DrawnCommunity } from './networks.ts'
import { RoleMark } from './RoleMark.tsx'
import { ROLE_LOOKS } from './roles.ts'
import { type Group, rowsOf, type TreeRow } from './tree-rows.ts'
import { count } from '../kit/count.ts'
import { communityName, placeWords, roleWords } from './words.ts'

interface AccountTreeProps {
  readonly groups: readonly Group[]
  readonly selected: ReadonlySet<string>
  readonly onSelect: (keys: readonly string[], how: 'only' | 'toggle') => void
  readonly onActive: (key: string | null) => void
  readonly onOpen: (community: DrawnCommunity) => void
  readonly showsIds: boolean
}

const ROW_PIXELS = 36
/** Rows that are drawn beyond what is in sight. */
const MARGIN = 8

/** The map as a list: the same accounts, for the keyboard and for whoever hears it. */
export function AccountTree(props: AccountTreeProps) {
  const { groups, selected, onSelect, onActive, onOpen, showsIds } = props
  const id = useId()
  const [search, setSearch] = useState('')
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set(['g:0', 'g:apart']))
  const rows = useMemo(() => rowsOf(groups, unfolded, search), [groups, unfolded, search])
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const active = Math.max(
    0,
    rows.findIndex(({ key }) => key === activeKey),
  )
  const [top, setTop] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const height = list.current?.clientHeight ?? 600
  const first = Math.max(0, Math.floor(top / ROW_PIXELS) - MARGIN)
  const last = Math.min(rows.length, Math.ceil((top + height) / ROW_PIXELS) + MARGIN)

  const goTo = (place: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, place))]
    if (!row) return
    setActiveKey(row.key)
    onActive(row.kind === 'account' ? row.key : null)
    const at = Math.min(rows.length - 1, Math.max(0, place)) * ROW_PIXELS
    const element = list.current
    if (!element) return
    if (at < element.scrollTop) element.scrollTop = at
    else if (at + ROW_PIXELS > element.scrollTop + element.clientHeight) {
      element.scrollTop = at + ROW_PIXELS - element.clientHeight
    }
    setTop(element.scrollTop)
  }
  const fold = (key: string, isUnfolded: boolean) => {
    const next = new Set(unfolded)
    if (isUnfolded) next.add(key)
    else next.delete(key)
    setUnfolded(next)
  }
  const use = (row: TreeRow, how: 'only' | 'toggle') => {
    if (row.kind === 'account') onSelect([row.key], how)
    else if (row.group.community && !row.group.community.open) onOpen(row.group.community)
    else fold(row.key, !row.isUnfolded)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active]
    if (!row) return
    const page = Math.floor(height / ROW_PIXELS) - 1
    const steps: Partial<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: rows.length - 1,
    }
    const place = steps[event.key]
    if (place !== undefined) goTo(place)
    else if (event.key === 'ArrowRight' && row.kind === 'group') {
      if (row.isUnfolded) goTo(active + 1)
      else use(row, 'only')
    } else if (event.key === 'ArrowLeft') {
      if (row.kind === 'group') fold(row.key, false)
      else goTo(rows.findLastIndex((each, k) => k < active && each.kind === 'group'))
    } else if (event.key === 'Enter') use(row, 'only')
    else if (event.key === ' ') use(row, 'toggle')
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      onSelect(
        rows.flatMap((each) => (each.kind === 'account' ? [each.key] : [])),
        'only',
      )
    } else if (event.key === 'Escape') onSelect([], 'only')
    else return
    event.preventDefault()
  }
  useEffect(() => setTop(list.current?.scrollTop ?? 0), [rows])

  return (
    <section className="map-list" aria-label="Accounts on the map">
      <label className="unseen" htmlFor={`${id}-search`}>
        Search accounts by id, role, rank or tag
      </label>
      <input
        id={`${id}-search`}
        className="input"
        type="search"
        placeholder="Search id, role, “rank 12”, tag"
        value={search}
        onChange={({ target }) => setSearch(target.value)}
      />
      <div
        ref={list}
        className="map-tree"
        role="tree"
        aria-label="Communities and their accounts"
        aria-multiselectable="true"
        tabIndex={0}
        aria-activedescendant={rows.length > 0 ? `${id}-${active}` : undefined}
        onKeyDown={onKeyDown}
        onFocus={() => onActive(activeKey?.startsWith('a:') ? activeKey : null)}
        onBlur={() => onActive(null)}
        onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
      >
        <div role="none" style={{ height: rows.length * ROW_PIXELS, position: 'relative' }}>
          {rows.slice(first, last).map((row, k) => (
            <div
              key={row.key}
              id={`${id}-${first + k}`}
              role="treeitem"
              className="map-row"
              data-kind={row.kind}
              data-active={first + k === active || undefined}
              style={{ top: (first + k) * ROW_PIXELS, height: ROW_PIXELS }}
              aria-level={row.kind === 'group' ? 1 : 2}
              aria-posinset={row.place}
              aria-setsize={row.of}
              aria-selected={row.kind === 'account' ? selected.has(row.key) : undefined}
              aria-expanded={row.kind === 'group' ? row.isUnfolded : undefined}
              onClick={(event) => {
                goTo(first + k)
                use(row, event.shiftKey || event.ctrlKey || event.metaKey ? 'toggle' : 'only')
              }}
            >
              {row.kind === 'group' ? (
                <GroupRow group={row.group} isUnfolded={row.isUnfolded} />
              ) : (
                <AccountRow row={row} showsIds={showsIds} />
              )}
            </div>
          ))}
        </div>
      </div>
      {rows.length === 0 && <p className="muted small">Nothing on the map is called so.</p>}
    </section>
  )
}

function GroupRow({ group, isUnfolded }: { group: Group; isUnfolded: boolean }) {
  const { community, name, accounts } = group
  const isClosed = community !== null && !community.open
  const title =
    community === null
      ? name === 'apart'
        ? 'Apart: may be a child or victim'
        : 'Outside the network'
      : communityName(community)
  return (
    <>
      <span className="map-fold" aria-hidden="true">
        {isClosed ? '+' : isUnfolded ? '▾' : '▸'}
      </span>
      <span className="map-row-name">
        <strong>{title}</strong>
        {isClosed && <span className="muted"> · not opened · {roleWords(community.roles)}</span>}
      </span>
      <span className="muted small">{count(isClosed ? community.accounts : accounts.length)}</span>
    </>
  )
}

function AccountRow({
  row: { account },
  showsIds,
}: {
  row: Extract<TreeRow, { kind: 'account' }>
  showsIds: boolean
}) {
  const { blursIds } = useSettings()
  const { role, seed, level } = account
  return (
    <>
      <RoleMark role={role} isSeed={seed} />
      <span className="map-row-name">
        {ROLE_LOOKS[role].word}
        <span className="muted"> · {placeWords(account)}</span>
        {(showsIds || !blursIds) && (
          <>
            {' '}
            <code>{account.account}</code>
          </>
        )}
      </span>
      {level !== 'clear' && <span className="map-level small">{level}</span>}
    </>
  )
}
