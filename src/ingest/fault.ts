import { InputError } from '../model/errors.ts'

/** What stops an import: which file, where in it, what is wrong and what to do. */
export function fault(path: string, what: string, line?: number): InputError {
  return new InputError(line === undefined ? `${path}: ${what}` : `${path}, line ${line}: ${what}`)
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
