/**
 * Builds a platform in memory, one thing at a time: by ids and the rows that they are given.
 *
 * First `accounts.add(id)`, then `follow(source, target)` and the like, by row; see
 * `PlatformColumns` for what they mean.
 *
 * @module
 */
import { Ids } from '../graph/ids.ts'
import { type Signal } from '../model/signal.ts'
import { PlatformColumns } from './platform-columns.ts'
import { type Platform } from './platform.ts'

export class PlatformBuilder extends PlatformColumns {
  readonly accounts: Ids
  readonly tags: Ids
  readonly items: Ids

  /** Empty, or holding all that `base` holds. `base` itself is never changed. */
  constructor(base?: Platform) {
    super()
    this.accounts = copyIds(base?.accounts)
    this.tags = copyIds(base?.tags)
    this.items = copyIds(base?.items)
    if (base) this.absorb(base, null)
  }

  /** Takes in a signal, and its subject as an account or a tag. */
  override signal(signal: Signal): void {
    const { subject } = signal
    if ('account' in subject) this.accounts.add(subject.account)
    else this.tags.add(subject.tag)
    super.signal(signal)
  }

  /**
   * The platform as collected so far, rows in the order in which ids were added; later additions do
   * not change it. `settled` gives it the order of an imported one.
   *
   * @throws {RangeError} if an entry names a row that was never added.
   */
  build(): Platform {
    return this.asNumbered({
      accounts: copyIds(this.accounts),
      tags: copyIds(this.tags),
      items: copyIds(this.items),
    })
  }
}

/** Neither sees what is added to the other. */
function copyIds(ids: Ids | undefined): Ids {
  return new Ids(ids?.columns())
}
