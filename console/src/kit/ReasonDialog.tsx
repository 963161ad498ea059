import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { LongTextField } from './LongTextField.tsx'
import { Notice } from './Notice.tsx'

interface ReasonDialogProps {
  readonly title: string
  /** What the button says that does it. */
  readonly action: string
  readonly isPending: boolean
  readonly error: Error | null
  readonly onReason: (reason: string) => void
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Whatever is done about people has a reason, for everybody who looks later. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, action, isPending, error, onReason, onClose, children } = props
  const [reason, setReason] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    onReason(reason)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={send}>
        {children}
        <LongTextField
          label="Reason"
          hint="It goes into the ledger."
          maxLength={1000}
          value={reason}
          onValue={setReason}
        />
        {error && <Notice kind="stop">{error.message}</Notice>}
        <div className="row">
          <Button kind="main" type="submit" disabled={isPending}>
            {action}
          </Button>
          <Button disabled={isPending} onClick={onClose}>
            Not now
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
