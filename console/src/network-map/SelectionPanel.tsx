import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Role } from '../../../src/model/role.ts'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { ContextTable } from './ContextTable.tsx'
import { EvidenceList } from './EvidenceList.tsx'
import {
  askContexts,
  askEvidence,
  askFollowers,
  type DrawnAccount,
  MOST_CONTEXTS,
  MOST_EXPLAINED,
  type Purpose,
} from './networks.ts'
import { RoleChances } from './RoleChances.tsx'
import { RoleMark } from './RoleMark.tsx'
import { ROLE_LOOKS, ROLE_ORDER } from './roles.ts'
import { drawnPath } from './words.ts'
import { count } from '../kit/count.ts'
import { type DrawnPath } from './drawing.ts'

interface SelectionPanelProps {
  readonly network: string
  readonly purpose: Purpose
  readonly accounts: readonly DrawnAccount[]
  readonly isExpanding: boolean
  readonly onExpand: (hops: number) => void
  readonly onPath: (path: DrawnPath | null) => void
  readonly onClear: () => void
}

/** What is known of the selected accounts, asked for one by one: each answer is in the audit log. */
export function SelectionPanel(props: SelectionPanelProps) {
  const { network, purpose, accounts, isExpanding, onExpand, onPath, onClear } = props
  const ids = accounts.map(({ account }) => account)
  const [shown, setShown] = useState<string | null>(null)
  const [hops, setHops] = useState(1)
  const contexts = useMutation({ mutationFn: () => askContexts(network, purpose, ids) })
  const followers = useMutation({ mutationFn: () => askFollowers(network, purpose, ids) })
  const evidence = useMutation({
    mutationFn: () => askEvidence(network, purpose, ids),
    onSuccess: ({ accounts: explained }) => onPath(drawnPath(explained.flatMap(pathsOf))),
  })
  const named = ids.join('\n')
  const { reset: forgetContexts } = contexts
  const { reset: forgetFollowers } = followers
  const { reset: forgetEvidence } = evidence
  useEffect(() => {
    forgetContexts()
    forgetFollowers()
    forgetEvidence()
    setShown(null)
    onPath(null)
  }, [named, forgetContexts, forgetFollowers, forgetEvidence, onPath])

  const error = contexts.error ?? followers.error ?? evidence.error
  if (accounts.length === 0) {
    return (
      <p className="muted">
        Nothing is selected. Choose accounts on the map or in the list; Shift adds to a selection.
      </p>
    )
  }
  return (
    <div className="stack">
      <div className="row" data-ends="">
        <h2>
          {count(accounts.length)} {accounts.length === 1 ? 'account' : 'accounts'} selected
        </h2>
        <Button kind="quiet" onClick={onClear}>
          Clear
        </Button>
      </div>
      <ul className="map-counts">
        {ROLE_ORDER.map((role) => (
          <RoleCount key={role} role={role} accounts={accounts} />
        ))}
      </ul>
      {accounts.length === 1 && <RoleChances account={accounts[0]} />}
      <div className="row">
        <Button disabled={evidence.isPending} onClick={() => evidence.mutate()}>
          Evidence
        </Button>
        <Button disabled={contexts.isPending} onClick={() => contexts.mutate()}>
          Context
        </Button>
        <Button disabled={followers.isPending} onClick={() => followers.mutate()}>
          Unique followers
        </Button>
      </div>
      <div className="row">
        <label className="row">
          Hops
          <select
            className="input map-short"
            value={hops}
            onChange={({ target }) => setHops(Number(target.value))}
          >
            <option>1</option>
            <option>2</option>
            <option>3</option>
          </select>
        </label>
        <Button disabled={isExpanding} onClick={() => onExpand(hops)}>
          Expand
        </Button>
      </div>
      {error && <Notice kind="stop">{error.message}</Notice>}
      {followers.data && (
        <p role="status">
          <strong>{count(followers.data.uniqueFollowers)}</strong> different accounts follow{' '}
          {accounts.length === 1 ? 'it' : 'any of them'}; {count(followers.data.inNetwork)} are in
          this network.
        </p>
      )}
      {evidence.data && (
        <section className="stack" aria-label="Evidence">
          <h3>Evidence</h3>
          {accounts.length > MOST_EXPLAINED && (
            <p className="muted small">Of the first {MOST_EXPLAINED} of the selection.</p>
          )}
          <EvidenceList
            evidence={evidence.data}
            shown={shown}
            onShow={(account) => {
              setShown(account)
              const explained = evidence.data.accounts.filter(
                (each) => account === null || each.account === account,
              )
              onPath(drawnPath(explained.flatMap(pathsOf)))
            }}
          />
        </section>
      )}
      {contexts.data && (
        <section className="stack" aria-label="Context">
          <h3>Context</h3>
          {accounts.length > MOST_CONTEXTS && (
            <p className="muted small">Of the first {MOST_CONTEXTS} of the selection.</p>
          )}
          <ContextTable contexts={contexts.data} />
        </section>
      )}
    </div>
  )
}

const pathsOf = ({ paths }: { paths: Parameters<typeof drawnPath>[0] }) => paths

function RoleCount({ role, accounts }: { role: Role; accounts: readonly DrawnAccount[] }) {
  const found = accounts.filter((account) => account.role === role).length
  if (found === 0) return null
  return (
    <li>
      <RoleMark role={role} /> {count(found)} {ROLE_LOOKS[role][found === 1 ? 'word' : 'many']}
    </li>
  )
}
