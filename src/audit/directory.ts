/**
 * Ids and rows of an audit. A recommender over a network may show accounts that the import does not
 * know: they get rows past the platform's, take their place in a slate, and count as no network.
 *
 * @module
 */
import { type Platform } from '../platform/platform.ts'

export interface Directory {
  readonly idOf: (row: number) => string
  readonly rowOf: (id: string) => number
}

/** Ids are decoded once: a guard is asked for the same few thousand again and again. */
export function createDirectory({ accounts }: Pick<Platform, 'accounts'>): Directory {
  const ids = new Map<number, string>()
  const strangers = new Map<string, number>()
  return {
    idOf(row) {
      let id = ids.get(row)
      if (id === undefined) ids.set(row, (id = accounts.idOf(row)))
      return id
    },
    rowOf(id) {
      const known = accounts.find(id)
      if (known >= 0) return known
      let row = strangers.get(id)
      if (row === undefined) {
        strangers.set(id, (row = accounts.size + strangers.size))
        ids.set(row, id)
      }
      return row
    },
  }
}
