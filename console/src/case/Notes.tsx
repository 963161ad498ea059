import { type FormEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { LongTextField } from '../kit/LongTextField.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Time } from '../kit/Time.tsx'
import { ActorName } from '../people/ActorName.tsx'
import { type CaseFileAnswer, useAddNote } from './case.ts'

export function Notes({ file, mayWrite }: { file: CaseFileAnswer; mayWrite: boolean }) {
  const add = useAddNote()
  const [text, setText] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ id: file.id, text }, { onSuccess: () => setText('') })
  }
  return (
    <section className="card stack" aria-labelledby="notes-title">
      <h2 id="notes-title">Notes</h2>
      {file.events.length === 0 && <p className="muted">Nobody has written anything yet.</p>}
      <ol className="case-notes">
        {file.events.map(({ by, at, text: words }, place) => (
          // they are only ever added
          <li key={place}>
            <p>{words}</p>
            <p className="muted small">
              <ActorName id={by.id} />, <Time at={at} />
            </p>
          </li>
        ))}
      </ol>
      {mayWrite && (
        <form className="stack" onSubmit={send}>
          <LongTextField
            label="A note"
            hint="What you saw and thought; no words of the people concerned."
            maxLength={4000}
            value={text}
            onValue={setText}
          />
          {add.error && <Notice kind="stop">{add.error.message}</Notice>}
          <div className="row">
            <Button type="submit" disabled={add.isPending}>
              Add the note
            </Button>
          </div>
        </form>
      )}
    </section>
  )
}
