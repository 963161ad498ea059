/**
 * Pairs of accounts that act on the same things at nearly the same time, again and again.
 *
 * The definition is that of CooRTweet (Righetti, Balluff, 2023; after Giglietto et al., It takes a
 * village to manipulate the media, 2020): two acts on one object by two accounts, no further apart
 * than the window, count one for the pair; its weight is the sum over all objects. There all acts on
 * an object are paired and then sifted. Here the acts lie by object and time, so that those within
 * the window of one are its neighbours, and all pairs of one account are counted before those of the
 * next: nothing is held but a count for each account, and the pairs that repeat often enough.
 *
 * @module
 */

/** The i-th act: who, on what, when. Acts whose time is NaN are left out. */
export interface Acts {
  readonly accounts: Uint32Array
  readonly accountCount: number
  readonly objects: Uint32Array
  readonly objectCount: number
  readonly millis: Float64Array
}

export interface PairLimits {
  readonly windowMillis: number
  /** The least weight of a pair that is kept. */
  readonly least: number
  /**
   * How many acts on the same object, before and after in time, an act is paired with at most: what
   * a thousand do within the window is news, and says little of two of them.
   */
  readonly nearest: number
  /** The most pairs that may be kept. */
  readonly most: number
}

export interface TimedPairs {
  /** Of each pair the smaller row, rising; and the larger, rising within the same smaller one. */
  readonly first: Uint32Array
  readonly second: Uint32Array
  readonly weights: Uint32Array
  /** Acts that had more neighbours within the window than `nearest` on a side. */
  readonly cutActs: number
  /** Acts without a time. */
  readonly untimed: number
}

/**
 * Sorting apart, at most twice `nearest` steps an act.
 *
 * @throws {RangeError} if more pairs than `most` repeat `least` times.
 */
export function timedPairs(acts: Acts, limits: PairLimits): TimedPairs {
  const { windowMillis, least, nearest, most } = limits
  const { accounts, accountCount, objects, millis } = acts
  const order = byObjectAndTime(acts)
  const { starts, places } = placesOf(accounts, accountCount, order)
  const counts = new Uint32Array(accountCount)
  const met: number[] = []
  const kept: [first: number[], second: number[], weights: number[]] = [[], [], []]
  let cutActs = 0

  /** Count who acted near the act at `place`, on one side; whether some were not looked at. */
  function meet(account: number, place: number, step: 1 | -1): boolean {
    const act = order[place]
    for (let k = 1, p = place + step; p >= 0 && p < order.length; k++, p += step) {
      const other = order[p]
      const isNear =
        objects[other] === objects[act] && Math.abs(millis[other] - millis[act]) <= windowMillis
      if (!isNear) return false
      if (k > nearest) return true
      const by = accounts[other]
      // the other side of the pair meets this one too, and leaves it to the smaller row
      if (by > account && counts[by]++ === 0) met.push(by)
    }
    return false
  }

  for (let account = 0; account < accountCount; account++) {
    for (let i = starts[account]; i < starts[account + 1]; i++) {
      const isCutAfter = meet(account, places[i], 1)
      const isCutBefore = meet(account, places[i], -1)
      if (isCutAfter || isCutBefore) cutActs++
    }
    for (const other of met.toSorted((a, b) => a - b)) {
      if (counts[other] >= least) {
        if (kept[0].length === most) {
          throw new RangeError(`"most" expected to hold all pairs, got ${most} and one more`)
        }
        kept[0].push(account)
        kept[1].push(other)
        kept[2].push(counts[other])
      }
      counts[other] = 0
    }
    met.length = 0
  }
  const [first, second, weights] = kept.map((column) => Uint32Array.from(column))
  return { first, second, weights, cutActs, untimed: accounts.length - order.length }
}

/** The acts with a time, by object, then time, then place. */
function byObjectAndTime({ objects, objectCount, millis }: Acts): Uint32Array {
  const starts = new Uint32Array(objectCount + 1)
  for (let i = 0; i < objects.length; i++) if (!Number.isNaN(millis[i])) starts[objects[i] + 1]++
  for (let object = 0; object < objectCount; object++) starts[object + 1] += starts[object]
  const order = new Uint32Array(starts[objectCount])
  const ends = starts.slice(0, objectCount)
  for (let i = 0; i < objects.length; i++) {
    if (!Number.isNaN(millis[i])) order[ends[objects[i]]++] = i
  }
  for (let object = 0; object < objectCount; object++) {
    if (starts[object + 1] - starts[object] < 2) continue
    order
      .subarray(starts[object], starts[object + 1])
      .sort((a, b) => millis[a] - millis[b] || a - b)
  }
  return order
}

/** For each account where its acts stand in `order`. */
function placesOf(accounts: Uint32Array, accountCount: number, order: Uint32Array) {
  const starts = new Uint32Array(accountCount + 1)
  for (const act of order) starts[accounts[act] + 1]++
  for (let account = 0; account < accountCount; account++) starts[account + 1] += starts[account]
  const places = new Uint32Array(order.length)
  const ends = starts.slice(0, accountCount)
  for (const [place, act] of order.entries()) places[ends[accounts[act]]++] = place
  return { starts, places }
}

/** The number of groups that the pairs hang together in, and of each pair which it is of. */
export function groupsOf({ first, second }: TimedPairs, accountCount: number) {
  const parents = Uint32Array.from({ length: accountCount }, (_, row) => row)
  const rootOf = (row: number) => {
    while (parents[row] !== row) row = parents[row] = parents[parents[row]]
    return row
  }
  for (const [k, row] of first.entries()) parents[rootOf(second[k])] = rootOf(row)
  const numbers = new Map<number, number>()
  const groups = first.map((row) => {
    const root = rootOf(row)
    if (!numbers.has(root)) numbers.set(root, numbers.size)
    return numbers.get(root)!
  })
  return { count: numbers.size, groups }
}
