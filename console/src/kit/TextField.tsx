import { type InputHTMLAttributes, type ReactNode } from 'react'
import { Field } from './Field.tsx'

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  readonly label: string
  readonly hint?: ReactNode
  readonly value: string
  readonly onValue: (value: string) => void
}

/** One line, with its label and hint; everything else is the input's own. */
export function TextField({ label, hint, onValue, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(described) => (
        <input {...input} {...described} onChange={({ target }) => onValue(target.value)} />
      )}
    </Field>
  )
}
