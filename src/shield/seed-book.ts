/**
 * The seeds as all signals have them: those imported with the platform, and those posted since, to
 * whichever server. Reports are none: anybody can make one, and nobody around it shall be withheld
 * for it. The reported account itself is another question (casework/signalled-standing.ts).
 *
 * @module
 */
import { subjectsByTrust } from '../model/accepted-signals.ts'
import { type Signal } from '../model/signal.ts'
import { type Platform } from '../platform/platform.ts'
import { type StoreReader } from '../store/store.ts'

const SIGNALS_AT_ONCE = 1000

export interface SeedBook {
  /** Rows of the seeds with their weights. */
  readonly seeds: ReadonlyMap<number, number>
  /** When the latest signal was received of each account that signals were posted on. */
  readonly postedAtMillis: ReadonlyMap<number, number>
  /** Whether an investigator has imported the word that it is innocent. */
  readonly isCleared: (row: number) => boolean
  /** Read what is new. Answers with the rows that have become seeds, and that are none any more. */
  readonly read: () => Promise<{ readonly added: Set<number>; readonly removed: Set<number> }>
}

export function openSeedBook({ accounts, signals }: Platform, store: StoreReader): SeedBook {
  const rowOf = (subject: Signal['subject']) =>
    'account' in subject ? accounts.find(subject.account) : -1
  const imported = new Map<number, Signal[]>()
  const cleared = new Set<number>()
  for (const signal of signals) {
    const row = rowOf(signal.subject)
    if (row < 0) continue
    const known = imported.get(row)
    if (known) known.push(signal)
    else imported.set(row, [signal])
    if (signal.kind === 'investigator' && signal.polarity === 'benign') cleared.add(row)
  }
  const seeds = new Map(subjectsByTrust(signals, rowOf).vouched)
  // what is believed of a reporter's signals hangs on all of them, and on all that investigators said
  const all = [...signals]
  let hasReporters = signals.some(({ reporter }) => reporter !== undefined)
  const postedAtMillis = new Map<number, number>()
  let sequence = 0

  async function weightOf(row: number): Promise<number | undefined> {
    const posted = await store.surestSignalsOn(accounts.idOf(row))
    return subjectsByTrust([...(imported.get(row) ?? []), ...posted], () => row).vouched.get(row)
  }

  return Object.freeze<SeedBook>({
    seeds,
    postedAtMillis,
    isCleared: (row) => cleared.has(row),

    async read() {
      const touched = new Set<number>()
      for (;;) {
        const page = await store.signals({ after: sequence, limit: SIGNALS_AT_ONCE })
        for (const { signal, receivedAtMillis } of page) {
          // the graph that was imported says nothing of an account that is not in it
          const row = rowOf(signal.subject)
          if (row < 0) continue
          touched.add(row)
          all.push({ ...signal, atMillis: signal.atMillis ?? receivedAtMillis })
          hasReporters ||= signal.reporter !== undefined
          postedAtMillis.set(row, Math.max(receivedAtMillis, postedAtMillis.get(row) ?? 0))
        }
        sequence = page.at(-1)?.sequence ?? sequence
        if (page.length < SIGNALS_AT_ONCE) break
      }
      const added = new Set<number>()
      const removed = new Set<number>()
      const vouched = hasReporters ? subjectsByTrust(all, rowOf).vouched : null
      for (const row of vouched
        ? new Set([...touched, ...seeds.keys(), ...vouched.keys()])
        : touched) {
        const weight = vouched ? vouched.get(row) : await weightOf(row)
        if (weight === undefined) {
          if (seeds.delete(row)) removed.add(row)
        } else {
          // surer than before is another answer too
          if (seeds.get(row) !== weight) added.add(row)
          seeds.set(row, weight)
        }
      }
      return { added, removed }
    },
  })
}
