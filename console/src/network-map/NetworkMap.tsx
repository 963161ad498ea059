import { useMutation, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Notice } from '../kit/Notice.tsx'
import { AccountTree } from './AccountTree.tsx'
import { accountKey, type Added, addedBy, drawingOf, type DrawnPath, timeSpan } from './drawing.ts'
import { Legend } from './Legend.tsx'
import './network-map.css'
import { askExpansion, askMap, type DrawnAccount, MOST_DRAWN } from './networks.ts'
import { NetworkTags } from './NetworkTags.tsx'
import { SavedViews, type View } from './SavedViews.tsx'
import { SelectionPanel } from './SelectionPanel.tsx'
import { Stage } from './Stage.tsx'
import { TimeSlider } from './TimeSlider.tsx'
import { Toolbar } from './Toolbar.tsx'
import { groupsOf } from './tree-rows.ts'
import { count } from '../kit/count.ts'

export interface NetworkMapProps {
  readonly network: string
  /** What it is opened for: a case, or a reason; it is in the audit log. */
  readonly case?: string | null
  readonly reason?: string | null
  /** Told which accounts are selected, by their ids. */
  readonly onSelect?: (accounts: readonly string[]) => void
}

type How = 'only' | 'toggle' | 'add'
const EXPANDED_AT_ONCE = 300

/** A network, drawn and listed: select, expand, ask why. */
export function NetworkMap({
  network,
  case: caseId = null,
  reason = null,
  onSelect,
}: NetworkMapProps) {
  const purpose = useMemo(() => ({ case: caseId, reason }), [caseId, reason])
  const [opened, setOpened] = useState<readonly number[]>([])
  const [summarised, setSummarised] = useState(false)
  const [added, setAdded] = useState<readonly Added[]>([])
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState<string | null>(null)
  const [path, setPath] = useState<DrawnPath | null>(null)
  const [until, setUntil] = useState(Infinity)
  const [tools, setTools] = useState({ isLassoing: false, showsTags: false, showsIds: false })
  const map = useQuery({
    queryKey: ['network-map', network, purpose, summarised, opened],
    queryFn: () => askMap(network, purpose, { summarised, communities: opened }),
    // each asking is an entry in the log: once for each look
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    placeholderData: (before) => before,
  })
  const picture = map.data
  const { showsTags } = tools
  const hasAnchors = opened.length > 0
  const drawing = useMemo(
    () => (picture ? drawingOf(picture, added, { showsTags, hasAnchors }) : null),
    [picture, added, showsTags, hasAnchors],
  )
  const groups = useMemo(
    () => (picture && drawing ? groupsOf(picture, drawing) : []),
    [picture, drawing],
  )
  const accounts = useMemo(() => {
    const chosen: DrawnAccount[] = []
    for (const key of selected) {
      const node = drawing?.byKey.get(key)
      if (node?.kind === 'account') chosen.push(node.account)
    }
    return chosen
  }, [selected, drawing])
  useEffect(() => onSelect?.(accounts.map(({ account }) => account)), [accounts, onSelect])

  const expansion = useMutation({
    async mutationFn(hops: number) {
      const drawn = drawing?.nodes.flatMap((node) =>
        node.kind === 'account' ? [node.account.account] : [],
      )
      const before = drawn ?? []
      const from = accounts.slice(0, 500).map(({ account }) => account)
      const answer = await askExpansion(network, purpose, {
        from,
        drawn: before,
        hops,
        limit: EXPANDED_AT_ONCE,
      })
      return { answer, before }
    },
    onSuccess: ({ answer, before }) => setAdded([...added, addedBy(answer, before)]),
  })
  const pick = useCallback((keys: readonly string[], how: How) => {
    setSelected((before) => {
      if (how === 'only') return new Set(keys)
      const next = new Set(before)
      for (const key of keys) {
        if (how === 'toggle' && next.has(key)) next.delete(key)
        else next.add(key)
      }
      return next
    })
  }, [])
  const pickAccounts = (wanted: readonly DrawnAccount[]) =>
    pick(
      wanted.map(({ account }) => accountKey(account)),
      'only',
    )
  const open = useCallback(
    (community: number) =>
      setOpened((before) => (before.includes(community) ? before : [...before, community])),
    [],
  )
  // another map numbers its communities otherwise: of its view only who was selected is opened
  const openView = (saved: View) => {
    const isSameMap = saved.map === picture?.map
    setSummarised(isSameMap && saved.summarised)
    setOpened(isSameMap ? saved.communities : [])
    pick(saved.accounts.map(accountKey), 'only')
  }
  const view = useMemo(() => ({ selected, active, path, until }), [selected, active, path, until])
  const span = useMemo(() => drawing && timeSpan(drawing), [drawing])

  if (map.error) return <Notice kind="stop">{map.error.message}</Notice>
  if (!picture || !drawing) return <p className="muted">The network is being drawn …</p>
  const { shielded, overLimit } = picture.leftOut
  const drawnAccounts = groups.flatMap((group) => group.accounts)
  return (
    <div className="map">
      <div className="map-head">
        <p>
          <strong>{count(picture.size)} accounts</strong>, {count(drawnAccounts.length)} drawn
          {picture.communities.some((each) => !each.open) &&
            '; open a community to see its accounts'}
          .{' '}
          {overLimit > 0 &&
            `${count(overLimit)} of lower rank are beyond the ${count(MOST_DRAWN)} that are drawn. `}
          {shielded > 0 &&
            `${count(shielded)} that may be children or victims are left out: your account lacks the permission.`}
        </p>
        <Toolbar
          {...tools}
          groups={groups}
          hasTags={picture.tags.length > 0}
          isSummarised={summarised}
          onSummarise={(next) => {
            setSummarised(next)
            setOpened([])
            setAdded([])
          }}
          onChange={(changes) => setTools({ ...tools, ...changes })}
          onSelectRole={(role) => pickAccounts(drawnAccounts.filter((each) => each.role === role))}
          onSelectGroup={(group) => pickAccounts(group.accounts)}
        />
      </div>
      {caseId !== null && (
        <SavedViews
          case={caseId}
          view={{
            map: picture.map,
            summarised,
            communities: [...opened],
            accounts: accounts.map(({ account }) => account),
          }}
          onOpen={openView}
        />
      )}
      <div className="map-body">
        <AccountTree
          groups={groups}
          selected={selected}
          showsIds={tools.showsIds}
          onSelect={pick}
          onActive={setActive}
          onOpen={({ id }) => open(id)}
        />
        <div className="map-middle">
          <Stage
            network={network}
            picture={picture}
            drawing={drawing}
            view={view}
            isLassoing={tools.isLassoing}
            onPick={pick}
            onOpen={open}
          />
          {span && <TimeSlider span={span} until={until} onUntil={setUntil} />}
        </div>
        <section className="map-side" aria-label="Selection">
          <SelectionPanel
            network={network}
            purpose={purpose}
            accounts={accounts}
            isExpanding={expansion.isPending}
            onExpand={(hops) => expansion.mutate(hops)}
            onPath={setPath}
            onClear={() => pick([], 'only')}
          />
          {expansion.error && <Notice kind="stop">{expansion.error.message}</Notice>}
          {expansion.data && (
            <p role="status" className="muted small">
              {count(expansion.data.answer.accounts.length)} accounts came;{' '}
              {count(expansion.data.answer.leftOut.overLimit)} beyond the limit,{' '}
              {count(expansion.data.answer.leftOut.shielded)} that may be children left out.
            </p>
          )}
        </section>
      </div>
      <Legend />
      <NetworkTags tags={picture.tags} rising={picture.rising} />
    </div>
  )
}
