import { useEffect, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { useSettings } from './settings.ts'

/** After so many minutes a break is proposed; nobody is made to take one, and nobody is counted. */
export function BreakReminder() {
  const { breakMinutes } = useSettings()
  const [isDue, setDue] = useState(false)
  useEffect(() => {
    if (breakMinutes === 0 || isDue) return undefined
    const timer = setTimeout(() => setDue(true), breakMinutes * 60_000)
    return () => clearTimeout(timer)
  }, [breakMinutes, isDue])
  if (!isDue) return null
  return (
    <Dialog title="Time for a break" onClose={() => setDue(false)}>
      <p>
        You have been here for {breakMinutes} minutes. Look at something far away, stand up, talk to
        somebody. What you were doing stays as it is.
      </p>
      <div className="row">
        <Button kind="main" onClick={() => setDue(false)}>
          I am back
        </Button>
      </div>
    </Dialog>
  )
}
