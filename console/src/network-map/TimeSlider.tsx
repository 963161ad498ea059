import { useId } from 'react'
import { Time } from '../kit/Time.tsx'

interface TimeSliderProps {
  readonly span: readonly [from: number, to: number]
  readonly until: number
  readonly onUntil: (until: number) => void
}

const DAY_MILLIS = 86_400_000

/** Shows the network as of a day, by when accounts were made or first signalled. Follows carry no time. */
export function TimeSlider({ span: [from, to], until, onUntil }: TimeSliderProps) {
  const id = useId()
  const shown = Math.min(until, to)
  return (
    <div className="map-time">
      <label htmlFor={id}>Accounts first seen by</label>
      <input
        id={id}
        type="range"
        min={from}
        max={to}
        step={Math.min(DAY_MILLIS, to - from)}
        value={shown}
        aria-valuetext={new Date(shown).toDateString()}
        onChange={({ target }) => {
          const next = Number(target.value)
          onUntil(next + DAY_MILLIS >= to ? Infinity : next)
        }}
      />
      <Time at={new Date(shown).toISOString()} />
    </div>
  )
}
