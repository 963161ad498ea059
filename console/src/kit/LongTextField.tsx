import { type ReactNode } from 'react'
import { Field } from './Field.tsx'

interface LongTextFieldProps {
  readonly label: string
  readonly hint?: ReactNode
  readonly maxLength: number
  readonly value: string
  readonly onValue: (value: string) => void
}

/** Several lines that must not stay empty, with their label and hint. */
export function LongTextField({ label, hint, maxLength, value, onValue }: LongTextFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(described) => (
        <textarea
          {...described}
          required
          maxLength={maxLength}
          value={value}
          onChange={({ target }) => onValue(target.value)}
        />
      )}
    </Field>
  )
}
