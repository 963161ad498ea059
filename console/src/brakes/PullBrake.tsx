import { type FormEvent, useState } from 'react'
import type { Surface } from '../../../src/model/surface.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { Field } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { type BrakeScope, scopeWords, usePullBrake } from './brakes.ts'

const KINDS = {
  all: 'Everything',
  surface: 'A surface',
  region: 'A region',
  network: 'A network',
  tag: 'A tag',
}
type Kind = keyof typeof KINDS

// `satisfies` holds both lists together: one that is missing here is a fault of the types
const SURFACES = Object.keys({
  feed: 1,
  explore: 1,
  'follow-suggestions': 1,
  'related-accounts': 1,
  'search-accounts': 1,
  'search-suggestions': 1,
  'tag-page': 1,
} satisfies Record<Surface, 1>)

const ENDS = [
  [60, '1 hour'],
  [240, '4 hours'],
  [1440, '1 day'],
  [10_080, '7 days'],
] as const

/** Two clicks: the first says what would be held, the second holds it. */
export function PullBrake() {
  const pull = usePullBrake()
  const [kind, setKind] = useState<Kind>('all')
  const [name, setName] = useState('')
  const [reason, setReason] = useState('')
  const [minutes, setMinutes] = useState<number>(60)
  const [isAsking, setAsking] = useState(false)
  const scope = scopeOf(kind, name)
  const end = ENDS.find(([each]) => each === minutes)?.[1] ?? ''
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
        <Field label="What it holds">
          {(described) => (
            <select
              {...described}
              value={kind}
              onChange={({ target }) => {
                setKind(kindOf(target.value))
                setName('')
              }}
            >
              {Object.entries(KINDS).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        {kind === 'surface' && (
          <Field label="Which surface">
            {(described) => (
              <select
                {...described}
                required
                value={name}
                onChange={({ target }) => setName(target.value)}
              >
                <option value="" disabled>
                  Choose one
                </option>
                {SURFACES.map((surface) => (
                  <option key={surface}>{surface}</option>
                ))}
              </select>
            )}
          </Field>
        )}
        {kind !== 'surface' && kind !== 'all' && (
          <Field label={`Which ${kind}`}>
            {(described) => (
              <input
                {...described}
                required
                maxLength={256}
                value={name}
                onChange={({ target }) => setName(target.value)}
              />
            )}
          </Field>
        )}
        <Field label="It ends after">
          {(described) => (
            <select
              {...described}
              value={minutes}
              onChange={({ target }) => setMinutes(Number(target.value))}
            >
              {ENDS.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Field label="Reason" hint="For everybody who looks later; it goes into the ledger.">
        {(described) => (
          <input
            {...described}
            required
            maxLength={1000}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        )}
      </Field>
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

function kindOf(value: string): Kind {
  return value in KINDS ? (value as Kind) : 'all' // eslint-disable-line typescript/no-unsafe-type-assertion -- just looked
}

function scopeOf(kind: Kind, name: string): BrakeScope {
  if (kind === 'all') return { all: true }
  // the service refuses a surface that is none
  if (kind === 'surface') return { surface: name as Surface } // eslint-disable-line typescript/no-unsafe-type-assertion
  if (kind === 'region') return { region: name }
  if (kind === 'network') return { network: name }
  return { tag: name }
}
