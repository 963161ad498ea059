import { type Progress } from '../util/progress.ts'

const LEAST_MILLIS = 100

/** The same, at most ten times a second; the end of something is always told. */
export function throttled(progress: Progress): Progress {
  let last = -Infinity
  return (done, total, what) => {
    const now = performance.now()
    if (now - last < LEAST_MILLIS && done !== total) return
    last = now
    progress(done, total, what)
  }
}
