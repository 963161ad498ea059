/**
 * Follows in the making: two growing columns of rows.
 *
 * @module
 */

export interface FollowList {
  /** How many accounts there are; rows are 0..accounts-1. */
  accounts: number
  sources: Uint32Array
  targets: Uint32Array
  /** How many follows are filled in. */
  size: number
}

export function createFollowList(accounts: number, capacity = 1 << 16): FollowList {
  return {
    accounts,
    sources: new Uint32Array(capacity),
    targets: new Uint32Array(capacity),
    size: 0,
  }
}

/** Add a follow. A self-follow is dropped; a follow added twice is folded when the graph is built. */
export function addFollow(list: FollowList, source: number, target: number): void {
  if (source === target) return
  if (list.size === list.sources.length) {
    list.sources = grown(list.sources)
    list.targets = grown(list.targets)
  }
  list.sources[list.size] = source
  list.targets[list.size++] = target
}

/** Make `count` new accounts and return their rows. */
export function addAccounts(list: FollowList, count: number): Uint32Array {
  const first = list.accounts
  list.accounts += count
  return Uint32Array.from({ length: count }, (_, i) => first + i)
}

/** In-degree of every account. */
export function followerCounts({ accounts, targets, size }: FollowList): Uint32Array {
  const counts = new Uint32Array(accounts)
  for (let e = 0; e < size; e++) counts[targets[e]]++
  return counts
}

function grown(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(column.length * 2)
  longer.set(column)
  return longer
}
