import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AppealAnswer } from '../../../src/api/appeals.ts'
import { get, post } from '../api/api.ts'
import { AccountId } from '../kit/AccountId.tsx'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { ReasonDialog } from '../kit/ReasonDialog.tsx'
import { type Column, Table } from '../kit/Table.tsx'
import { Time } from '../kit/Time.tsx'

const APPEALS = ['appeals'] as const

/** Answered by another person than the first: the service refuses the first, and says so. */
export function AppealsPage() {
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: APPEALS,
    refetchInterval: 15_000,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      get<{ appeals: AppealAnswer[]; next: string | null }>(
        `/v1/appeals?${new URLSearchParams({ state: 'waiting', ...(pageParam !== '' && { after: pageParam }) })}`,
        signal,
      ),
    getNextPageParam: ({ next }) => next,
  })
  const appeals = data?.pages.flatMap((page) => page.appeals) ?? []
  const columns: readonly Column<AppealAnswer>[] = [
    { name: 'Came', cell: ({ at }) => <Time at={at} /> },
    { name: 'Account', cell: ({ account }) => <AccountId id={account} /> },
    { name: 'What was written', cell: ({ reference }) => <code>{reference}</code> },
    { name: 'Answer', cell: (appeal) => <AnswerAppeal appeal={appeal} /> },
  ]
  return (
    <div className="stack">
      <h1>Appeals</h1>
      <p className="muted">
        Somebody asks that a decision be looked at again. The reference says where the platform
        keeps what they wrote; their words do not come in here.
      </p>
      {error && <Notice kind="stop">{error.message}</Notice>}
      {data && (
        <Table
          caption="Appeals, the oldest first"
          columns={columns}
          rows={appeals}
          keyOf={({ id }) => id}
          empty="No appeal waits."
        />
      )}
      {hasNextPage && (
        <div className="row">
          <Button onClick={() => void fetchNextPage()}>More appeals</Button>
        </div>
      )}
    </div>
  )
}

const VERDICTS = {
  upheld: {
    action: 'Uphold it',
    about: 'The decision is taken back for this account: it gets what it had before.',
  },
  rejected: { action: 'Reject it', about: 'The decision stays as it is.' },
} as const
type Verdict = keyof typeof VERDICTS

function AnswerAppeal({ appeal }: { appeal: AppealAnswer }) {
  const client = useQueryClient()
  const [asked, setAsked] = useState<Verdict | null>(null)
  const answer = useMutation({
    mutationFn: ({ verdict, reason }: { verdict: Verdict; reason: string }) =>
      post<AppealAnswer>(`/v1/appeals/${encodeURIComponent(appeal.id)}/decide`, {
        uphold: verdict === 'upheld',
        reason,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: APPEALS }),
  })
  return (
    <div className="row">
      {(['upheld', 'rejected'] as const).map((verdict) => (
        <Button
          key={verdict}
          onClick={() => {
            answer.reset()
            setAsked(verdict)
          }}
        >
          {VERDICTS[verdict].action} …
        </Button>
      ))}
      {asked !== null && (
        <ReasonDialog
          title={asked === 'upheld' ? 'Uphold the appeal?' : 'Reject the appeal?'}
          action={VERDICTS[asked].action}
          isPending={answer.isPending}
          error={answer.error}
          onClose={() => setAsked(null)}
          onReason={(reason) =>
            answer.mutate({ verdict: asked, reason }, { onSuccess: () => setAsked(null) })
          }
        >
          <p>{VERDICTS[asked].about}</p>
        </ReasonDialog>
      )}
    </div>
  )
}
