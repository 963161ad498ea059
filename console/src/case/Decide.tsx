import { count } from '../kit/count.ts'
import { type FormEvent, useState } from 'react'
import type { Role } from '../../../src/model/role.ts'
import { Button } from '../kit/Button.tsx'
import { LongTextField } from '../kit/LongTextField.tsx'
import { type Option, SelectField } from '../kit/SelectField.tsx'
import { TextField } from '../kit/TextField.tsx'
import { Notice } from '../kit/Notice.tsx'
import { type CaseFileAnswer, type DecisionKind, type Selected, usePreview } from './case.ts'
import { Consequences } from './Consequences.tsx'
import { DECISION_WORDS, ROLE_WORDS } from './words.ts'

/** In the order of how much each changes; a care case offers none of the first three. */
const KINDS: readonly DecisionKind[] = [
  'limit',
  'withhold',
  'remove',
  'protect',
  'clear',
  'escalate',
]
/** Nobody selects those at risk for a sanction. */
const ROLES: readonly Role[] = ['source', 'seeker', 'connector']
const CARE_KINDS: readonly DecisionKind[] = ['protect', 'clear', 'escalate']

interface DecideProps {
  readonly file: CaseFileAnswer
  /** Accounts chosen on the map or in the list. */
  readonly chosen: readonly string[]
}

type Whom = 'all' | 'chosen' | Role

/** What to do about whom: nothing happens before its consequences were seen. */
export function Decide({ file, chosen }: DecideProps) {
  const kinds = file.kind === 'care' ? CARE_KINDS : KINDS
  const [kind, setKind] = useState<DecisionKind>(kinds[0])
  const [whom, setWhom] = useState<Whom | null>(null)
  const [reason, setReason] = useState('')
  const [policy, setPolicy] = useState('')
  const preview = usePreview()
  // who has chosen accounts means these, unless they say otherwise; the choice may be given up again
  const hasChosen = chosen.length > 0
  const about = whom === null || whom === 'chosen' ? (hasChosen ? 'chosen' : 'all') : whom
  const subjects: Option<Whom>[] = [
    { value: 'all', label: `Everybody in the case (${count(file.accounts)})` },
    ...(file.kind === 'network' ? ROLES : []).map((role) => ({
      value: role,
      label: `${ROLE_WORDS[role]} among them`,
    })),
    { value: 'chosen', label: `Chosen above (${count(chosen.length)})`, isDisabled: !hasChosen },
  ]
  const draft = { case: file.id, kind, ...selectedBy(about, chosen) }
  const look = (event: FormEvent) => {
    event.preventDefault()
    preview.mutate(draft)
  }
  return (
    <form className="card stack" aria-labelledby="decide-title" onSubmit={look}>
      <h2 id="decide-title">Decide</h2>
      <div className="case-decide">
        <SelectField
          label="What"
          options={kinds.map((each) => ({ value: each, label: DECISION_WORDS[each].title }))}
          value={kind}
          onValue={setKind}
        />
        <SelectField label="Whom" options={subjects} value={about} onValue={setWhom} />
      </div>
      <p className="muted">{DECISION_WORDS[kind].means}</p>
      <TextField
        label="Policy"
        hint="Which of the platform's rules it rests on, by its name."
        required
        maxLength={256}
        value={policy}
        onValue={setPolicy}
      />
      <LongTextField
        label="Reason"
        hint="For the second person, an appeal, and everybody who looks later."
        maxLength={1000}
        value={reason}
        onValue={setReason}
      />
      {preview.error && <Notice kind="stop">{preview.error.message}</Notice>}
      <div className="row">
        <Button kind="main" type="submit" disabled={preview.isPending}>
          See the consequences …
        </Button>
      </div>
      {preview.data && (
        <Consequences
          // as it was asked, whatever the form says by now
          draft={preview.variables}
          reason={reason}
          policy={policy}
          preview={preview.data}
          onClose={() => preview.reset()}
        />
      )}
    </form>
  )
}

function selectedBy(whom: Whom, chosen: readonly string[]): Selected {
  if (whom === 'all') return {}
  return whom === 'chosen' ? { accounts: chosen } : { roles: [whom] }
}
