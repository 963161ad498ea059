import { count } from '../kit/count.ts'
import { useRef, useState } from 'react'
import { type Session } from '../api/session.ts'
import { Button } from '../kit/Button.tsx'
import { type Option, SelectField } from '../kit/SelectField.tsx'
import { Notice } from '../kit/Notice.tsx'
import { StatusText } from '../kit/StatusText.tsx'
import { type Column, Table } from '../kit/Table.tsx'
import { Time } from '../kit/Time.tsx'
import { ActorName } from '../people/ActorName.tsx'
import { go, hrefOf } from '../router.ts'
import { CaseKindText, KIND_WORDS } from './CaseKindText.tsx'
import { type CaseAnswer, type CaseKind, type QueueFilter, useQueue, useTakeCase } from './queue.ts'
import './queue.css'
import { moveFocus } from './move-focus.ts'
import { WhyHere } from './WhyHere.tsx'

const STATES: readonly Option<QueueFilter['state']>[] = [
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Closed' },
]
const LOCKS: readonly Option<QueueFilter['locked']>[] = [
  { value: '', label: 'Either' },
  { value: 'false', label: 'By nobody' },
  { value: 'true', label: 'By somebody' },
]

interface QueueProps {
  readonly session: Session
  readonly title: string
  readonly about: string
  /** One at a time, the first to begin with: care has a queue of its own. */
  readonly kinds: readonly CaseKind[]
}

/** Cases by expected harm prevented. Arrow keys go from one to the next, Enter opens it. */
export function Queue({ session, title, about, kinds }: QueueProps) {
  const [filter, setFilter] = useState<QueueFilter>({ state: 'open', kind: kinds[0], locked: '' })
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useQueue(filter)
  const take = useTakeCase()
  const list = useRef<HTMLDivElement>(null)
  const counts = data?.pages[0].counts
  const cases = data?.pages.flatMap((page) => page.cases) ?? []
  const first = cases.find(({ lock }) => lock === null || lock.by.id === session.id)
  const open = (id: string) => take.mutate({ id }, { onSuccess: () => go('cases', id) })
  const put = (change: Partial<QueueFilter>) => setFilter({ ...filter, ...change })
  return (
    <div className="stack">
      <div className="row" data-ends="">
        <h1>{title}</h1>
        <Button
          kind="main"
          disabled={!first || take.isPending || filter.state === 'closed'}
          onClick={() => first && open(first.id)}
        >
          Take the first case
        </Button>
      </div>
      <p className="muted">
        {about} <kbd>↑</kbd> <kbd>↓</kbd> go from case to case, <kbd>Enter</kbd> opens one.
      </p>
      <div className="queue-filters">
        <SelectField
          label="State"
          options={STATES}
          value={filter.state}
          onValue={(state) => put({ state })}
        />
        {kinds.length > 1 && (
          <SelectField
            label="Kind"
            options={kinds.map((kind) => ({
              value: kind,
              label: counts ? `${KIND_WORDS[kind]} (${count(counts[kind])})` : KIND_WORDS[kind],
            }))}
            value={filter.kind}
            onValue={(kind) => put({ kind })}
          />
        )}
        <SelectField
          label="Taken"
          options={LOCKS}
          value={filter.locked}
          onValue={(locked) => put({ locked })}
        />
      </div>
      {(error ?? take.error) && <Notice kind="stop">{(error ?? take.error)?.message}</Notice>}
      {data && (
        <div ref={list} onKeyDown={(event) => moveFocus(event, list.current, 'a[data-case]')}>
          <Table
            caption={`${title}, the first to look at first`}
            columns={columnsFor(session)}
            rows={cases}
            keyOf={({ id }) => id}
            empty="Nothing waits here."
          />
        </div>
      )}
      {hasNextPage && (
        <div className="row">
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? 'Looking …' : 'More cases'}
          </Button>
        </div>
      )}
    </div>
  )
}

function columnsFor(session: Session): readonly Column<CaseAnswer>[] {
  return [
    {
      name: 'Case',
      cell: ({ id, kind, network, reason }) => (
        <>
          <a data-case="" href={hrefOf('cases', id)}>
            {network ?? id}
          </a>{' '}
          <CaseKindText kind={kind} />
          <p className="muted small">{reason}</p>
        </>
      ),
    },
    {
      name: 'Priority',
      isNumber: true,
      cell: ({ priority }) => <strong>{count(Math.round(priority.value))}</strong>,
    },
    { name: 'Why it stands here', cell: ({ priority }) => <WhyHere parts={priority} /> },
    { name: 'Accounts', isNumber: true, cell: ({ accounts }) => count(accounts) },
    { name: 'Opened', cell: ({ openedAt }) => <Time at={openedAt} /> },
    {
      name: 'Taken by',
      cell: ({ lock, escalated }) => (
        <>
          {escalated && <StatusText kind="notice">For a lead</StatusText>}{' '}
          {lock === null ? (
            <span className="muted">nobody</span>
          ) : lock.by.id === session.id ? (
            <StatusText kind="good">You</StatusText>
          ) : (
            <ActorName id={lock.by.id} />
          )}
        </>
      ),
    },
  ]
}
