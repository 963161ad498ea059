import { useState } from 'react'
import { useSettings } from '../settings/settings.ts'

/**
 * The id of an account. It is blurred until somebody asks for it, with a click or a key, and blurs
 * again the same way: whoever looks at a screen for hours need not read every name.
 */
export function AccountId({ id }: { readonly id: string }) {
  const { blursIds } = useSettings()
  const [isShown, setShown] = useState(false)
  if (!blursIds) return <code>{id}</code>
  return (
    <button
      type="button"
      className="account-id"
      data-blurred={isShown ? undefined : ''}
      aria-pressed={isShown}
      aria-label={isShown ? `Account ${id}; hide it` : 'Account, blurred; show it'}
      onClick={() => setShown(!isShown)}
    >
      {isShown ? id : <span aria-hidden="true" style={{ inlineSize: `${lengthOf(id)}ch` }} />}
    </button>
  )
}

/** About as long as the id and without it: what is blurred cannot be read out of the page either. */
function lengthOf(id: string): number {
  return Math.min(12, Math.max(6, id.length))
}
