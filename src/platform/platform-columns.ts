/**
 * A platform's data while it is collected, by row number: everything but the ids.
 *
 * Everything is idempotent, so that importing a file a second time changes nothing: parallel entries
 * fold and the largest weight stands, attributes are overwritten by the last row that states them,
 * signals have a key.
 *
 * @module
 */
import { type Digraph } from '../graph/csr.ts'
import { byFallingDegree, byHash } from '../graph/degree-order.ts'
import {
  degreesOf,
  type EntryChunk,
  type Folded,
  foldEntries,
  renumbered,
} from '../graph/fold-entries.ts'
import { type Ids } from '../graph/ids.ts'
import { AGE_BANDS, type AgeBand } from '../model/age-band.ts'
import { type Role, ROLES } from '../model/role.ts'
import { type Signal } from '../model/signal.ts'
import { type TakenBack } from '../model/taken-back.ts'
import { EntryColumns } from './entry-columns.ts'
import { type Platform, type Truth } from './platform.ts'
import { RowColumn } from './row-column.ts'

const MOST_GROUPS = 0xffff + 1

/** Ids by the row numbers that data was collected under. */
export interface NumberedIds {
  readonly size: number
  /** The hash of the id of each row. */
  hashes(): Int32Array
  /** Which of two ids comes first as bytes, as in `Array.prototype.sort`. */
  compare(a: number, b: number): number
  /** The same ids, `order[i]` being here what is row `i` there; another thread may see to it. */
  permuted(order: Uint32Array): Ids | Promise<Ids>
}

export interface Names {
  readonly accounts: NumberedIds
  readonly tags: NumberedIds
  readonly items: NumberedIds
}

/** What the rows of another platform are called here. */
export interface RowNumbers {
  readonly accounts: Uint32Array
  readonly tags: Uint32Array
  readonly items: Uint32Array
}

export class PlatformColumns {
  #follows = new EntryColumns({ weighted: false })
  #tagUses = new EntryColumns({ weighted: true })
  #itemUses = new EntryColumns({ weighted: true })
  #contacts = new EntryColumns({ weighted: true })
  #ageBands = new RowColumn((length) => new Uint8Array(length))
  #createdAtMillis = new RowColumn((length) => new Float64Array(length).fill(NaN))
  #signals = new Map<string, Signal>()
  #takenBack: TakenBack[] = []
  #roles = new RowColumn((length) => new Uint8Array(length))
  #groups = new RowColumn((length) => new Uint16Array(length))
  #groupNames = new Map<string, number>([['', 0]])
  #hasTruth = false

