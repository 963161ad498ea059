import { join } from 'node:path'

/** Where the public research data is: `FIREBREAK_DATA`, or beside the checkout. Never in it. */
export function dataFolder(): string {
  return process.env['FIREBREAK_DATA'] ?? join(import.meta.dirname, '../../shared/data')
}
