import { count } from '../kit/count.ts'
import { StatusText } from '../kit/StatusText.tsx'
import { Time } from '../kit/Time.tsx'
import { type AuditArm, type AuditRecord, estimateWords, percent } from './audits.ts'
import { ExposureBars } from './ExposureBars.tsx'

const MEASURES: readonly (readonly [string, (arm: AuditArm) => string])[] = [
  ['Exposure@10', ({ exposureAt10 }) => estimateWords(exposureAt10)],
  ['Flood ratio', ({ floodRatio }) => estimateWords(floodRatio)],
  ['Saw any network account', ({ shareExposed }) => estimateWords(shareExposed)],
  [
    'Median slates to the first',
    ({ firstExposureMedianSlates: slates }) => (slates === null ? 'never' : String(slates)),
  ],
  [
    'Innocent accounts withheld',
    ({ benignWithheldShare: share }) => (share === null ? 'not measured' : percent(share)),
  ],
]

export function AuditCard({ audit }: { readonly audit: AuditRecord }) {
  const { scenario, recommender, testAccounts, budget, withinBudget, unguarded, guarded } = audit
  return (
    <article className="card stack">
      <div className="row" data-ends="">
        <h3>
          {recommender} · {scenario}
        </h3>
        {withinBudget ? (
          <StatusText kind="good">Within its budget of {percent(budget)}</StatusText>
        ) : (
          <StatusText kind="stop">Over its budget of {percent(budget)}</StatusText>
        )}
      </div>
      <p className="muted small">
        <Time at={audit.at} />, {count(testAccounts)} test accounts in each arm and as many controls
      </p>
      <ExposureBars audit={audit} />
      <table className="table">
        <caption className="unseen">Measures with the guard off and on</caption>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            {unguarded && <th scope="col">Guard off</th>}
            {guarded && <th scope="col">Guard on</th>}
          </tr>
        </thead>
        <tbody>
          {MEASURES.map(([name, words]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {unguarded && <td>{words(unguarded)}</td>}
              {guarded && <td>{words(guarded)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  )
}
