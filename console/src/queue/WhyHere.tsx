import { count } from '../kit/count.ts'
import { type CaseAnswer } from './queue.ts'

/** Why a case stands where it stands: reach × closeness × (1 + those who may be minors). */
export function WhyHere({ parts }: { readonly parts: CaseAnswer['priority'] }) {
  const { reach, closeness, minors } = parts
  return (
    <dl className="why-here">
      <div>
        <dt>reach</dt>
        <dd>{count(reach)}</dd>
      </div>
      <div>
        <dt>closeness</dt>
        <dd>{closeness.toFixed(2)}</dd>
      </div>
      {minors !== null && (
        <div>
          <dt>minors</dt>
          <dd>{count(minors)}</dd>
        </div>
      )}
    </dl>
  )
}
