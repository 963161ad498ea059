/**
 * Replacement rate: for each account of the network that was removed, how many others are shown
 * afterwards that were not among the removed. 0: nothing grows back; 1: each is replaced. That
 * removal alone says little is what the Stanford Internet Observatory found in 2023: hundreds of new
 * accounts stood where a few dozen of the old were left.
 *
 * @module
 */

export interface Removed {
  /** How many slates came before the removal. */
  readonly after: number
  readonly rows: ReadonlySet<number>
}

/** Over all sessions together; null when nothing was removed in any. */
export function replacementRate(
  sessions: readonly {
    readonly slates: readonly ArrayLike<number>[]
    readonly removal: Removed | null
  }[],
  harmful: Uint8Array,
): number | null {
  let removed = 0
  let replaced = 0
  for (const { slates, removal } of sessions) {
    if (!removal) continue
    removed += removal.rows.size
    const fresh = new Set<number>()
    for (const slate of slates.slice(removal.after)) {
      for (let k = 0; k < slate.length; k++) {
        if (harmful[slate[k]] === 1 && !removal.rows.has(slate[k])) fresh.add(slate[k])
      }
    }
    replaced += fresh.size
  }
  return removed === 0 ? null : replaced / removed
}
