import { count } from '../kit/count.ts'
import { Notice } from '../kit/Notice.tsx'
import { StatusText } from '../kit/StatusText.tsx'
import { type Column, Table } from '../kit/Table.tsx'
import { Time } from '../kit/Time.tsx'
import { type PageProps } from '../pages.ts'
import { ActorName } from '../people/ActorName.tsx'
import { type BrakeAnswer, scopeWords, useBrakes } from './brakes.ts'
import { PullBrake } from './PullBrake.tsx'
import { ReleaseBrake } from './ReleaseBrake.tsx'

const PULLERS = ['investigator', 'lead', 'admin']

export function BrakesPage({ session }: PageProps) {
  const { data: brakes, error } = useBrakes()
  const mayAct = PULLERS.includes(session.role)
  const release: Column<BrakeAnswer> = {
    name: 'Release',
    cell: (brake) => (brake.live ? <ReleaseBrake brake={brake} session={session} /> : null),
  }
  const live = brakes?.filter((brake) => brake.live) ?? []
  return (
    <div className="stack">
      <div className="row" data-ends="">
        <h1>Brakes</h1>
        {brakes &&
          (live.length === 0 ? (
            <StatusText kind="good">Nothing is braked</StatusText>
          ) : (
            <StatusText kind="stop">{live.length} live</StatusText>
          ))}
      </div>
      {error && <Notice kind="stop">{error.message}</Notice>}
      {mayAct && <PullBrake />}
      {brakes && (
        <Table
          caption="Every brake, the latest first"
          columns={mayAct ? [...COLUMNS, release] : COLUMNS}
          rows={brakes}
          keyOf={({ id }) => id}
          empty="No brake was ever pulled."
        />
      )}
    </div>
  )
}

const COLUMNS: readonly Column<BrakeAnswer>[] = [
  {
    name: 'State',
    cell: ({ live, releasedAt }) => {
      if (live) return <StatusText kind="stop">Holds</StatusText>
      return <StatusText kind="plain">{releasedAt ? 'Released' : 'Ended'}</StatusText>
    },
  },
  {
    name: 'What it holds',
    cell: ({ scope, heldAccounts, reason }) => (
      <>
        <strong>{scopeWords(scope)}</strong>
        {heldAccounts !== null && ` (${count(heldAccounts)} accounts)`}
        <br />
        <span className="muted">{reason}</span>
      </>
    ),
  },
  {
    name: 'Pulled',
    cell: ({ pulledAt, pulledBy }) => (
      <>
        <Time at={pulledAt} />
        <br />
        <span className="muted small">
          by <ActorName id={pulledBy} />
        </span>
      </>
    ),
  },
  {
    name: 'Ends',
    cell: ({ endsAt, releasedAt }) => <Time at={releasedAt ?? endsAt} />,
  },
]
