/**
 * When something that ends by itself has ended for certain: by the time that has really passed here
 * since it was first seen, whatever anybody does to the clock.
 *
 * The clock of the wall says when an end is; a clock that is set back would put every end off, and
 * bring back what had ended. So nothing stays longer than its own length after it was first seen, and
 * nothing that has ended comes back.
 *
 * @module
 */
export interface Ends {
  /** The first time counts. @param end when it began, ends, and what the wall says now: one clock. */
  readonly see: (id: string, end: Span) => void
  readonly forget: (id: string) => void
  /** Those whose time has passed, until they are forgotten. */
  readonly ended: () => string[]
}

export interface Span {
  readonly fromMillis: number
  readonly toMillis: number
  readonly nowMillis: number
}

/** @param monotonic milliseconds by a clock that nobody can set. */
export function createEnds(monotonic: () => number = () => performance.now()): Ends {
  const deadlines = new Map<string, number>()
  return Object.freeze<Ends>({
    see(id, { fromMillis, toMillis, nowMillis }) {
      if (deadlines.has(id)) return
      const left = Math.max(0, toMillis - Math.max(fromMillis, nowMillis))
      deadlines.set(id, monotonic() + left)
    },
    forget: (id) => void deadlines.delete(id),
    ended() {
      const atMillis = monotonic()
      return [...deadlines].flatMap(([id, deadline]) => (deadline <= atMillis ? [id] : []))
    },
  })
}
