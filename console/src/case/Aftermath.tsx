import { count } from '../kit/count.ts'
import { type Column, Table } from '../kit/Table.tsx'
import { Time } from '../kit/Time.tsx'
import { type AftermathAnswer, useAftermath } from './case.ts'

type Point = AftermathAnswer['points'][number]

const WIDTH = 320
const HEIGHT = 96
const EDGE = 8

const LINES = [
  { name: 'New accounts', mark: 'solid', of: ({ newAccounts }: Point) => newAccounts },
  {
    name: 'Followers still active',
    mark: 'dashed',
    of: ({ followersStillActive }: Point) => followersStillActive,
  },
] as const

const COLUMNS: readonly Column<Point>[] = [
  { name: 'Map of', cell: ({ at }) => <Time at={at} /> },
  {
    name: 'New, sources',
    isNumber: true,
    cell: ({ newAccounts, newSources }) => `${count(newAccounts)}, ${count(newSources)}`,
  },
  {
    name: 'Candidates',
    isNumber: true,
    cell: ({ candidates }) => (candidates === null ? '–' : count(candidates)),
  },
  {
    name: 'Still active',
    isNumber: true,
    cell: ({ followers, followersStillActive }) =>
      `${count(followersStillActive)} of ${count(followers)}`,
  },
]

/** Does the network grow back? A picture for who sees it, and the same numbers as a table for everybody. */
export function Aftermath({ decision }: { readonly decision: string }) {
  const { data } = useAftermath(decision)
  if (!data) return null
  if (data.points.length === 0) {
    return (
      <p className="muted small">No map has been made since: whether it grows back is not known.</p>
    )
  }
  return (
    <section className="stack case-since" aria-label="Since the decision">
      <h4>Since the decision</h4>
      <Chart {...data} />
      <Table
        caption="What each map since the decision shows of the network"
        columns={COLUMNS}
        rows={data.points}
        keyOf={({ at }) => at}
        empty=""
      />
    </section>
  )
}

function Chart({ since, points }: AftermathAnswer) {
  const start = Date.parse(since)
  const span = Math.max(1, Date.parse(points.at(-1)!.at) - start)
  const most = Math.max(1, ...points.flatMap((point) => LINES.map(({ of }) => of(point))))
  const x = ({ at }: Point) => EDGE + ((Date.parse(at) - start) / span) * (WIDTH - 2 * EDGE)
  const y = (value: number) => HEIGHT - EDGE - (value / most) * (HEIGHT - 2 * EDGE)
  return (
    <figure className="case-aftermath">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <line x1={EDGE} y1={y(0)} x2={WIDTH - EDGE} y2={y(0)} />
        {LINES.map(({ name, mark, of }) => (
          <g key={name} data-mark={mark}>
            <polyline points={points.map((point) => `${x(point)},${y(of(point))}`).join(' ')} />
            {points.map((point) => (
              <circle key={point.at} cx={x(point)} cy={y(of(point))} r="3" />
            ))}
          </g>
        ))}
      </svg>
      <figcaption className="muted small">
        Up to {count(most)}. Solid: new accounts. Dashed: followers still active.
      </figcaption>
    </figure>
  )
}
