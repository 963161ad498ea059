import { Suspense, useEffect, useRef } from 'react'
import { type Session } from '../api/session.ts'
import { BrakeBanner } from '../brakes/BrakeBanner.tsx'
import { Notice } from '../kit/Notice.tsx'
import { PAGES } from '../pages.ts'
import { useSegments } from '../router.ts'
import { BreakReminder } from '../settings/BreakReminder.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import './frame.css'
import { Header } from './Header.tsx'

/** What stands around every page: the way to it, who one is, and whatever is braked now. */
export function Frame({ session }: { session: Session }) {
  const pages = PAGES.filter(({ roles }) => roles.includes(session.role))
  const [path, ...rest] = useSegments()
  const page = path === undefined ? pages[0] : pages.find((each) => each.path === path)
  const main = useRef<HTMLElement>(null)
  const address = [path, ...rest].join('/')
  const seen = useRef(address)
  useEffect(() => {
    document.title = page ? `${page.name} · Firebreak` : 'Firebreak'
    // a new page is read from its beginning, but the first one leaves the focus where it was
    if (seen.current !== address) main.current?.focus()
    seen.current = address
  }, [page, address])
  return (
    <>
      <a
        className="skip-link"
        href="#main"
        onClick={(event) => {
          // the address says which page it is, and a jump must not change it
          event.preventDefault()
          main.current?.focus()
        }}
      >
        Skip to the page
      </a>
      <Header session={session} pages={pages} current={page?.path ?? null} />
      <BrakeBanner />
      <main ref={main} id="main" className="main" tabIndex={-1}>
        <ErrorBoundary key={path}>
          {page ? (
            <Suspense fallback={<p className="muted">One moment …</p>}>
              <page.Component session={session} rest={rest} />
            </Suspense>
          ) : (
            <div className="stack">
              <h1>Not here</h1>
              <Notice kind="notice">There is no such page, or it is not for your role.</Notice>
            </div>
          )}
        </ErrorBoundary>
      </main>
      <BreakReminder />
    </>
  )
}
