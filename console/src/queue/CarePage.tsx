import { Notice } from '../kit/Notice.tsx'
import { type PageProps } from '../pages.ts'
import { Queue } from './Queue.tsx'

/** A queue of its own, for who has the permission: nobody in it is punished. */
export function CarePage({ session }: PageProps) {
  if (!session.childSafety) {
    return (
      <div className="stack">
        <h1>Care</h1>
        <Notice kind="notice">
          These cases need the permission for child safety. An admin gives it.
        </Notice>
      </div>
    )
  }
  return (
    <Queue
      session={session}
      title="Care"
      about="Accounts that may belong to a child or a victim. They are supported here, and left out of every sanction."
      kinds={['care']}
    />
  )
}
