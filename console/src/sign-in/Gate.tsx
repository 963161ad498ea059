import { type ReactNode } from 'react'
import './gate.css'

/** What one sees before one is at work. */
export function Gate({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="gate">
      <div className="card stack">
        <p className="gate-brand">
          <img src="/icon.svg" alt="" width="32" height="32" /> Firebreak
        </p>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  )
}
