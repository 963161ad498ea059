import { type ButtonHTMLAttributes } from 'react'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `main` once a page, `stop` for what holds something up, `quiet` beside others. */
  readonly kind?: 'main' | 'stop' | 'quiet' | 'plain'
}

/** No form is sent by accident: only `type="submit"` sends one. */
export function Button({ kind = 'plain', className = '', ...rest }: ButtonProps) {
  return <button type="button" className={`button ${className}`} data-kind={kind} {...rest} />
}
