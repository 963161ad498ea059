import { Notice } from '../kit/Notice.tsx'
import { AuditCard } from './AuditCard.tsx'
import { useAudits } from './audits.ts'
import './audits.css'

export function AuditsPage() {
  const { data: surfaces, error } = useAudits()
  return (
    <div className="stack">
      <h1>Audits</h1>
      <p className="muted">
        Test accounts against the platform’s own recommenders, the latest of each; guard off and on.
      </p>
      {error && <Notice kind="stop">{error.message}</Notice>}
      {surfaces?.size === 0 && (
        <Notice kind="plain">
          There is no audit in this workspace yet; “firebreak audit --workspace W --scenario
          handful-of-follows --recommender co-follow” makes one.
        </Notice>
      )}
      {[...(surfaces ?? [])].map(([surface, audits]) => (
        <section key={surface} className="stack" aria-labelledby={`surface-${surface}`}>
          <h2 id={`surface-${surface}`}>{surface}</h2>
          {audits.map((audit) => (
            <AuditCard key={`${audit.recommender} ${audit.scenario}`} audit={audit} />
          ))}
        </section>
      ))}
    </div>
  )
}
