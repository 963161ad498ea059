import { type FormEvent, useState } from 'react'
import { type Session, useChangePassword } from '../api/session.ts'
import { Button } from '../kit/Button.tsx'
import { TextField } from '../kit/TextField.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Gate } from './Gate.tsx'

const FIELDS = [
  ['current', 'The password that you were given', 'current-password', null],
  ['next', 'Your own password', 'new-password', 'At least 12 characters; several words do well.'],
  ['again', 'Your own password again', 'new-password', null],
] as const

/** The first thing that somebody does who came with a password of one use. */
export function ChangePassword({ session }: { session: Session }) {
  const change = useChangePassword()
  const [words, setWords] = useState({ current: '', next: '', again: '' })
  const differ = words.again !== '' && words.next !== words.again
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!differ) change.mutate({ current: words.current, next: words.next })
  }
  return (
    <Gate title={`Welcome, ${session.name}`}>
      <p className="muted">Before anything else, choose a password that only you know.</p>
      <form className="stack" onSubmit={send}>
        {/* for who keeps passwords: it has to know whose this is */}
        <input hidden readOnly autoComplete="username" value={session.name} />
        {FIELDS.map(([name, label, autoComplete, hint]) => (
          <TextField
            key={name}
            label={label}
            hint={hint}
            type="password"
            autoComplete={autoComplete}
            required
            minLength={name === 'current' ? 1 : 12}
            maxLength={1024}
            value={words[name]}
            onValue={(value) => setWords({ ...words, [name]: value })}
          />
        ))}
        {differ && <Notice kind="notice">The two are not the same yet.</Notice>}
        {change.error && <Notice kind="stop">{change.error.message}</Notice>}
        <Button kind="main" type="submit" disabled={change.isPending || differ}>
          Keep it
        </Button>
      </form>
    </Gate>
  )
}
