import { AccountId } from '../kit/AccountId.tsx'
import { type Column, Table } from '../kit/Table.tsx'
import type { Contexts } from './networks.ts'
import { count } from '../kit/count.ts'

type Context = Contexts['accounts'][number]

const SHOWN = 50

const COLUMNS: readonly Column<Context>[] = [
  { name: 'Account', cell: ({ account }) => <AccountId id={account} /> },
  {
    name: 'Follows',
    cell: ({ follows, followedSources }) =>
      `${count(follows)}, ${count(followedSources)} of them sources`,
  },
  {
    name: 'Followed by',
    cell: ({ followers, followersInNetwork }) =>
      `${count(followers)}, ${count(followersInNetwork)} in the network`,
  },
  { name: 'Shared tags', isNumber: true, cell: ({ sharedTags }) => count(sharedTags) },
]

/** What surrounds each account, in numbers: nobody else is named. */
export function ContextTable({ contexts }: { contexts: Contexts }) {
  const { accounts, leftOut } = contexts
  return (
    <div className="stack">
      <Table
        caption="What surrounds each selected account"
        columns={COLUMNS}
        rows={accounts.slice(0, SHOWN)}
        keyOf={({ account }) => account}
        empty="Nothing that may be shown."
      />
      {(accounts.length > SHOWN || leftOut.shielded > 0) && (
        <p className="muted small">
          {accounts.length > SHOWN && `The first ${SHOWN} of ${count(accounts.length)}. `}
          {leftOut.shielded > 0 && `${count(leftOut.shielded)} that may be children are left out.`}
        </p>
      )}
    </div>
  )
}
