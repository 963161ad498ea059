/**
 * Which accounts and tags a map starts from: what the signals say, and nothing else.
 *
 * @module
 */
import { type Ids } from '../graph/ids.ts'
import { acceptedSubjects, subjectsByTrust } from '../model/accepted-signals.ts'
import { type Signal } from '../model/signal.ts'
import { type Platform } from '../platform/platform.ts'
import { type Seeds } from './detector.ts'

/**
 * The accounts with an accepted harmful signal; those with nothing but reports only where all have
 * nothing else. The strongest signal of an account is its weight;
 * an investigator's benign signal takes the account out, whatever else was said of it, because a
 * person has looked. A subject that the platform does not know is left out.
 * Linear in the signals.
 */
export function seedsOf({ signals, accounts }: Platform): Seeds {
  return subjectsOf(signals, accounts, (subject) => ('account' in subject ? subject.account : null))
}

/** What a map leaves aside of the signals on accounts: people look at these first. */
export interface SetAside {
  /** Accounts that only reports speak of. They start no network where anything else does. */
  readonly reported: number
  /** Whether nothing but reports speaks: then they start the map, and nothing is set aside. */
  readonly onlyReports: boolean
}

/**
 * Whether software may claim anybody from these seeds. Not where nothing speaks but reports whose
 * reporters are named: whoever says who reported can ask a person to look at one, and many new
 * reporters together look like many who are right. Linear in the signals.
 */
export function mayClaim({ signals, accounts }: Platform): boolean {
  const rowOf = (subject: Signal['subject']) =>
    'account' in subject ? accounts.find(subject.account) : -1
  const { vouched, reported } = subjectsByTrust(signals, rowOf)
  return (
    vouched.size > 0 ||
    signals.some(
      ({ subject, kind, reporter }) =>
        kind === 'report' && reporter === undefined && reported.has(rowOf(subject)),
    )
  )
}

/** Linear in the signals. */
export function setAsideOf({ signals, accounts }: Platform): SetAside {
  const { vouched, reported } = subjectsByTrust(signals, (subject) =>
    'account' in subject ? accounts.find(subject.account) : -1,
  )
  return Object.freeze({
    reported: reported.size,
    onlyReports: vouched.size === 0 && reported.size > 0,
  })
}

/** The same for tags: tags with an accepted harmful signal, as rows of `platform.tags`. */
export function seedTagsOf({ signals, tags }: Platform): Seeds {
  return subjectsOf(signals, tags, (subject) => ('tag' in subject ? subject.tag : null))
}

/** Seeds from a plain list, each with full weight. Rows are sorted and folded. */
export function seedsAt(rows: Iterable<number>): Seeds {
  const distinct = Uint32Array.from(new Set(rows)).toSorted()
  return Object.freeze({ rows: distinct, weights: new Float32Array(distinct.length).fill(1) })
}

function subjectsOf(
  signals: readonly Signal[],
  ids: Ids,
  idOf: (subject: Signal['subject']) => string | null,
): Seeds {
  const strongest = acceptedSubjects(signals, (subject) => {
    const id = idOf(subject)
    return id === null ? -1 : ids.find(id)
  })
  const rows = Uint32Array.from(strongest.keys()).toSorted()
  return Object.freeze({ rows, weights: Float32Array.from(rows, (row) => strongest.get(row)!) })
}
