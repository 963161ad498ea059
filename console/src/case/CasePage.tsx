import { useState } from 'react'
import { Notice } from '../kit/Notice.tsx'
import { StatusText } from '../kit/StatusText.tsx'
import { Time } from '../kit/Time.tsx'
import { type PageProps } from '../pages.ts'
import { ActorName } from '../people/ActorName.tsx'
import { CaseKindText } from '../queue/CaseKindText.tsx'
import { QueuePage } from '../queue/QueuePage.tsx'
import { WhyHere } from '../queue/WhyHere.tsx'
import { useCase } from './case.ts'
import './case.css'
import { CaseAccounts } from './CaseAccounts.tsx'
import { Decide } from './Decide.tsx'
import { Decisions } from './Decisions.tsx'
import { Lock } from './Lock.tsx'
import { Notes } from './Notes.tsx'
import { SecondReading } from './SecondReading.tsx'

/** Without an id the queue, with one the file of that case. */
export function CasesPage(props: PageProps) {
  const [id] = props.rest
  return id === undefined ? <QueuePage {...props} /> : <CaseFile key={id} id={id} {...props} />
}

function CaseFile({ id, session }: PageProps & { id: string }) {
  const { data: file, error } = useCase(id)
  const [chosen, setChosen] = useState<readonly string[]>([])
  // a case that is taken over takes no half-written word along: the service says who has it now
  const [hasWorked, setWorked] = useState(false)
  // who has read keeps the answer before them when the file is no longer kept from them
  const [isReader, setReader] = useState(false)
  if (file?.blind && !isReader) setReader(true)
  if (!file) {
    return error ? (
      <Notice kind="stop">{error.message}</Notice>
    ) : (
      <p className="muted">One moment …</p>
    )
  }
  const isOpen = file.state === 'open'
  const isMine = isOpen && file.lock?.by.id === session.id
  if (isMine && !hasWorked) setWorked(true)
  const worksOn = isMine || (isOpen && hasWorked)
  return (
    <div className="stack">
      <div className="row" data-ends="">
        <div className="row">
          <h1>{file.network ?? 'Case'}</h1>
          <CaseKindText kind={file.kind} />
          {file.escalated && <StatusText kind="notice">For a lead</StatusText>}
        </div>
        <Lock file={file} session={session} />
      </div>
      <div className="case-facts">
        <div>
          <p>{file.reason}</p>
          <p className="muted small">
            Opened by <ActorName id={file.openedBy.id} />, <Time at={file.openedAt} />
            {file.closedAt !== null && (
              <>
                ; closed <Time at={file.closedAt} />: {file.closingReason}
              </>
            )}
          </p>
        </div>
        <WhyHere parts={file.priority} />
      </div>
      {error && <Notice kind="stop">{error.message}</Notice>}
      <CaseAccounts file={file} session={session} onChoose={setChosen} />
      {isReader && <SecondReading id={file.id} />}
      <div className="case-columns">
        <div className="stack">
          {worksOn ? (
            <Decide file={file} chosen={chosen} />
          ) : (
            isOpen && <Notice kind="plain">Take the case to decide about it.</Notice>
          )}
          {!file.blind && <Notes file={file} mayWrite={worksOn} />}
        </div>
        {!file.blind && <Decisions decisions={file.decisions} session={session} />}
      </div>
    </div>
  )
}
