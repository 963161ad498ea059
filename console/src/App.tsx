import { useSession } from './api/session.ts'
import { Frame } from './frame/Frame.tsx'
import { Notice } from './kit/Notice.tsx'
import { ChangePassword } from './sign-in/ChangePassword.tsx'
import { SignIn } from './sign-in/SignIn.tsx'

/** Who asks decides what there is: nobody, somebody with a password of one use, or a person at work. */
export function App() {
  const { data: session, error } = useSession()
  if (session === undefined) {
    // once somebody is at work, a server that is away for a moment takes nothing off their screen
    return error && <Notice kind="stop">{error.message}</Notice>
  }
  if (session === null) return <SignIn />
  if (session.mustChangePassword) return <ChangePassword session={session} />
  return <Frame session={session} />
}
