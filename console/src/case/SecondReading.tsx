import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { ReadingVerdict } from '../../../src/model/second-reading.ts'
import { post } from '../api/api.ts'
import { Button } from '../kit/Button.tsx'
import { LongTextField } from '../kit/LongTextField.tsx'
import { SelectField } from '../kit/SelectField.tsx'
import { Notice } from '../kit/Notice.tsx'
import { CASES } from '../queue/queue.ts'
import { DECISION_WORDS } from './words.ts'

const VERDICTS = (
  ['none', 'limit', 'withhold', 'remove', 'protect', 'clear', 'escalate'] satisfies ReadingVerdict[]
).map((value) => ({ value, label: wordsOf(value) }))

/** What a second person would have decided; what the first did is shown only after it. */
export function SecondReading({ id }: { readonly id: string }) {
  const client = useQueryClient()
  const [verdict, setVerdict] = useState<ReadingVerdict>('none')
  const [reason, setReason] = useState('')
  const read = useMutation({
    mutationFn: () =>
      post<{ agrees: boolean; first: ReadingVerdict }>('/v1/second-readings', {
        case: id,
        verdict,
        reason,
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: CASES })
      await client.invalidateQueries({ queryKey: ['second-readings'] })
      await client.invalidateQueries({ queryKey: ['agreement'] })
    },
  })
  if (read.data) {
    return (
      <Notice kind={read.data.agrees ? 'good' : 'notice'}>
        {read.data.agrees
          ? 'The first person decided the same.'
          : `The first person decided otherwise: ${wordsOf(read.data.first)}.`}
      </Notice>
    )
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    read.mutate()
  }
  return (
    <form className="card stack" aria-labelledby="reading-title" onSubmit={send}>
      <h2 id="reading-title">Your reading</h2>
      <p className="muted">
        Say what you would have decided. What was decided is shown after that.
      </p>
      <SelectField label="Verdict" options={VERDICTS} value={verdict} onValue={setVerdict} />
      <LongTextField label="Reason" maxLength={1000} value={reason} onValue={setReason} />
      {read.error && <Notice kind="stop">{read.error.message}</Notice>}
      <div className="row">
        <Button kind="main" type="submit" disabled={read.isPending}>
          Hand it in
        </Button>
      </div>
    </form>
  )
}

function wordsOf(verdict: ReadingVerdict): string {
  return verdict === 'none' ? 'Nothing to decide' : DECISION_WORDS[verdict].title
}
