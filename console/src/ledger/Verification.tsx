import { count } from '../kit/count.ts'
import { Notice } from '../kit/Notice.tsx'
import { StatusText } from '../kit/StatusText.tsx'
import { Time } from '../kit/Time.tsx'
import { useVerification } from './ledger.ts'

/** Whether every entry is as it was written, by its hash and its signature. */
export function Verification() {
  const { data, error } = useVerification()
  if (error) return <Notice kind="stop">{error.message}</Notice>
  if (!data) return null
  const { running, checked, last } = data
  return (
    <section className="card stack" aria-label="Verification">
      <div className="row" data-ends="">
        <h2>Verification</h2>
        {last &&
          (last.whole ? (
            <StatusText kind="good">The ledger is whole</StatusText>
          ) : (
            <StatusText kind="stop">The ledger is broken</StatusText>
          ))}
      </div>
      {running && <p className="muted">{count(checked)} entries looked at so far …</p>}
      {last && (
        <>
          <p>
            {count(last.entries)} entries and {count(last.checkpoints)} signed checkpoints, looked
            at <Time at={last.finishedAt} />.
          </p>
          {last.head && (
            <p className="muted small">
              Its head is entry {last.head.sequence}, <code>{last.head.hash}</code>. Written down
              elsewhere it pins all before it.
            </p>
          )}
          {last.breaks.map(({ kind, sequence, message }) => (
            <Notice key={`${kind} ${sequence}`} kind="stop">
              {message}
            </Notice>
          ))}
        </>
      )}
    </section>
  )
}
