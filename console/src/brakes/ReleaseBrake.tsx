import { useState } from 'react'
import { type Session } from '../api/session.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Notice } from '../kit/Notice.tsx'
import { type BrakeAnswer, scopeWords, useReleaseBrake } from './brakes.ts'

/** The first person asks, another one, a lead or an admin, completes it. */
export function ReleaseBrake({ brake, session }: { brake: BrakeAnswer; session: Session }) {
  const release = useReleaseBrake()
  const [isAsking, setAsking] = useState(false)
  const others = brake.releaseAskedBy.filter((id) => id !== session.id)
  const hasAsked = brake.releaseAskedBy.includes(session.id)
  const completes = others.length > 0 && (session.role === 'lead' || session.role === 'admin')
  if (hasAsked && !completes) {
    return <span className="muted">You have asked; another person completes it.</span>
  }
  if (others.length > 0 && !completes) {
    return <span className="muted">Asked for; a lead or an admin completes it.</span>
  }
  const confirm = () => release.mutate(brake.id, { onSuccess: () => setAsking(false) })
  return (
    <>
      <Button
        onClick={() => {
          release.reset()
          setAsking(true)
        }}
      >
        {completes ? 'Complete the release …' : 'Ask for release …'}
      </Button>
      {isAsking && (
        <Dialog
          title={completes ? 'Release it now?' : 'Ask for its release?'}
          onClose={() => setAsking(false)}
        >
          <p>
            <strong>{scopeWords(brake.scope)}</strong>
            {completes
              ? ' is shown again from the next answer on. Another person has asked for it; your word completes it.'
              : ' stays held until another person, a lead or an admin, agrees.'}
          </p>
          <p className="muted">It was pulled because: {brake.reason}</p>
          {release.error && <Notice kind="stop">{release.error.message}</Notice>}
          <div className="row">
            <Button kind="main" disabled={release.isPending} onClick={confirm}>
              {completes ? 'Release it' : 'Ask for it'}
            </Button>
            <Button disabled={release.isPending} onClick={() => setAsking(false)}>
              Not now
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
