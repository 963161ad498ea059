import { hrefOf } from '../router.ts'
import { scopeWords, useBrakes } from './brakes.ts'
import './brakes.css'

/** On every page, for as long as anything is braked. */
export function BrakeBanner() {
  const { data } = useBrakes()
  const live = data?.filter((brake) => brake.live) ?? []
  return (
    <div role="status" aria-label="Brakes">
      {live.length > 0 && (
        <p className="brake-banner">
          <span aria-hidden="true">■ </span>
          <strong>Braked:</strong>{' '}
          {live
            .slice(0, 3)
            .map(({ scope }) => scopeWords(scope))
            .join(', ')}
          {live.length > 3 && ` and ${live.length - 3} more`}.{' '}
          <a href={hrefOf('brakes')}>To the brakes</a>
        </p>
      )}
    </div>
  )
}
