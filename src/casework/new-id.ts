import { randomBytes } from 'node:crypto'

/** An id that no other process makes too and that says what it is of: `brake-` and 16 digits. */
export function newId(
  kind: 'brake' | 'key' | 'person' | 'worker' | 'case' | 'decision' | 'appeal',
): string {
  return `${kind}-${randomBytes(8).toString('hex')}`
}
