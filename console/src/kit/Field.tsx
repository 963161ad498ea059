import { type ReactNode, useId } from 'react'

export interface Described {
  readonly id: string
  readonly className: string
  readonly 'aria-describedby': string | undefined
}

interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  /** The control; it takes what is handed to it, so that label and hint are read out with it. */
  readonly children: (described: Described) => ReactNode
}

export function Field({ label, hint, children }: FieldProps) {
  const id = useId()
  const hintId = `${id}-hint`
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children({ id, className: 'input', 'aria-describedby': hint ? hintId : undefined })}
      {hint && (
        <p className="field-hint" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  )
}
