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
  readonly isMine: boolean
  readonly session: Session
  readonly onChoose: (accounts: readonly string[]) => void
}

/** Who is in the case: in numbers for everybody who may read it, drawn for who works on it. */
export function CaseAccounts({ file, isMine, session, onChoose }: CaseAccountsProps) {
  const [isOpen, setOpen] = useState(false)
  const maySee = session.role === 'investigator' || session.role === 'lead'
  return (
    <section className="card stack" aria-labelledby="accounts-title">
      <div className="row" data-ends="">
        <h2 id="accounts-title">{count(file.accounts)} accounts</h2>
        {maySee && isMine && !isOpen && (
          <Button kind="main" onClick={() => setOpen(true)}>
            {file.network === null ? 'Show the accounts' : 'Open the map'}
          </Button>
        )}
      </div>
      {!isOpen && (
        <p className="muted small">
          {isMine
            ? 'Opening it is an entry in the ledger.'
            : 'Who works on the case sees the accounts.'}
        </p>
      )}
      {isOpen && isMine && (
        <Suspense fallback={<p className="muted">One moment …</p>}>
          {file.network === null ? (
            <Subjects file={file} onChoose={onChoose} />
          ) : (
            <NetworkMap network={file.network} case={file.id} onSelect={onChoose} />
          )}
        </Suspense>
      )}
    </section>
  )
}
