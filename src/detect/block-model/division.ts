/**
 * Accounts in blocks, and what moving one of them would change.
 *
 * Nobody follows themselves. Everybody who is not among the accounts is in one block, the last, which nobody leaves: of them
 * only sums are known.
 *
 * @module
 */
import { type LocalFollows } from '../mixture/local-follows.ts'
import { type BlockCounts } from './description-length.ts'
import { logFactorial } from './log-factorial.ts'

/** Mutable; only `moveTo` may change it. */
export interface Division extends BlockCounts {
  readonly local: LocalFollows
  /** Block of each account. */
  readonly labels: Uint32Array
  readonly follows: Float64Array
  readonly sizes: Float64Array
  /** Ends of follows that each block has: out of it, and into it. */
  readonly outs: Float64Array
  readonly ins: Float64Array
  /** For an account under question: its follows to each block, and from each. */
  readonly to: Float64Array
  readonly from: Float64Array
  /** What questions about accounts may still cost, in entries; copies share it. */
  readonly purse: { entries: number }
}

/**
 * @param labels below `blocks` - 1, one for each account of `local`; kept and changed.
 * @param blocks that of everybody else among them, as the last.
 */
export function divide(
  local: LocalFollows,
  labels: Uint32Array,
  blocks: number,
  purse: Division['purse'] = { entries: Infinity },
): Division {
  const { following, followed } = local
  const follows = new Float64Array(blocks * blocks)
  const sizes = new Float64Array(blocks)
  const elsewhere = blocks - 1
  let told = 0
  for (let i = 0; i < labels.length; i++) {
    const r = labels[i]
    sizes[r]++
    const { starts, targets } = following.among
    for (let e = starts[i]; e < starts[i + 1]; e++) follows[r * blocks + labels[targets[e]]]++
    const among = starts[i + 1] - starts[i]
    const back = followed.among.starts[i + 1] - followed.among.starts[i]
    follows[r * blocks + elsewhere] += following.degrees[i] - among
    follows[elsewhere * blocks + r] += followed.degrees[i] - back
    told += following.degrees[i] + followed.degrees[i] - back
  }
  follows[elsewhere * blocks + elsewhere] = local.follows - told
  const outs = new Float64Array(blocks)
  const ins = new Float64Array(blocks)
  for (let r = 0; r < blocks; r++) {
    for (let s = 0; s < blocks; s++) {
      outs[r] += follows[r * blocks + s]
      ins[s] += follows[r * blocks + s]
    }
  }
  const to = new Float64Array(blocks)
  const from = new Float64Array(blocks)
  return { local, labels, blocks, follows, sizes, outs, ins, to, from, purse }
}

/** What a question costs whatever the account, as entries. */
const OF_A_QUESTION = 100

/** Count the follows of account `i` by block, into `to` and `from`. Linear in its follows. */
export function countTies(division: Division, i: number): void {
  const { local, labels, blocks, to, from } = division
  to.fill(0)
  from.fill(0)
  const { following, followed } = local
  for (const [{ among, degrees }, counts] of [
    [following, to],
    [followed, from],
  ] as const) {
    const { starts, targets } = among
    for (let e = starts[i]; e < starts[i + 1]; e++) counts[labels[targets[e]]]++
    counts[blocks - 1] += degrees[i] - (starts[i + 1] - starts[i])
    division.purse.entries -= starts[i + 1] - starts[i]
  }
  division.purse.entries -= OF_A_QUESTION
}

/**
 * Nats by which the whole telling grows if account `i`, whose ties are counted, goes to block `s`.
 * What it costs that a block is there at all is left out: no move may empty or found one.
 * O(blocks).
 */
export function moveCost(division: Division, i: number, s: number): number {
  const { labels, blocks, follows, sizes, outs, ins, to, from, local } = division
  const r = labels[i]
  if (r === s) return 0
  const out = local.following.degrees[i]
  const back = local.followed.degrees[i]
  let explained =
    regained(outs[r], -out) +
    regained(outs[s], out) +
    regained(ins[r], -back) +
    regained(ins[s], back)
  const change = (cell: number, by: number) => {
    if (by !== 0) explained += logFactorial(follows[cell] + by) - logFactorial(follows[cell])
  }
  for (let t = 0; t < blocks; t++) {
    if (t === r || t === s) continue
    change(r * blocks + t, -to[t])
    change(s * blocks + t, to[t])
    change(t * blocks + r, -from[t])
    change(t * blocks + s, from[t])
  }
  // among the two blocks a follow changes both its row and its column
  change(r * blocks + r, -to[r] - from[r])
  change(r * blocks + s, from[r] - to[s])
  change(s * blocks + r, to[r] - from[s])
  change(s * blocks + s, to[s] + from[s])
  return Math.log(sizes[r]) - Math.log(sizes[s] + 1) - explained
}

/** What a row or column of the block counts no longer costs, if its sum changes. */
function regained(sum: number, by: number): number {
  return logFactorial(sum) - logFactorial(sum + by)
}

/** Put account `i`, whose ties are counted, into block `s`. O(blocks). */
export function moveTo(division: Division, i: number, s: number): void {
  const { labels, blocks, follows, sizes, outs, ins, to, from, local } = division
  const r = labels[i]
  if (r === s) return
  for (let t = 0; t < blocks; t++) {
    follows[r * blocks + t] -= to[t]
    follows[s * blocks + t] += to[t]
    follows[t * blocks + r] -= from[t]
    follows[t * blocks + s] += from[t]
  }
  outs[r] -= local.following.degrees[i]
  outs[s] += local.following.degrees[i]
  ins[r] -= local.followed.degrees[i]
  ins[s] += local.followed.degrees[i]
  sizes[r]--
  sizes[s]++
  labels[i] = s
}

/** Another that may be changed by itself. */
export function copyOf(division: Division): Division {
  const { labels, follows, sizes, outs, ins, to, from } = division
  return {
    ...division,
    labels: labels.slice(),
    follows: follows.slice(),
    sizes: sizes.slice(),
    outs: outs.slice(),
    ins: ins.slice(),
    to: to.slice(),
    from: from.slice(),
  }
}
