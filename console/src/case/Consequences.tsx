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
  const count = (number: number) => number.toLocaleString('en')
  const confirm = () =>
    decide.mutate(
      { ...draft, reason, policy, seenVersion: preview.seenVersion },
      { onSuccess: onClose },
    )
  const roles = Object.entries(preview.roles).filter(([, number]) => number > 0)
  return (
    <Dialog title={`${title}: the consequences`} onClose={onClose}>
      <p>
        <strong>
          {count(preview.affected)} of {count(preview.accounts)} accounts
        </strong>{' '}
        would be {done}.
      </p>
      <ul className="case-consequences">
        {roles.map(([role, number]) => (
          <li key={role}>
            {count(number)} {(ROLE_WORDS[role] ?? role).toLowerCase()}
          </li>
        ))}
        {preview.leftOut > 0 && (
          <li>
            <strong>{count(preview.leftOut)} may be minors or are protected, and are left out</strong>
          </li>
        )}
        {preview.alreadyDecided > 0 && (
          <li>{count(preview.alreadyDecided)} have a decision of a person already</li>
        )}
      </ul>
      {preview.needsSecond && (
        <Notice kind="notice">A second person approves it before anything happens.</Notice>
      )}
      {decide.error && <Notice kind="stop">{decide.error.message}</Notice>}
      <div className="row">
        <Button
          kind={draft.kind === 'remove' ? 'stop' : 'main'}
          disabled={decide.isPending}
          onClick={confirm}
        >
          {preview.needsSecond ? 'Ask a second person' : title}
        </Button>
        <Button disabled={decide.isPending} onClick={onClose}>
          Not now
        </Button>
      </div>
    </Dialog>
  )
}
