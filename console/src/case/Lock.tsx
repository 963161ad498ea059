import { useState } from 'react'
import { type Session } from '../api/session.ts'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { ReasonDialog } from '../kit/ReasonDialog.tsx'
import { StatusText } from '../kit/StatusText.tsx'
import { ActorName } from '../people/ActorName.tsx'
import { go } from '../router.ts'
import { useTakeCase } from '../queue/queue.ts'
import { type CaseFileAnswer, useCloseCase, useGiveBack } from './case.ts'

/** Who works on the case: one person at a time, so that two do not decide past each other. */
export function Lock({ file, session }: { file: CaseFileAnswer; session: Session }) {
  const take = useTakeCase()
  const giveBack = useGiveBack()
  const close = useCloseCase()
  const [isClosing, setClosing] = useState(false)
  const { id, state, lock } = file
  if (state === 'closed') return <StatusText kind="plain">Closed</StatusText>
  const isMine = lock?.by.id === session.id
  const error = take.error ?? giveBack.error
  return (
    <div className="row">
      {isMine && <StatusText kind="good">You work on it</StatusText>}
      {lock && !isMine && (
        <StatusText kind="notice">
          Taken by <ActorName id={lock.by.id} />
        </StatusText>
      )}
      {!isMine && (!lock || session.role === 'lead') && (
        <Button
          kind="main"
          disabled={take.isPending}
          onClick={() => take.mutate({ id, takeOver: lock !== null })}
        >
          {lock ? 'Take it over' : 'Take the case'}
        </Button>
      )}
      {isMine && (
        <>
          <Button
            disabled={giveBack.isPending}
            onClick={() => giveBack.mutate(id, { onSuccess: () => go('cases') })}
          >
            Give it back
          </Button>
          <Button onClick={() => setClosing(true)}>Close the case …</Button>
        </>
      )}
      {error && <Notice kind="stop">{error.message}</Notice>}
      {isClosing && (
        <ReasonDialog
          title="Close the case?"
          action="Close it"
          isPending={close.isPending}
          error={close.error}
          onClose={() => setClosing(false)}
          onReason={(reason) =>
            close.mutate({ id, reason }, { onSuccess: () => setClosing(false) })
          }
        >
          <p>What was decided stays as it is. A new finding opens a new case.</p>
        </ReasonDialog>
      )}
    </div>
  )
}
