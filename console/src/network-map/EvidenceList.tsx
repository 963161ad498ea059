import type { Evidence, EvidenceStep } from '../../../src/detect/evidence.ts'
import { AccountId } from '../kit/AccountId.tsx'
import { Button } from '../kit/Button.tsx'
import type { AccountEvidence, EvidenceAnswer } from './networks.ts'
import { count } from '../kit/count.ts'

interface EvidenceListProps {
  readonly evidence: EvidenceAnswer
  /** The account whose paths are on the map; null when those of all are. */
  readonly shown: string | null
  readonly onShow: (account: string | null) => void
}

const DETECTORS_NAMED = 4

/** Why the map says so: each account's paths from the seeds, the most telling first. */
export function EvidenceList({ evidence, shown, onShow }: EvidenceListProps) {
  const { shielded, paths, unknown } = evidence.leftOut
  return (
    <div className="stack map-evidence">
      {evidence.accounts.map((each) => (
        <article key={each.account} className="stack">
          <div className="row" data-ends="">
            <h4>
              <AccountId id={each.account} />
            </h4>
            <Button
              kind="quiet"
              aria-pressed={shown === each.account}
              onClick={() => onShow(shown === each.account ? null : each.account)}
            >
              {shown === each.account ? 'Show all paths' : 'Only these paths'}
            </Button>
          </div>
          <Detectors detectors={each.detectors} />
          <ol>
            {each.paths.map((path) => (
              <li key={JSON.stringify(path.steps)}>
                <PathWords path={path} />
              </li>
            ))}
          </ol>
          {each.paths.length === 0 && (
            <p className="muted small">No path of up to three hops ties it to a seed.</p>
          )}
        </article>
      ))}
      {shielded + paths + unknown > 0 && (
        <p className="muted small">
          Left out: {count(shielded)} accounts and {count(paths)} paths that may concern a child,{' '}
          {count(unknown)} accounts that are not known.
        </p>
      )}
    </div>
  )
}

function Detectors({ detectors }: { detectors: AccountEvidence['detectors'] }) {
  const named = detectors.filter(({ share }) => share >= 0.005).slice(0, DETECTORS_NAMED)
  if (named.length === 0) return <p className="muted small">No detector finds it unusual.</p>
  return (
    <ul className="map-shares" aria-label="Share of each detector in the score">
      {named.map(({ id, share }) => (
        <li key={id}>
          <span>{id}</span>
          <span className="map-bar" aria-hidden="true">
            <span style={{ inlineSize: `${share * 100}%` }} />
          </span>
          <span className="muted">{Math.round(share * 100)} %</span>
        </li>
      ))}
    </ul>
  )
}

function PathWords({ path: { steps } }: { path: Evidence }) {
  return (
    <>
      {steps.map(({ from, ties, to }, k) => (
        <span key={JSON.stringify([k, from, to])}>
          {k === 0 ? <NodeName node={from} /> : ', which'} {ties.join(' and ')}{' '}
          <NodeName node={to} />
        </span>
      ))}
    </>
  )
}

function NodeName({ node }: { node: EvidenceStep['from'] }) {
  if ('account' in node) return <AccountId id={node.account} />
  return <span>{'tag' in node ? `#${node.tag}` : `item ${node.item}`}</span>
}
