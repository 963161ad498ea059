import { count } from '../kit/count.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Notice } from '../kit/Notice.tsx'
import { type Draft, type PreviewAnswer, useDecide } from './case.ts'
import { DECISION_WORDS, ROLE_WORDS } from './words.ts'

interface ConsequencesProps {
  readonly draft: Draft
  readonly reason: string
  readonly policy: string
  readonly preview: PreviewAnswer
  readonly onClose: () => void
}

/** What would come of a decision, before it is one: how many, which, and who is left out. */
export function Consequences({ draft, reason, policy, preview, onClose }: ConsequencesProps) {
  const decide = useDecide()
  const { title, done } = DECISION_WORDS[draft.kind]
  const protects = draft.kind === 'protect' || draft.kind === 'clear'
  const confirm = () =>
    decide.mutate(
      { ...draft, reason, policy, seenVersion: preview.seenVersion },
      { onSuccess: onClose },
    )
  const { mayBeMinors, alreadyDecided, onlySeekers, reach } = preview
  return (
    <Dialog title={`${title}: the consequences`} onClose={onClose}>
      <p>
        <strong>
          {count(preview.applied)} of {count(preview.accounts)} accounts
        </strong>{' '}
        would be {done}.
      </p>
      <ul className="case-consequences">
        {preview.byRole.map(({ role, accounts }) => (
          <li key={role}>
            {count(accounts)} {(role === null ? 'Added by people' : ROLE_WORDS[role]).toLowerCase()}
            {role === 'seeker' && onlySeekers > 0 && `, ${count(onlySeekers)} of them nothing else`}
          </li>
        ))}
        {mayBeMinors !== null && mayBeMinors > 0 && (
          <li>
            <strong>{count(mayBeMinors)} may be minors</strong>
            {protects ? '' : ' and are left out'}
          </li>
        )}
        {preview.protected !== null && preview.protected > 0 && (
          <li>{count(preview.protected)} are protected already</li>
        )}
        {alreadyDecided > 0 && <li>{count(alreadyDecided)} have a decision of a person already</li>}
        {reach !== null && <li>{count(reach)} people follow the sources among them</li>}
      </ul>
      {preview.needsSecondPerson && (
        <Notice kind="notice">A second person approves it before anything happens.</Notice>
      )}
      {decide.error && <Notice kind="stop">{decide.error.message}</Notice>}
      <div className="row">
        <Button
          kind={draft.kind === 'remove' ? 'stop' : 'main'}
          disabled={decide.isPending}
          onClick={confirm}
        >
          {preview.needsSecondPerson ? 'Ask a second person' : title}
        </Button>
        <Button disabled={decide.isPending} onClick={onClose}>
          Not now
        </Button>
      </div>
    </Dialog>
  )
}
