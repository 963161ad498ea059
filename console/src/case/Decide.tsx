import { count } from '../kit/count.ts'
import { type FormEvent, useState } from 'react'
import type { Role } from '../../../src/model/role.ts'
import { Button } from '../kit/Button.tsx'
import { Field } from '../kit/Field.tsx'
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
  const draft = { case: file.id, kind, ...selectedBy(about, chosen) }
  const look = (event: FormEvent) => {
    event.preventDefault()
    preview.mutate(draft)
  }
  return (
    <form className="card stack" aria-labelledby="decide-title" onSubmit={look}>
      <h2 id="decide-title">Decide</h2>
      <div className="case-decide">
        <Field label="What">
          {(described) => (
            <select
              {...described}
              value={kind}
              onChange={({ target }) => setKind(kinds.find((k) => k === target.value) ?? kind)}
            >
              {kinds.map((each) => (
                <option key={each} value={each}>
                  {DECISION_WORDS[each].title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Whom">
          {(described) => (
            <select
              {...described}
              value={about}
              onChange={({ target }) => setWhom(target.value as Whom)} // eslint-disable-line typescript/no-unsafe-type-assertion -- of the options below
            >
              <option value="all">Everybody in the case ({count(file.accounts)})</option>
              {file.kind === 'network' &&
                ROLES.map((role) => (
                  <option key={role} value={role}>
                    {ROLE_WORDS[role]} among them
                  </option>
                ))}
              <option value="chosen" disabled={!hasChosen}>
                Chosen above ({count(chosen.length)})
              </option>
            </select>
          )}
        </Field>
      </div>
      <p className="muted">{DECISION_WORDS[kind].means}</p>
      <Field label="Policy" hint="Which of the platform's rules it rests on, by its name.">
        {(described) => (
          <input
            {...described}
            required
            maxLength={256}
            value={policy}
            onChange={({ target }) => setPolicy(target.value)}
          />
        )}
      </Field>
      <Field label="Reason" hint="For the second person, an appeal, and everybody who looks later.">
        {(described) => (
          <textarea
            {...described}
            required
            maxLength={1000}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
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
