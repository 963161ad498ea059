import { type ReactNode } from 'react'

export type StatusKind = 'plain' | 'stop' | 'good' | 'notice' | 'care'

const SIGNS: Readonly<Record<StatusKind, string>> = {
  plain: '○',
  stop: '■',
  good: '✓',
  notice: '▲',
  care: '◆',
}

/** A state in a word, with a sign of its own, so that it is never the colour alone that tells. */
export function StatusText({ kind, children }: { kind: StatusKind; children: ReactNode }) {
  return (
    <span className="status" data-kind={kind}>
      <span aria-hidden="true">{SIGNS[kind]}</span>
      {children}
    </span>
  )
}
