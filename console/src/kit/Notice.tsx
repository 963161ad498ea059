import { type ReactNode } from 'react'
import { type StatusKind } from './StatusText.tsx'

/** A sentence that is read out when it comes. */
export function Notice({ kind, children }: { kind: StatusKind; children: ReactNode }) {
  return (
    <p className="notice" data-kind={kind} role={kind === 'stop' ? 'alert' : 'status'}>
      {children}
    </p>
  )
}
