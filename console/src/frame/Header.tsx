import { type Session, useSignOut } from '../api/session.ts'
import { Button } from '../kit/Button.tsx'
import { type Page } from '../pages.ts'
import { hrefOf } from '../router.ts'
import { KeysHelp } from './KeysHelp.tsx'
import { SettingsMenu } from '../settings/SettingsMenu.tsx'

interface HeaderProps {
  readonly session: Session
  readonly pages: readonly Page[]
  readonly current: string | null
}

export function Header({ session, pages, current }: HeaderProps) {
  const signOut = useSignOut()
  return (
    <header className="header">
      <a className="brand" href="#/">
        <img src="/icon.svg" alt="" width="28" height="28" />
        Firebreak
      </a>
      <nav className="nav" aria-label="Pages">
        {pages.map(({ path, name }) => (
          <a key={path} href={hrefOf(path)} aria-current={path === current ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <div className="who">
        <KeysHelp />
        <SettingsMenu />
        <span>
          <span className="unseen">Signed in as </span>
          <strong>{session.name}</strong>
          <span className="muted"> · {session.role}</span>
        </span>
        <Button kind="quiet" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out
        </Button>
      </div>
    </header>
  )
}
