import { type FormEvent, useState } from 'react'
import type { Surface } from '../../../src/model/surface.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { type Option, SelectField } from '../kit/SelectField.tsx'
import { TextField } from '../kit/TextField.tsx'
import { Notice } from '../kit/Notice.tsx'
import { type BrakeScope, scopeWords, usePullBrake } from './brakes.ts'

type Kind = 'all' | 'surface' | 'region' | 'network' | 'tag'

const KINDS: readonly Option<Kind>[] = [
  { value: 'all', label: 'Everything' },
  { value: 'surface', label: 'A surface' },
  { value: 'region', label: 'A region' },
  { value: 'network', label: 'A network' },
  { value: 'tag', label: 'A tag' },
]

// `satisfies` holds both lists together: one that is missing here is a fault of the types
const SURFACES: readonly Option<string>[] = [
  { value: '', label: 'Choose one', isDisabled: true },
  ...Object.keys({
    feed: 1,
    explore: 1,
    'follow-suggestions': 1,
    'related-accounts': 1,
    'search-accounts': 1,
    'search-suggestions': 1,
    'tag-page': 1,
  } satisfies Record<Surface, 1>).map((surface) => ({ value: surface, label: surface })),
]

const ENDS: readonly Option<number>[] = [
  { value: 60, label: '1 hour' },
  { value: 240, label: '4 hours' },
  { value: 1440, label: '1 day' },
  { value: 10_080, label: '7 days' },
]

/** Two clicks: the first says what would be held, the second holds it. */
export function PullBrake() {
  const pull = usePullBrake()
  const [kind, setKind] = useState<Kind>('all')
  const [name, setName] = useState('')
  const [reason, setReason] = useState('')
  const [minutes, setMinutes] = useState(60)
  const [isAsking, setAsking] = useState(false)
  const scope = scopeOf(kind, name)
  const end = ENDS.find(({ value }) => value === minutes)?.label
  const ask = (event: FormEvent) => {
    event.preventDefault()
    pull.reset()
    setAsking(true)
  }
  const confirm = () =>
    pull.mutate(
      { scope, reason, minutes },
      {
        onSuccess() {
          setAsking(false)
          setReason('')
          setName('')
        },
      },
    )
  return (
    <form className="card stack" onSubmit={ask}>
      <h2>Pull a brake</h2>
      <p className="muted">
        One person is enough. What it holds is shown to nobody from the next answer on; two people
        release it, or its end.
      </p>
      <div className="brake-form">
        <SelectField
          label="What it holds"
          options={KINDS}
          value={kind}
          onValue={(value) => {
            setKind(value)
            setName('')
          }}
        />
        {kind === 'surface' && (
          <SelectField
            label="Which surface"
            required
            options={SURFACES}
            value={name}
            onValue={setName}
          />
        )}
        {kind !== 'surface' && kind !== 'all' && (
          <TextField
            label={`Which ${kind}`}
            required
            maxLength={256}
            value={name}
            onValue={setName}
          />
        )}
        <SelectField label="It ends after" options={ENDS} value={minutes} onValue={setMinutes} />
      </div>
      <TextField
        label="Reason"
        hint="For everybody who looks later; it goes into the ledger."
        required
        maxLength={1000}
        value={reason}
        onValue={setReason}
      />
      <div className="row">
        <Button kind="stop" type="submit">
          Pull the brake …
        </Button>
      </div>
      {isAsking && (
        <Dialog title="Hold this now?" onClose={() => setAsking(false)}>
          <p>
            <strong>{scopeWords(scope)}</strong> for {end}, because: {reason}
          </p>
          {pull.error && <Notice kind="stop">{pull.error.message}</Notice>}
          <div className="row">
            <Button kind="stop" disabled={pull.isPending} onClick={confirm}>
              Hold it now
            </Button>
            <Button disabled={pull.isPending} onClick={() => setAsking(false)}>
              Not now
            </Button>
          </div>
        </Dialog>
      )}
    </form>
  )
}

function scopeOf(kind: Kind, name: string): BrakeScope {
  if (kind === 'all') return { all: true }
  // the service refuses a surface that is none
  if (kind === 'surface') return { surface: name as Surface } // eslint-disable-line typescript/no-unsafe-type-assertion
  if (kind === 'region') return { region: name }
  if (kind === 'network') return { network: name }
  return { tag: name }
}
