/**
 * Finds out what somebody has done to an audit log, and names the entry.
 *
 * Entries come in the order of their numbers. Each was written for one place: the number under which
 * its hash holds. An entry whose hash holds under no number near its own, or that a signed checkpoint
 * contradicts, is not believed; then the places of its neighbours tell whether it was changed where it
 * stood or put in between. Places that never come were removed, places that come late were reordered.
 *
 * One pass and little memory: a log is as long as it has been kept.
 *
 * @module
 */
import { type AuditEntry, FIRST_PREVIOUS } from '../model/audit-entry.ts'
import { entryHash } from './entry-hash.ts'

export interface ChainBreak {
  readonly kind: 'changed' | 'removed' | 'inserted' | 'reordered' | 'forged-checkpoint'
  /** The number that the entry bears now; of a removed one, the number that it bore. */
  readonly sequence: number
  readonly message: string
}

export interface ChainCheck {
  /** The next entry, and the hash that a checkpoint signed for its number, null if none did. */
  readonly take: (entry: AuditEntry, signedHash: string | null) => void
  /** After the last entry. `signedUpTo` is the number of the last checkpoint, 0 when there is none. */
  readonly finish: (signedUpTo: number) => readonly ChainBreak[]
}

/** How far from its number an entry is looked for. */
const REACH = 64
/** Enough to see what was done; after that only more of the same. */
const MOST_BREAKS = 100

interface Placed {
  readonly entry: AuditEntry
  /** The number that it was written for; null when it is not believed. */
  readonly place: number | null
  readonly wasSigned: boolean
}

export function createChainCheck(): ChainCheck {
  const breaks: ChainBreak[] = []
  const missing = new Set<number>()
  /** Waits for the one after it, which tells what to think of it. */
  let held: Placed | null = null
  let expected = 1
  let lastHash: string | null = FIRST_PREVIOUS
  let lastSequence = 0

  function report(kind: ChainBreak['kind'], sequence: number, message: string): void {
    if (breaks.length < MOST_BREAKS) breaks.push({ kind, sequence, message })
  }

  function judge({ entry, place, wasSigned }: Placed, next: Placed | null): void {
    const { sequence } = entry
    const isInserted =
      next === null ? place === null && !wasSigned : next.place === (place ?? expected)
    if (isInserted) {
      report('inserted', sequence, `Entry ${sequence} was put in afterwards.`)
      return
    }
    if (place === null) {
      report('changed', sequence, `Entry ${sequence} was changed after it was written.`)
      expected++
      lastHash = null // whatever its hash was, it is no witness for the next one
      return
    }
    if (place < expected && !missing.has(place)) {
      report('inserted', sequence, `Entry ${sequence} is a copy of entry ${place}.`)
      return
    }
    if (missing.delete(place)) {
      report('reordered', sequence, `Entry ${sequence} was written as entry ${place}.`)
      lastHash = null
      return
    }
    const isNext = place === expected
    for (; expected < place && missing.size < MOST_BREAKS; expected++) missing.add(expected)
    if (isNext && lastHash !== null && entry.previous !== lastHash) {
      report('changed', sequence, `Entry ${sequence} does not follow the one before it.`)
    }
    expected = place + 1
    lastHash = entry.hash
  }

  return {
    take(entry, signedHash) {
      const isContradicted = signedHash !== null && signedHash !== entry.hash
      const place = isContradicted ? placeOf(entry, entry.sequence) : placeOf(entry, null)
      const placed = { entry, place, wasSigned: signedHash !== null }
      if (held) judge(held, placed)
      held = placed
      lastSequence = entry.sequence
    },

    finish(signedUpTo) {
      if (held) judge(held, null)
      held = null
      for (let gone = expected; gone <= signedUpTo && missing.size < MOST_BREAKS; gone++) {
        missing.add(gone)
      }
      for (const gone of missing) report('removed', gone, `Entry ${gone} was removed.`)
      if (lastSequence > signedUpTo && breaks.length === 0) {
        const first = signedUpTo + 1
        report('inserted', first, `Entry ${first} was put in afterwards: nobody signed for it.`)
      }
      return breaks.toSorted((a, b) => a.sequence - b.sequence)
    },
  }
}

/** The number under which the entry's hash holds, its own first; null if there is none but `not`. */
function placeOf(entry: AuditEntry, not: number | null): number | null {
  for (let distance = 0; distance <= REACH; distance++) {
    for (const sequence of distance === 0
      ? [entry.sequence]
      : [entry.sequence - distance, entry.sequence + distance]) {
      if (sequence === not || sequence < 1) continue
      if (entryHash({ ...entry, sequence }) === entry.hash) return sequence
    }
  }
  return null
}
