import { type FormEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { TextField } from '../kit/TextField.tsx'
import { Notice } from '../kit/Notice.tsx'
import { type Column, Table } from '../kit/Table.tsx'
import { type PageProps } from '../pages.ts'
import { hrefOf } from '../router.ts'
import { NetworkMap } from './NetworkMap.tsx'
import { type NetworkList, type NetworkSummary, useNetworks } from './networks.ts'
import { count } from '../kit/count.ts'
import { roleWords } from './words.ts'

const MAP_READERS = ['investigator', 'lead']

/** The networks of the latest map, in numbers; who works on cases may open one. */
export function NetworksPage({ session, rest: [id] }: PageProps) {
  const mayOpen = MAP_READERS.includes(session.role)
  if (id === undefined) return <AllNetworks mayOpen={mayOpen} />
  if (mayOpen) return <OneNetwork key={id} id={id} />
  return <Notice kind="notice">To open a network is not for your role.</Notice>
}

function AllNetworks({ mayOpen }: { mayOpen: boolean }) {
  const { data, error } = useNetworks()
  const name: Column<NetworkSummary> = {
    name: 'Network',
    cell: ({ id }) => (
      <span className="network-name">
        {mayOpen ? <a href={hrefOf('networks', id)}>{id}</a> : <strong>{id}</strong>}
      </span>
    ),
  }
  return (
    <div className="stack">
      <h1>Networks</h1>
      <p className="muted">
        What the latest map found around the accounts with signals. Opening one is written down with
        your name and reason.
      </p>
      {error && <Notice kind="notice">{error.message}</Notice>}
      {data && data.networks.length > 0 && <p>{sizeWords(data)}</p>}
      {data && (
        <Table
          caption="Networks of the latest map, the largest first"
          columns={[name, ...COLUMNS]}
          rows={data.networks}
          keyOf={({ id }) => id}
          empty="The latest map has no network."
        />
      )}
      {data && data.networks.length > 0 && (
        <p className="muted small">
          Stability: how far a network stays the same when its follows are drawn anew. A low one may
          be several networks, or part of another.
        </p>
      )}
      {data && data.more > 0 && <p className="muted">And {count(data.more)} smaller.</p>}
    </div>
  )
}

const COLUMNS: readonly Column<NetworkSummary>[] = [
  { name: 'Accounts', isNumber: true, cell: ({ accounts }) => count(accounts) },
  { name: 'Roles', cell: ({ roles }) => roleWords(roles) },
  { name: 'Seeds', isNumber: true, cell: ({ seeds }) => count(seeds) },
  {
    name: 'Unique followers of its sources',
    isNumber: true,
    cell: ({ uniqueFollowers }) => count(uniqueFollowers),
  },
  { name: 'Reach outside', isNumber: true, cell: ({ reach }) => count(reach) },
  {
    name: 'Stability',
    isNumber: true,
    cell: ({ stability }) => `${Math.round(100 * stability)} %`,
  },
]

/** An estimate, and what it cannot see. */
function sizeWords({ found, size }: NetworkList): string {
  if (size === null) {
    return `${count(found)} accounts were found; how many take part that were not is not known.`
  }
  const { value, low, high } = size
  return `About ${count(value)} accounts take part (95 % interval ${count(low)} to ${count(high)}), the ${count(found)} found among them: estimated from how many of the seeds the map finds again.`
}

/** Nothing is drawn before somebody has said what for. */
function OneNetwork({ id }: { id: string }) {
  const [purpose, setPurpose] = useState<{ case: string | null; reason: string | null } | null>(
    null,
  )
  return (
    <div className="wide stack">
      <nav aria-label="Where this is">
        <a href={hrefOf('networks')}>Networks</a>
      </nav>
      <h1>{id}</h1>
      {purpose === null ? (
        <PurposeForm onPurpose={setPurpose} />
      ) : (
        <NetworkMap network={id} {...purpose} />
      )}
    </div>
  )
}

function PurposeForm({
  onPurpose,
}: {
  onPurpose: (purpose: { case: string | null; reason: string | null }) => void
}) {
  const [caseId, setCaseId] = useState('')
  const [reason, setReason] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    onPurpose({ case: caseId.trim() || null, reason: reason.trim() || null })
  }
  return (
    <form className="card stack map-purpose" onSubmit={send}>
      <p>
        The map shows accounts of people. Say what you open it for: it goes into the ledger, beside
        your name.
      </p>
      <TextField
        label="Case"
        hint="Its id, where there is one."
        maxLength={64}
        value={caseId}
        onValue={setCaseId}
      />
      <TextField
        label="Reason"
        hint="Where there is no case."
        maxLength={1000}
        required={caseId.trim() === ''}
        value={reason}
        onValue={setReason}
      />
      <div className="row">
        <Button kind="main" type="submit">
          Open the map
        </Button>
      </div>
    </form>
  )
}
