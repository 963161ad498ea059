import { InputError } from '../model/errors.ts'

/** What stops an import: which file, where in it, what is wrong and what to do. */
export class FileFault extends InputError {
  readonly path: string
  readonly what: string
  /** Counted from the start of the range; null when it is the whole file that is at fault. */
  readonly line: number | null

  constructor(path: string, what: string, line: number | null) {
    super(line === null ? `${path}: ${what}` : `${path}, line ${line}: ${what}`)
    this.path = path
    this.what = what
    this.line = line
  }
}

export function fault(path: string, what: string, line: number | null = null): FileFault {
  return new FileFault(path, what, line)
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
