import { count } from '../kit/count.ts'
import { useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { type Column, Table } from '../kit/Table.tsx'
import { Time } from '../kit/Time.tsx'
import { ActorName } from '../people/ActorName.tsx'
import { type LogEntry, NO_SEARCH, useLog } from './ledger.ts'
import './ledger.css'
import { SearchForm } from './SearchForm.tsx'
import { Verification } from './Verification.tsx'

export function LedgerPage() {
  const [search, setSearch] = useState(NO_SEARCH)
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useLog(search)
  const entries = data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <div className="stack">
      <h1>Ledger</h1>
      <p className="muted">
        What was done, by whom and why. Entries are only ever added, each bound to the one before.
      </p>
      <Verification />
      <SearchForm onSearch={setSearch} />
      {error && <Notice kind="stop">{error.message}</Notice>}
      {data && (
        <Table
          caption="Entries, the latest first"
          columns={COLUMNS}
          rows={entries}
          keyOf={({ sequence }) => String(sequence)}
          empty={hasNextPage ? 'Nothing so far; look further back.' : 'Nothing fits.'}
        />
      )}
      {hasNextPage && (
        <div className="row">
          <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
            {isFetching ? 'Looking …' : 'Look further back'}
          </Button>
        </div>
      )}
    </div>
  )
}

const COLUMNS: readonly Column<LogEntry>[] = [
  { name: 'Entry', isNumber: true, cell: ({ sequence }) => count(sequence) },
  { name: 'When', cell: ({ at }) => <Time at={at} /> },
  { name: 'Who', cell: ({ actor }) => <ActorName id={actor} /> },
  { name: 'What', cell: ({ action }) => <strong>{wordsOf(action)}</strong> },
  {
    name: 'To what, and why',
    cell: ({ subject, reason, details, hash }) => (
      <>
        {reason !== null && <p>{reason}</p>}
        {subject !== null && <p className="small muted">{subjectOf(subject)}</p>}
        <details className="small">
          <summary>Details</summary>
          <pre className="ledger-details">{JSON.stringify(details, null, 2)}</pre>
          <p>
            Its hash: <code>{hash}</code>
          </p>
        </details>
      </>
    ),
  },
]

/** `brake.release-asked` is "brake: release asked". */
function wordsOf(action: string): string {
  return action.replace('.', ': ').replaceAll('-', ' ')
}

function subjectOf(subject: string) {
  if (subject.startsWith('person-')) return <ActorName id={subject} />
  if (!/^[0-9a-f]{64}$/.test(subject)) return <code>{subject}</code>
  return (
    <>
      an account, hash <code>{subject.slice(0, 16)}…</code>
    </>
  )
}
