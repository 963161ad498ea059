import { count } from '../kit/count.ts'
import { useState } from 'react'
import { type Session } from '../api/session.ts'
import { Button } from '../kit/Button.tsx'
import { ReasonDialog } from '../kit/ReasonDialog.tsx'
import { StatusText, type StatusKind } from '../kit/StatusText.tsx'
import { Time } from '../kit/Time.tsx'
import { ActorName } from '../people/ActorName.tsx'
import { Aftermath } from './Aftermath.tsx'
import { Candidates } from './Candidates.tsx'
import { type Answering, type DecisionAnswer, isUnderWay, useAnswerDecision } from './case.ts'
import { DECISION_WORDS } from './words.ts'

const STATES: Readonly<Record<DecisionAnswer['state'], readonly [StatusKind, string]>> = {
  waiting: ['notice', 'Waits for a second person'],
  refused: ['plain', 'Refused'],
  running: ['notice', 'Under way'],
  done: ['good', 'Done'],
  reversing: ['notice', 'Being taken back'],
  reversed: ['plain', 'Taken back'],
}

export function Decisions(props: { decisions: readonly DecisionAnswer[]; session: Session }) {
  const { decisions, session } = props
  return (
    <section className="card stack" aria-labelledby="decisions-title">
      <h2 id="decisions-title">Decisions</h2>
      {decisions.length === 0 && <p className="muted">Nothing has been decided yet.</p>}
      <ol className="case-decisions">
        {decisions.toReversed().map((decision) => (
          <li key={decision.id} className="stack">
            <Decision decision={decision} session={session} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Decision({ decision, session }: { decision: DecisionAnswer; session: Session }) {
  const { kind, state, reason, policy, by, at, second, progress, counts } = decision
  const { done, total } = progress
  const [statusKind, words] = STATES[state]
  return (
    <>
      <div className="row" data-ends="">
        <h3>
          {DECISION_WORDS[kind].title} {count(total)} {total === 1 ? 'account' : 'accounts'}
        </h3>
        <StatusText kind={statusKind}>{words}</StatusText>
      </div>
      <p>{reason}</p>
      <p className="muted small">
        Policy: {policy}. By <ActorName id={by.id} />, <Time at={at} />
        {second !== null && (
          <>
            , second person: <ActorName id={second.id} />
          </>
        )}
        .
      </p>
      {isUnderWay(decision) && (
        <label className="case-progress">
          {count(done)} of {count(total)}
          <progress value={done} max={total} />
        </label>
      )}
      {(state === 'done' || state === 'reversed') && (
        <p className="small">
          {[
            [counts.applied, 'changed'],
            [counts.leftOut, 'left out: may be minors or protected'],
            [counts.conflict, 'left as they were: decided meanwhile'],
            [counts.reversed, 'as before again'],
            [counts.newer, 'not taken back: a later decision stands'],
          ]
            .filter(([number]) => Number(number) > 0)
            .map(([number, what]) => `${count(Number(number))} ${what}`)
            .join(', ') || 'Nobody was concerned'}
          .
        </p>
      )}
      {state === 'done' && SANCTIONED.has(kind) && <Aftermath decision={decision.id} />}
      {state === 'done' && kind === 'remove' && MAY_ASK.includes(session.role) && (
        <Candidates decision={decision.id} />
      )}
      <Answers decision={decision} session={session} />
    </>
  )
}

const MAY_ASK = ['investigator', 'lead']

/** What a network may grow back from. */
const SANCTIONED: ReadonlySet<DecisionAnswer['kind']> = new Set(['limit', 'withhold', 'remove'])

const ANSWERS: Readonly<Record<Answering, { title: string; action: string; about: string }>> = {
  approve: {
    title: 'Approve the decision?',
    action: 'Approve it',
    about: 'It begins at once. Your name stands beside that of the first person.',
  },
  refuse: {
    title: 'Refuse the decision?',
    action: 'Refuse it',
    about: 'Nothing changes for the accounts. The case stays open.',
  },
  reverse: {
    title: 'Take the decision back?',
    action: 'Take it back',
    about: 'Each account gets what it had before, unless a later decision stands.',
  },
}

/** The second person answers, and is not the first; what is done can be taken back. */
function Answers({ decision, session }: { decision: DecisionAnswer; session: Session }) {
  const answer = useAnswerDecision()
  const [asked, setAsked] = useState<Answering | null>(null)
  const { state, by, id } = decision
  const offered: readonly Answering[] =
    state === 'waiting'
      ? by.id === session.id
        ? []
        : ['approve', 'refuse']
      : state === 'done'
        ? ['reverse']
        : []
  if (state === 'waiting' && by.id === session.id) {
    return <p className="muted">You decided it; another person answers.</p>
  }
  return (
    <div className="row">
      {offered.map((each) => (
        <Button
          key={each}
          onClick={() => {
            answer.reset()
            setAsked(each)
          }}
        >
          {ANSWERS[each].action} …
        </Button>
      ))}
      {asked !== null && (
        <ReasonDialog
          title={ANSWERS[asked].title}
          action={ANSWERS[asked].action}
          isPending={answer.isPending}
          error={answer.error}
          onClose={() => setAsked(null)}
          onReason={(reason) =>
            answer.mutate({ id, answer: asked, reason }, { onSuccess: () => setAsked(null) })
          }
        >
          <p>{ANSWERS[asked].about}</p>
        </ReasonDialog>
      )}
    </div>
  )
}
