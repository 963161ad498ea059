/**
 * Closeness to the seeds while seeds and follows come and go: the walk detector, live.
 *
 * The follows as imported stay as they are; what changed lies beside them and is worked in by a
 * thread of its own when it has grown large. Every answer says whose closeness moved and which ranks
 * they had and have. Closeness is what `walk` calls it, over √degree, but that each seed has its
 * confidence as mass, not a share of 1: the ranks are the same, and a new seed changes nothing far
 * away. Seeds themselves have no rank.
 *
 * Follows are a set: following twice is following once, and unfollowing whom nobody followed, or
 * following oneself, changes nothing.
 *
 * @module
 */
import { seedsOf } from '../detect/seeds.ts'
import { type Digraph, hasEntry } from '../graph/csr.ts'
import { Ids } from '../graph/ids.ts'
import { layered } from '../graph/layers.ts'
import { LiveLayers } from '../graph/live-layers.ts'
import { type Changes } from '../graph/merge-changes.ts'
import { Push } from '../graph/push.ts'
import { ScoreRanks } from '../graph/score-ranks.ts'
import { MOST_TAKEN_BACK, NEAREST_TAKEN_BACK, type TakenBack } from '../model/taken-back.ts'
import { type Platform } from '../platform/platform.ts'
import { rebuild, sharedFollows } from './rebuild.ts'

export interface LiveMapOptions {
  /**
   * Error allowed for each follow that an account has, next to a mass of 1 on each seed. The work of
   * a change is in proportion to 1 / ε.
   */
  readonly epsilon?: number // defaults to 5e-6
  /** Follows looked at for one change, about; what is left is done with the next. */
  readonly mostVisited?: number // defaults to no bound
  /** Changed follows that lie beside the graph before they are worked in. */
  readonly mostChanges?: number // defaults to 100,000
  /**
   * Told when working them in failed: they stay where they are, answers stay right, and it is tried
   * again when there are twice as many.
   */
  readonly onFault?: (error: unknown) => void
}

/** What one change did. */
export interface Effect {
  /** Accounts whose closeness moved, as rows. */
  readonly rows: Uint32Array
  /** The rank of each before, best is 1; 0 for none: not close to any seed, or a seed. */
  readonly ranksBefore: Uint32Array
  readonly ranks: Uint32Array
  /** Whether all estimates are within ε·degree, or `mostVisited` cut it short. */
  readonly settled: boolean
  /** Follows that were looked at. */
  readonly visited: number
}

export interface CloseAccount {
  readonly account: string
  readonly score: number
  readonly rank: number
}

const ALPHA = 0.15
const NOTHING = new Uint32Array(0)

export class LiveMap {
  readonly #known: Ids
  /** Accounts that the platform did not know; their rows come after the others. */
  readonly #newcomers = new Ids()
  #follows: Digraph
  readonly #layers: LiveLayers
  readonly #push: Push
  readonly #ranks: ScoreRanks
  readonly #seeds = new Map<number, number>()
  /** By source and target. */
  readonly #takenBack = new Map<string, TakenBack>()
  readonly #mostVisited: number
  readonly #mostChanges: number
  readonly #onFault: (error: unknown) => void
  readonly #closing = new AbortController()
  #rebuilding: Promise<void> | null = null
  /** How many changes start the next rebuild: more after one that failed, so that it is not tried at each. */
  #rebuildAt: number

