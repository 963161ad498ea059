import { Fragment, useEffect, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'

/** Where, and there each thing done with its keys. */
const KEYS: readonly (readonly [string, readonly (readonly [readonly string[], string])[]])[] = [
  [
    'Everywhere',
    [
      [['?'], 'These keys'],
      [['Tab'], 'On to the next; the first on a page skips to its text'],
      [['Esc'], 'Close a dialog, and nothing is done'],
    ],
  ],
  [
    'Queue',
    [
      [['↑', '↓'], 'From case to case; k and j do the same'],
      [['Home', 'End'], 'To the first and the last'],
      [['Enter'], 'Open the case'],
    ],
  ],
  [
    'List beside the map',
    [
      [['↑', '↓'], 'From account to account'],
      [['←', '→'], 'Fold a community, unfold it'],
      [['Enter'], 'Select this one, or open a community'],
      [['Space'], 'Add it to the selection, or take it out'],
      [['Ctrl', 'A'], 'Select all that are listed'],
      [['Esc'], 'Select nothing'],
    ],
  ],
  [
    'Map',
    [
      [['+', '−'], 'Closer, farther'],
      [['↑', '↓', '←', '→'], 'Move it'],
    ],
  ],
]

/** Opened by its button, and by `?` wherever nobody writes. */
export function KeysHelp() {
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || isWritten(event.target)) return
      // what stands open is finished first
      if (document.querySelector('dialog[open]')) return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <>
      <Button kind="quiet" aria-keyshortcuts="?" onClick={() => setOpen(true)}>
        Keys
      </Button>
      {isOpen && (
        <Dialog title="Keys" onClose={() => setOpen(false)}>
          {KEYS.map(([place, keys]) => (
            <section key={place}>
              <h3 className="keys-place">{place}</h3>
              <dl className="keys">
                {keys.map(([names, words]) => (
                  <Fragment key={words}>
                    <dt>
                      {names.map((name) => (
                        <kbd key={name}>{name}</kbd>
                      ))}
                    </dt>
                    <dd>{words}</dd>
                  </Fragment>
                ))}
              </dl>
            </section>
          ))}
          <div className="row">
            <Button onClick={() => setOpen(false)}>Close</Button>
          </div>
        </Dialog>
      )}
    </>
  )
}

function isWritten(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select')
}