  /** Takes in all that `platform` holds; null when its rows are called here what they are there. */
  absorb(platform: Platform, numbers: RowNumbers | null): void {
    const { accounts, ageBands, createdAtMillis, truth } = platform
    const rows = numbers?.accounts ?? null
    this.#follows.addCsr(platform.follows.out, rows, rows)
    this.#tagUses.addCsr(platform.tagUses.out, rows, numbers && numbers.tags)
    this.#itemUses.addCsr(platform.itemUses.out, rows, numbers && numbers.items)
    this.#contacts.addCsr(platform.contacts.out, rows, rows)
    for (const signal of platform.signals) this.signal(signal)
    this.#takenBack.push(...(platform.takenBack ?? []))
    const groups = truth?.groupNames.map((name) => this.#groupOf(name)) ?? []
    for (let i = 0; i < accounts.size; i++) {
      const row = rows ? rows[i] : i
      if (ageBands[i] !== 0) this.#ageBands.set(row, ageBands[i])
      if (createdAtMillis && !Number.isNaN(createdAtMillis[i])) {
        this.#createdAtMillis.set(row, createdAtMillis[i])
      }
      if (!truth) continue
      this.#roles.set(row, truth.roles[i])
      this.#groups.set(row, groups[truth.groups[i]])
    }
    if (truth) this.#hasTruth = true
  }

  /** `source` follows `target`. Nobody follows themselves: such an entry means nothing and is dropped. */
  follow(source: number, target: number): void {
    this.#follows.add(source, target, 1)
  }

  /** The same for each pair. The arrays are kept; so are those of other calls that take many. */
  followMany(sources: Uint32Array, targets: Uint32Array): void {
    this.#follows.addChunk({ sources, targets, weights: null })
  }

  /** `account` used `tag`, `count` times in all. */
  useTag(account: number, tag: number, count: number): void {
    this.#tagUses.add(account, tag, count)
  }

  useTags(accounts: Uint32Array, tags: Uint32Array, counts: Float32Array): void {
    this.#tagUses.addChunk({ sources: accounts, targets: tags, weights: counts })
  }

  useItem(account: number, item: number, weight: number): void {
    this.#itemUses.add(account, item, weight)
  }

  /** `account` had to do with the account `target` apart from following. With itself means nothing. */
  contact(account: number, target: number, weight: number): void {
    this.#contacts.add(account, target, weight)
  }

  /** `unknown` says nothing, so what was known before stands: nobody stops being a minor by a gap. */
  describe(
    account: number,
    about: { readonly ageBand?: AgeBand; readonly createdAtMillis?: number },
  ): void {
    if (about.ageBand !== undefined && about.ageBand !== 'unknown') {
      this.#ageBands.set(account, AGE_BANDS.indexOf(about.ageBand))
    }
    if (about.createdAtMillis !== undefined) {
      this.#createdAtMillis.set(account, about.createdAtMillis)
    }
  }

  /**
   * Takes in a signal, whose subject must have a row. The same reference on the same subject, of the
   * same kind, is the same signal: the later one replaces the earlier, as a correction does. A
   * reference alone is no key, since one report may name many accounts. Without a reference only an
   * equal signal is the same.
   */
  signal(signal: Signal): void {
    this.#signals.set(signalKey(signal), signal)
  }

  /**
   * The known answer for `account`, of a made-up or reviewed world.
   * @throws {RangeError} if there are more groups than the column can number.
   */
  know(account: number, role: Role | null, groupName: string): void {
    this.#roles.set(account, role === null ? 0 : ROLES.indexOf(role) + 1)
    this.#groups.set(account, this.#groupOf(groupName))
    this.#hasTruth = true
  }

  /**
   * The platform as collected so far, its rows as they were numbered; later additions do not change
   * it.
   *
   * @throws {RangeError} if an entry names a row that there is no id for.
   */
  asNumbered({ accounts, tags, items }: Readonly<Record<keyof Names, Ids>>): Platform {
    const orders = {
      accounts: sequence(accounts.size),
      tags: sequence(tags.size),
      items: sequence(items.size),
    }
    const folded = this.#folded([accounts.size, tags.size, items.size], (each) => each.chunks())
    const order = orders.accounts
    const follows = renumbered(foldPlain(accounts.size, this.#follows.chunks()), order, order)
    const groupNames = [...this.#groupNames.keys()]
    const columns = this.#columns(orders, folded, {
      signals: [...this.#signals.values()],
      groupNames,
    })
    return Object.freeze({ accounts, tags, items, follows, ...columns })
  }

  /**
   * The platform with its rows in an order that rests on nothing but what it holds: accounts by
   * falling degree among the follows, tags and items by hash. The entries are taken out of here.
   *
   * @throws {RangeError} if an entry names a row that there is no id for.
   */
  async settled(names: Names, foldFollows: FoldFollows = foldHere): Promise<Platform> {
    const { accounts, tags, items } = names
    const folding = foldFollows(accounts.size, this.#follows.takeChunks())
    // other threads may be at the follows: what needs no degrees is done meanwhile
    const hashes = accounts.hashes()
    const hashOrder = byHash(hashes)
    const folded = this.#folded([accounts.size, tags.size, items.size], (each) => each.takeChunks())
    const [tagOrder, itemOrder] = [tags, items].map((ids) => {
      const hashes = ids.hashes()
      return orderOf(ids, hashes, byHash(hashes), new Uint32Array(ids.size))
    })
    const follows = await folding
    const orders = {
      accounts: orderOf(accounts, hashes, hashOrder, follows.degrees),
      tags: tagOrder,
      items: itemOrder,
    }
    // these may go on in other threads while this one sees to the entries
    const ids = Promise.all([
      accounts.permuted(orders.accounts),
      tags.permuted(orders.tags),
      items.permuted(orders.items),
    ])
    const bothWays = follows.renumbered(orders.accounts)
    const signals = [...this.#signals].toSorted(([a], [b]) => (a < b ? -1 : 1))
    const columns = this.#columns(orders, folded, {
      signals: signals.map(([, signal]) => signal),
      groupNames: [...this.#groupNames.keys()].toSorted(),
    })
    const [accountIds, tagIds, itemIds] = await ids
    const named = { accounts: accountIds, tags: tagIds, items: itemIds }
    return Object.freeze({ ...named, follows: await bothWays, ...columns })
  }

  #folded(
    [accountCount, tagCount, itemCount]: readonly [number, number, number],
    chunksOf: (entries: EntryColumns) => EntryChunk[],
  ): FoldedEntries {
    const fold = (entries: EntryColumns, columns: number, loops: boolean) =>
      foldEntries(accountCount, columns, chunksOf(entries), { loops, weighted: entries.weighted })
    return {
      tagUses: fold(this.#tagUses, tagCount, true),
      itemUses: fold(this.#itemUses, itemCount, true),
      contacts: fold(this.#contacts, accountCount, false),
    }
  }

  #columns(
    orders: RowNumbers,
    folded: FoldedEntries,
    { signals, groupNames }: { readonly signals: Signal[]; readonly groupNames: string[] },
  ): Omit<Platform, keyof Names | 'follows'> {
    const order = orders.accounts
    return {
      ageBands: this.#ageBands.toColumn(order),
      // eight bytes an account are kept only where somebody stated them
      createdAtMillis: this.#createdAtMillis.isEmpty ? null : this.#createdAtMillis.toColumn(order),
      tagUses: renumbered(folded.tagUses, order, orders.tags),
      itemUses: renumbered(folded.itemUses, order, orders.items),
      contacts: renumbered(folded.contacts, order, order),
      signals: Object.freeze(signals),
      ...(this.#takenBack.length > 0 && { takenBack: Object.freeze([...this.#takenBack]) }),
      truth: this.#hasTruth ? this.#truth(order, groupNames) : null,
    }
  }

  #truth(order: Uint32Array, groupNames: readonly string[]): Truth {
    const places = new Map(groupNames.map((name, place) => [name, place]))
    const renamed = Uint16Array.from(this.#groupNames.keys(), (name) => places.get(name)!)
    return Object.freeze({
      roles: this.#roles.toColumn(order),
      groups: this.#groups.toColumn(order).map((group) => renamed[group]),
      groupNames: Object.freeze([...groupNames]),
    })
  }

  #groupOf(name: string): number {
    const known = this.#groupNames.get(name)
    if (known !== undefined) return known
    const place = this.#groupNames.size
    if (place === MOST_GROUPS) {
      throw new RangeError(`"groupName" expected at most ${MOST_GROUPS} groups, got one more`)
    }
    this.#groupNames.set(name, place)
    return place
  }
}

interface FoldedEntries {
  readonly tagUses: Folded
  readonly itemUses: Folded
  readonly contacts: Folded
}

/** Fold the follows, which may take several threads; `chunks` are taken apart. */
export type FoldFollows = (accounts: number, chunks: EntryChunk[]) => Promise<FoldedFollows>

export interface FoldedFollows {
  /** How many follows name each account, each counted once. */
  readonly degrees: Uint32Array
  /** Both directions, row `i` being what was row `order[i]`. */
  readonly renumbered: (order: Uint32Array) => Promise<Digraph>
}

async function foldHere(accounts: number, chunks: EntryChunk[]): Promise<FoldedFollows> {
  const folded = foldPlain(accounts, chunks)
  return {
    degrees: degreesOf(folded),
    renumbered: async (order) => renumbered(folded, order, order),
  }
}

function foldPlain(accounts: number, chunks: EntryChunk[]): Folded {
  return foldEntries(accounts, accounts, chunks, { loops: false, weighted: false })
}

function orderOf(
  ids: NumberedIds,
  hashes: Int32Array,
  hashOrder: Uint32Array,
  degrees: Uint32Array,
): Uint32Array {
  return byFallingDegree(degrees, hashes, hashOrder, (a, b) => ids.compare(a, b))
}

function sequence(size: number): Uint32Array {
  const rows = new Uint32Array(size)
  for (let row = 0; row < size; row++) rows[row] = row
  return rows
}

function signalKey({ subject, kind, reference, ...rest }: Signal): string {
  const place = 'account' in subject ? ['account', subject.account] : ['tag', subject.tag]
  if (reference !== null) return JSON.stringify([...place, kind, reference])
  const { confidence, polarity, policy, atMillis, reporter } = rest
  return JSON.stringify([...place, kind, null, confidence, polarity, policy, atMillis, reporter])
}