  /** Starts from the seeds that the platform's signals say. Takes a while: all is spread once. */
  constructor(
    platform: Platform,
    {
      epsilon = 5e-6,
      mostVisited = Infinity,
      mostChanges = 100_000,
      onFault = () => {},
    }: LiveMapOptions = {},
  ) {
    this.#known = platform.accounts
    this.#follows = sharedFollows(platform.follows)
    this.#layers = new LiveLayers(layered([platform.accounts.size], [{ links: this.#follows }]))
    this.#push = new Push(this.#layers, { alpha: ALPHA, epsilon })
    // an estimate is above α·ε·degree once there is one, and what is far below is rounding
    this.#ranks = new ScoreRanks(this.#layers.degrees.length, (ALPHA * epsilon) / 8)
    this.#mostVisited = mostVisited
    this.#mostChanges = mostChanges
    this.#rebuildAt = mostChanges
    this.#onFault = onFault
    const { rows, weights } = seedsOf(platform)
    for (const [k, row] of rows.entries()) {
      this.#seeds.set(row, weights[k])
      this.#push.addSeed(row, weights[k])
    }
    for (const one of platform.takenBack ?? []) {
      this.#takenBack.set(keyOf(one.source, one.target), one)
    }
    this.#push.run()
    for (const row of this.#push.takeMoved()) this.#rank(row)
  }

  get accounts(): number {
    return this.#layers.order
  }

  get follows(): number {
    return this.#layers.degrees.subarray(0, this.accounts).reduce((sum, d) => sum + d, 0) / 2
  }

  /** Rows of the seeds as they stand, with their masses. */
  get seeds(): ReadonlyMap<number, number> {
    return this.#seeds
  }

  /** Changed follows that lie beside the graph. */
  get pending(): number {
    return this.#layers.delta.size
  }

  /** The account becomes a seed of mass 1, if it is none. */
  addSeed(account: string): Effect {
    const row = this.#rowOf(account)
    if (!this.#seeds.has(row)) {
      this.#seeds.set(row, 1)
      this.#push.addSeed(row)
    }
    return this.settle()
  }

  /** The account is no seed any more, if it was one. */
  withdrawSeed(account: string): Effect {
    const row = this.find(account)
    const mass = this.#seeds.get(row)
    if (mass !== undefined) {
      this.#seeds.delete(row)
      this.#push.withdrawSeed(row, mass)
    }
    return this.settle()
  }

  /** `source` follows `target`. */
  follow(source: string, target: string): Effect {
    this.#takenBack.delete(keyOf(source, target))
    return source === target
      ? this.settle()
      : this.#changeFollow(this.#rowOf(source), this.#rowOf(target), 1)
  }

  /**
   * `source` does not follow `target` any more. Between two accounts close to the seeds that is
   * remembered, for maps to come.
   *
   * @param atMillis when, since 1970.
   */
  unfollow(source: string, target: string, atMillis = Date.now()): Effect {
    const [from, to] = [this.find(source), this.find(target)]
    if (this.#isNear(from) && this.#isNear(to) && this.isFollowing(from, to)) {
      const key = keyOf(source, target)
      // the latest stands last
      this.#takenBack.delete(key)
      this.#takenBack.set(key, { source, target, atMillis })
      if (this.#takenBack.size > MOST_TAKEN_BACK) {
        for (const oldest of this.#takenBack.keys()) {
          this.#takenBack.delete(oldest)
          break
        }
      }
    }
    return this.#changeFollow(from, to, -1)
  }

  /** Follows that were taken back and that a map goes on counting, oldest first. */
  get takenBack(): readonly TakenBack[] {
    return [...this.#takenBack.values()]
  }

  /** Goes on with what `mostVisited` left undone. */
  settle(): Effect {
    const visited = this.#push.run(this.#mostVisited)
    const rows = this.#push.takeMoved()
    this.#ranks.makeRoom(this.#layers.degrees.length)
    const ranksBefore = rows.map((row) => this.#ranks.rankOf(row))
    for (const row of rows) this.#rank(row)
    const ranks = rows.length === 0 ? NOTHING : rows.map((row) => this.#ranks.rankOf(row))
    return { rows, ranksBefore, ranks, settled: this.#push.settled, visited }
  }

  /** The closest accounts, seeds left out; scores within one part in 4,096 share a rank. */
  closest(count: number): CloseAccount[] {
    return Array.from(this.#ranks.top(count), (row) => ({
      account: this.idOf(row),
      score: this.#ranks.scoreOf(row),
      rank: this.#ranks.rankOf(row),
    }))
  }

  isFollowing(source: number, target: number): boolean {
    const { out } = this.#follows
    const frozen = source < out.rows && hasEntry(out, source, target) ? 1 : 0
    return frozen + this.#layers.delta.changeOf(source, target) === 1
  }

  /** The row of an account, or -1. */
  find(account: string): number {
    const row = this.#known.find(account)
    if (row >= 0) return row
    const place = this.#newcomers.find(account)
    return place < 0 ? -1 : this.#known.size + place
  }

  /** @throws {RangeError} if there is no such row. */
  idOf(row: number): string {
    const { size } = this.#known
    return row < size ? this.#known.idOf(row) : this.#newcomers.idOf(row - size)
  }

  /** The follows as they were frozen last, and what has changed since. */
  get graph(): { readonly follows: Digraph; readonly changes: Changes } {
    const { delta } = this.#layers
    const kept = Uint32Array.from({ length: delta.size }, (_, k) => k + 1).filter(
      (record) => delta.changes[record] !== 0,
    )
    return {
      follows: this.#follows,
      changes: {
        sources: kept.map((record) => delta.sources[record]),
        targets: kept.map((record) => delta.targets[record]),
        changes: Float64Array.from(kept, (record) => delta.changes[record]),
      },
    }
  }

  /**
   * Work the changes so far into the graph, on a thread of its own; changes and answers go on. Happens
   * by itself when there are many. Resolves when it is done; one at a time.
   */
  rebuild(): Promise<void> {
    this.#rebuilding ??= this.#rebuild().finally(() => (this.#rebuilding = null))
    return this.#rebuilding
  }

  /** Ends a rebuild that is under way. */
  close(): void {
    this.#closing.abort()
  }

  async #rebuild(): Promise<void> {
    const { delta } = this.#layers
    const folded = delta.changes.slice(0, delta.size + 1)
    const task = { ...this.graph, order: this.#layers.order }
    const follows = await rebuild(task, this.#closing.signal)
    // from here to the end nobody else gets a word in: the graph is the same before and after
    this.#follows = follows
    this.#layers.refreeze(0, follows, folded)
    this.#rebuildAt = this.#mostChanges
  }

  #changeFollow(source: number, target: number, change: 1 | -1): Effect {
    const known = source >= 0 && target >= 0
    if (known && this.isFollowing(source, target) === (change === -1)) {
      this.#push.change(source, target, change)
      if (this.pending >= this.#rebuildAt && !this.#rebuilding && !this.#closing.signal.aborted) {
        this.rebuild().catch((error: unknown) => {
          this.#rebuildAt = 2 * this.pending
          if (!this.#closing.signal.aborted) this.#onFault(error)
        })
      }
    }
    return this.settle()
  }

  #isNear(row: number): boolean {
    if (row < 0) return false
    const rank = this.#seeds.has(row) ? 1 : this.#ranks.rankOf(row)
    return rank > 0 && rank <= NEAREST_TAKEN_BACK
  }

  #rowOf(account: string): number {
    const row = this.find(account)
    if (row >= 0) return row
    this.#newcomers.add(account)
    return this.#layers.addNode()
  }

  #rank(row: number): void {
    const degree = this.#layers.degrees[row]
    const score = this.#seeds.has(row) ? 0 : this.#push.estimates[row]
    this.#ranks.set(row, degree > 0 ? score / Math.sqrt(degree) : score)
  }
}

function keyOf(source: string, target: string): string {
  return JSON.stringify([source, target])
}
