import { useMutation } from '@tanstack/react-query'
import { AccountId } from '../kit/AccountId.tsx'
import { Button } from '../kit/Button.tsx'
import { count } from '../kit/count.ts'
import { Notice } from '../kit/Notice.tsx'
import { Time } from '../kit/Time.tsx'
import { askCandidates, type CandidatesAnswer } from './case.ts'

type Candidate = Extract<CandidatesAnswer, { state: 'known' }>['candidates'][number]

const UNKNOWN = {
  'not-removed': 'Nobody was removed.',
  'no-map-since': 'No map has been made since.',
  'no-dates':
    'Accounts were imported without the time of their creation: who came after is not known.',
} as const

/** Accounts of people, so nothing is asked before somebody wants to see them. */
export function Candidates({ decision }: { readonly decision: string }) {
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => askCandidates(decision),
  })
  if (!data) {
    return (
      <div className="row">
        <Button disabled={isPending} onClick={() => mutate()}>
          Who may have taken a place?
        </Button>
        <span className="muted small">Goes into the ledger, with your name.</span>
        {error && <Notice kind="stop">{error.message}</Notice>}
      </div>
    )
  }
  if (data.state !== 'known') return <p className="muted small">{UNKNOWN[data.state]}</p>
  return (
    <section className="stack" aria-label="Candidates">
      <h4>Perhaps in the place of a removed account</h4>
      <p className="muted small">
        Candidates, none of them certain: created after the removal, with more of its followers than
        chance explains. People with the same friends and interests share followers too. Nothing
        follows from it; look before you open a case.
        {data.leftOut > 0 && ` ${count(data.leftOut)} that may be children are left out.`}
      </p>
      {data.candidates.length === 0 && (
        <p className="muted">No newcomer shares followers beyond chance.</p>
      )}
      <ol className="case-candidates">
        {data.candidates.map((candidate) => (
          <li key={candidate.account}>
            <Evidence {...candidate} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Evidence(candidate: Candidate) {
  const { account, removed, shared, expected, followers, overlap, createdAt, network } = candidate
  return (
    <>
      <p>
        <AccountId id={account} /> perhaps in the place of <AccountId id={removed} />
      </p>
      <p className="small">
        {count(shared)} of its {count(followers)} followers followed the removed account, where
        chance gives {expected < 10 ? expected.toFixed(1) : count(Math.round(expected))}; of all who
        follow either, {Math.round(100 * overlap)} % follow both. Created <Time at={createdAt} />;
        the map has it in {network ?? 'no network'}.
      </p>
    </>
  )
}
