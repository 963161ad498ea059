import { type FormEvent, useState } from 'react'
import { useProvider, useSignIn } from '../api/session.ts'
import { Button } from '../kit/Button.tsx'
import { TextField } from '../kit/TextField.tsx'
import { Notice } from '../kit/Notice.tsx'
import { useSegments } from '../router.ts'
import { Gate } from './Gate.tsx'

export function SignIn() {
  const signIn = useSignIn()
  const { data: hasProvider } = useProvider()
  const [place] = useSegments()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate({ name, password }, { onError: () => setPassword('') })
  }
  return (
    <Gate title="Sign in">
      {place === 'refused' && (
        <Notice kind="stop">
          Your organisation’s sign-in did not lead to anybody on the list here; ask an admin.
        </Notice>
      )}
      <form className="stack" onSubmit={send}>
        <TextField
          label="Name"
          autoComplete="username"
          required
          maxLength={256}
          value={name}
          onValue={setName}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={1024}
          value={password}
          onValue={setPassword}
        />
        {signIn.error && <Notice kind="stop">{signIn.error.message}</Notice>}
        <Button kind="main" type="submit" disabled={signIn.isPending}>
          {signIn.isPending ? 'Signing in …' : 'Sign in'}
        </Button>
      </form>
      {hasProvider && (
        <a className="button gate-provider" href="/v1/session/provider">
          Sign in with your organisation
        </a>
      )}
    </Gate>
  )
}
