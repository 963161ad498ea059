import { count } from '../kit/count.ts'
import { lazy, Suspense, useState } from 'react'
import { type Session } from '../api/session.ts'
import { Button } from '../kit/Button.tsx'
import { type CaseFileAnswer } from './case.ts'
import { Subjects } from './Subjects.tsx'

const NetworkMap = lazy(async () => ({
  default: (await import('../network-map/NetworkMap.tsx')).NetworkMap,
}))

interface CaseAccountsProps {
  readonly file: CaseFileAnswer
  readonly session: Session
  readonly onChoose: (accounts: readonly string[]) => void
}

/**
 * Who is in the case: in numbers, and drawn for whoever asks, since a second person and a second reader
 * judge by what they see too. Care is about each account on its own, and has a list.
 */
export function CaseAccounts({ file, session, onChoose }: CaseAccountsProps) {
  const [isOpen, setOpen] = useState(false)
  const isDrawn = file.network !== null && file.kind !== 'care'
  const maySee = session.role === 'investigator' || session.role === 'lead'
  return (
    <section className="card stack" aria-labelledby="accounts-title">
      <div className="row" data-ends="">
        <h2 id="accounts-title">
          {count(file.accounts)} {file.accounts === 1 ? 'account' : 'accounts'}
        </h2>
        {maySee && !isOpen && (
          <Button onClick={() => setOpen(true)}>
            {isDrawn ? 'Open the map' : 'Show the accounts'}
          </Button>
        )}
      </div>
      {!isOpen && isDrawn && (
        <p className="muted small">Opening the map is an entry in the ledger.</p>
      )}
      {isOpen && (
        <Suspense fallback={<p className="muted">One moment …</p>}>
          {file.network !== null && isDrawn ? (
            <NetworkMap network={file.network} case={file.id} onSelect={onChoose} />
          ) : (
            <Subjects file={file} onChoose={onChoose} />
          )}
        </Suspense>
      )}
    </section>
  )
}
