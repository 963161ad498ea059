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
  /**
   * The first time counts. Answers with when it is over by the monotonic clock.
   *
   * @param span when it began, ends, and what the wall says now: one clock, this machine's or another's.
   */
  readonly see: (id: string, span: Span) => number
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
  /** No deadline is before this: asked every second, of perhaps a million. */
  let earliest = Infinity
  return Object.freeze<Ends>({
    see(id, { fromMillis, toMillis, nowMillis }) {
      const known = deadlines.get(id)
      if (known !== undefined) return known
      const left = Math.max(0, toMillis - Math.max(fromMillis, nowMillis))
      const deadline = monotonic() + left
      deadlines.set(id, deadline)
      earliest = Math.min(earliest, deadline)
      return deadline
    },
    forget: (id) => void deadlines.delete(id),
    ended() {
      const atMillis = monotonic()
      if (atMillis < earliest) return []
      const over: string[] = []
      let next = Infinity
      for (const [id, deadline] of deadlines) {
        if (deadline <= atMillis) over.push(id)
        next = Math.min(next, deadline)
      }
      earliest = next
      return over
    },
  })
}
