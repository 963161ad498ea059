/**
 * Collects a platform's data, then freezes it: the one way a `Platform` is made.
 *
 * Entries are given by row number: first `accounts.add(id)` (or `addBytes` with a slice of a
 * reader's own buffer), then `follow(source, target)`. Everything is idempotent, so that importing
 * a file a second time changes nothing: parallel entries fold and the largest weight stands,
 * attributes are overwritten by the last row that states them, signals have a key.
 *
 * @module
 */
import { digraph } from '../graph/csr.ts'
import { Ids } from '../graph/ids.ts'
import { AGE_BANDS, type AgeBand } from '../model/age-band.ts'
import { type Role, ROLES } from '../model/role.ts'
import { type Signal } from '../model/signal.ts'
import { EntryColumns } from './entry-columns.ts'
import { type Platform, type Truth } from './platform.ts'
import { RowColumn } from './row-column.ts'

const MOST_GROUPS = 0xffff + 1

export class PlatformBuilder {
  readonly accounts: Ids
  readonly tags: Ids
  readonly items: Ids
  #follows = new EntryColumns({ weighted: false })
  #tagUses = new EntryColumns({ weighted: true })
  #itemUses = new EntryColumns({ weighted: true })
  #contacts = new EntryColumns({ weighted: true })
  #ageBands: RowColumn<Uint8Array>
  #createdAtMillis: RowColumn<Float64Array>
  #signals = new Map<string, Signal>()
  #roles: RowColumn<Uint8Array>
  #groups: RowColumn<Uint16Array>
  #groupNames = new Map<string, number>([['', 0]])
  #hasTruth: boolean

  /** Empty, or holding all that `base` holds. `base` itself is never changed. */
  constructor(base?: Platform) {
    this.accounts = copyIds(base?.accounts)
    this.tags = copyIds(base?.tags)
    this.items = copyIds(base?.items)
    this.#ageBands = new RowColumn((length) => new Uint8Array(length), base?.ageBands)
    this.#createdAtMillis = new RowColumn(
      (length) => new Float64Array(length).fill(NaN),
      base?.createdAtMillis ?? undefined,
    )
    this.#roles = new RowColumn((length) => new Uint8Array(length), base?.truth?.roles)
    this.#groups = new RowColumn((length) => new Uint16Array(length), base?.truth?.groups)
    this.#hasTruth = base?.truth != null
    if (!base) return
    this.#follows.addCsr(base.follows.out)
    this.#tagUses.addCsr(base.tagUses.out)
    this.#itemUses.addCsr(base.itemUses.out)
    this.#contacts.addCsr(base.contacts.out)
    for (const signal of base.signals) this.signal(signal)
    base.truth?.groupNames.forEach((name) => this.#groupOf(name))
  }

  /** `source` follows `target`. Nobody follows themselves: such an entry means nothing and is dropped. */
  follow(source: number, target: number): void {
    if (source !== target) this.#follows.add(source, target, 1)
  }

  /** `account` used `tag`, `count` times in all. */
  useTag(account: number, tag: number, count: number): void {
    this.#tagUses.add(account, tag, count)
  }

  useItem(account: number, item: number, weight: number): void {
    this.#itemUses.add(account, item, weight)
  }

  /** `account` had to do with the account `target` apart from following. With itself means nothing. */
  contact(account: number, target: number, weight: number): void {
    if (account !== target) this.#contacts.add(account, target, weight)
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
   * Takes in a signal, and its subject as an account or a tag. The same reference on the same
   * subject, of the same kind, is the same signal: the later one replaces the earlier, as a
   * correction does. A reference alone is no key, since one report may name many accounts.
   * Without a reference only an equal signal is the same.
   */
  signal(signal: Signal): void {
    const { subject } = signal
    if ('account' in subject) this.accounts.add(subject.account)
    else this.tags.add(subject.tag)
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
   * The platform as collected so far; later additions do not change it.
   * @throws {RangeError} if an entry names a row that was never added.
   */
  build(): Platform {
    const accounts = this.accounts.size
    const tags = this.tags.size
    const items = this.items.size
    return Object.freeze({
      accounts: copyIds(this.accounts),
      ageBands: this.#ageBands.toColumn(accounts),
      createdAtMillis: statedOnly(this.#createdAtMillis.toColumn(accounts)),
      follows: digraph(this.#follows.toCsr(accounts, accounts)),
      tags: copyIds(this.tags),
      tagUses: digraph(this.#tagUses.toCsr(accounts, tags)),
      items: copyIds(this.items),
      itemUses: digraph(this.#itemUses.toCsr(accounts, items)),
      contacts: digraph(this.#contacts.toCsr(accounts, accounts)),
      signals: Object.freeze([...this.#signals.values()]),
      truth: this.#buildTruth(),
    })
  }

  #buildTruth(): Truth | null {
    if (!this.#hasTruth) return null
    return Object.freeze({
      roles: this.#roles.toColumn(this.accounts.size),
      groups: this.#groups.toColumn(this.accounts.size),
      groupNames: Object.freeze([...this.#groupNames.keys()]),
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

/** Null for a column that says nothing: eight bytes an account are worth a look. */
function statedOnly(column: Float64Array): Float64Array | null {
  return column.every((value) => Number.isNaN(value)) ? null : column
}

/** Neither sees what is added to the other. */
function copyIds(ids: Ids | undefined): Ids {
  return new Ids(ids?.columns())
}

function signalKey({ subject, kind, reference, ...rest }: Signal): string {
  const place = 'account' in subject ? ['account', subject.account] : ['tag', subject.tag]
  if (reference !== null) return JSON.stringify([...place, kind, reference])
  const { confidence, polarity, policy, atMillis } = rest
  return JSON.stringify([...place, kind, null, confidence, polarity, policy, atMillis])
}
