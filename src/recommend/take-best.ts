/**
 * The best few of many, in order.
 *
 * @module
 */

/**
 * Up to `count` of `rows`, by falling score; of equal scores the lower row comes first. Rows that
 * score 0 or less are left out. One pass over a heap of `count`: O(n log count).
 */
export function takeBest(
  rows: ArrayLike<number>,
  scoreOf: (row: number) => number,
  count: number,
): Uint32Array {
  // a heap with the worst of those kept on top
  const heap = new Uint32Array(count)
  const scores = new Float64Array(count)
  let size = 0

  const sinkFromTop = (row: number, score: number) => {
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= size) break
      const right = child + 1
      if (right < size && isWorse(scores[right], heap[right], scores[child], heap[child])) {
        child = right
      }
      if (!isWorse(scores[child], heap[child], score, row)) break
      heap[i] = heap[child]
      scores[i] = scores[child]
      i = child
    }
    heap[i] = row
    scores[i] = score
  }

  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]
    const score = scoreOf(row)
    if (!(score > 0) || count === 0) continue
    if (size < count) {
      let i = size++
      for (let parent = (i - 1) >> 1; i > 0; i = parent, parent = (i - 1) >> 1) {
        if (!isWorse(score, row, scores[parent], heap[parent])) break
        heap[i] = heap[parent]
        scores[i] = scores[parent]
      }
      heap[i] = row
      scores[i] = score
    } else if (isWorse(scores[0], heap[0], score, row)) {
      sinkFromTop(row, score)
    }
  }

  const best = new Uint32Array(size)
  while (size > 0) {
    size--
    best[size] = heap[0]
    sinkFromTop(heap[size], scores[size])
  }
  return best
}

function isWorse(scoreA: number, rowA: number, scoreB: number, rowB: number): boolean {
  return scoreA < scoreB || (scoreA === scoreB && rowA > rowB)
}
