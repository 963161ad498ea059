import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '../api/api.ts'
import { AccountId } from '../kit/AccountId.tsx'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { StatusText } from '../kit/StatusText.tsx'
import { type Column, Table } from '../kit/Table.tsx'
import { ROLE_LOOKS } from '../network-map/roles.ts'
import { CASES } from '../queue/queue.ts'
import { type CaseFileAnswer } from './case.ts'
import { Support } from './Support.tsx'

type Subject = CaseFileAnswer['subjects'][number]

interface SubjectsProps {
  readonly file: CaseFileAnswer
  readonly onChoose: (accounts: readonly string[]) => void
}

/** The accounts of a case that has no network to draw, one by one. */
export function Subjects({ file, onChoose }: SubjectsProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...CASES, 'subjects', file.id],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      get<CaseFileAnswer>(
        `/v1/cases/${encodeURIComponent(file.id)}?${new URLSearchParams(pageParam === '' ? {} : { after: pageParam })}`,
        signal,
      ),
    getNextPageParam: ({ next }) => next,
  })
  const choose = (account: string, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(account)
    else next.delete(account)
    setChosen(next)
    onChoose([...next])
  }
  const subjects = data?.pages.flatMap((page) => page.subjects) ?? []
  const columns: Column<Subject>[] = [
    {
      name: 'Chosen',
      cell: ({ account }) => (
        <input
          type="checkbox"
          aria-label="Choose this account"
          checked={chosen.has(account)}
          onChange={({ target }) => choose(account, target.checked)}
        />
      ),
    },
    { name: 'Account', cell: ({ account }) => <AccountId id={account} /> },
    { name: 'Role', cell: ({ role }) => (role === null ? 'none' : ROLE_LOOKS[role].word) },
    {
      name: 'Standing',
      cell: ({ level, shielded }) => (
        <>
          {level ?? 'unknown'} {shielded && <StatusText kind="care">May be a minor</StatusText>}
        </>
      ),
    },
  ]
  if (file.kind === 'care') {
    columns.push({
      name: 'Support',
      cell: ({ account }) => <Support file={file} account={account} />,
    })
  } else {
    // who is cared for is not measured by how close they stand
    columns.push({
      name: 'Closeness',
      isNumber: true,
      cell: ({ closeness }) => closeness.toFixed(2),
    })
  }
  return (
    <>
      {error && <Notice kind="stop">{error.message}</Notice>}
      <Table
        caption="Accounts of the case"
        columns={columns}
        rows={subjects}
        keyOf={({ account }) => account}
        empty="Nobody is in it."
      />
      {hasNextPage && (
        <div className="row">
          <Button onClick={() => void fetchNextPage()}>More accounts</Button>
        </div>
      )}
    </>
  )
}
