import { type AuditRecord, type Estimate, estimateWords } from './audits.ts'

const WIDTH = 400
const ROW = 26

/** Exposure@10 of each arm: a bar, a whisker for its interval, the budget as a line, and all of it in words. */
export function ExposureBars({ audit }: { readonly audit: AuditRecord }) {
  const rows = rowsOf(audit)
  const most = Math.max(audit.budget, ...rows.map(({ estimate }) => estimate.high), 1e-9)
  const x = (share: number) => (Math.min(share, most) / most) * (WIDTH - 8) + 2
  return (
    <div className="exposure">
      <p className="small muted">
        Share of the first ten places that went to the network, with its 95% interval; the line is
        the budget.
      </p>
      <dl className="exposure-rows">
        {rows.map(({ name, kind, estimate }) => (
          <div key={name} className="exposure-row">
            <dt>{name}</dt>
            <dd>
              <svg viewBox={`0 0 ${WIDTH} ${ROW}`} aria-hidden="true" className="exposure-bar">
                <rect className="exposure-ground" width={WIDTH} height={ROW} rx="4" />
                <rect
                  data-arm={kind}
                  x="2"
                  y="6"
                  width={x(estimate.value)}
                  height={ROW - 12}
                  rx="2"
                />
                <path
                  className="exposure-whisker"
                  d={`M${x(estimate.low)} 13H${x(estimate.high)}M${x(estimate.low)} 9v8M${x(estimate.high)} 9v8`}
                />
                <path className="exposure-budget" d={`M${x(audit.budget)} 0v${ROW}`} />
              </svg>
              <span>{estimateWords(estimate)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

interface Row {
  readonly name: string
  readonly kind: 'off' | 'on' | 'control'
  readonly estimate: Estimate
}

function rowsOf({ unguarded, guarded }: AuditRecord): Row[] {
  const rows: Row[] = []
  if (unguarded) rows.push({ name: 'Guard off', kind: 'off', estimate: unguarded.exposureAt10 })
  if (guarded) rows.push({ name: 'Guard on', kind: 'on', estimate: guarded.exposureAt10 })
  const control = (guarded ?? unguarded)?.controlExposureAt10
  if (control) rows.push({ name: 'Without contact', kind: 'control', estimate: control })
  return rows
}
