import { type ReactNode } from 'react'
import { Field } from './Field.tsx'

export interface Option<Value> {
  readonly value: Value
  readonly label: string
  readonly isDisabled?: boolean
}

interface SelectFieldProps<Value> {
  readonly label: string
  readonly hint?: ReactNode
  readonly options: readonly Option<Value>[]
  readonly value: Value
  readonly onValue: (value: Value) => void
  readonly required?: boolean
}

/** One of some options, which comes back as what it was given as. */
export function SelectField<Value extends string | number>(props: SelectFieldProps<Value>) {
  const { label, hint, options, value, onValue, required } = props
  return (
    <Field label={label} hint={hint}>
      {(described) => (
        <select
          {...described}
          required={required}
          value={value}
          onChange={({ target }) => {
            const chosen = options.find((each) => String(each.value) === target.value)
            if (chosen) onValue(chosen.value)
          }}
        >
          {options.map((each) => (
            <option key={each.value} value={each.value} disabled={each.isDisabled}>
              {each.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
