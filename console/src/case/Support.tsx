import { useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { ReasonDialog } from '../kit/ReasonDialog.tsx'
import { type CaseFileAnswer, SUPPORT, type SupportAction, useSupport } from './case.ts'

/** What is done for somebody who may be a child or a victim: help, never a penalty. */
export function Support({ file, account }: { file: CaseFileAnswer; account: string }) {
  const support = useSupport()
  const [asked, setAsked] = useState<SupportAction | null>(null)
  const actions = Object.entries(SUPPORT) as [SupportAction, string][] // eslint-disable-line typescript/no-unsafe-type-assertion -- its own keys
  return (
    <div className="row">
      {actions.map(([action, words]) => (
        <Button
          key={action}
          onClick={() => {
            support.reset()
            setAsked(action)
          }}
        >
          {words}
        </Button>
      ))}
      {asked !== null && (
        <ReasonDialog
          title={`${SUPPORT[asked]}?`}
          action={SUPPORT[asked]}
          isPending={support.isPending}
          error={support.error}
          onClose={() => setAsked(null)}
          onReason={(reason) =>
            support.mutate(
              { id: file.id, account, action: asked, reason },
              { onSuccess: () => setAsked(null) },
            )
          }
        />
      )}
    </div>
  )
}
