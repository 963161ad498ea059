/**
 * The dictionary of ids while it is being collected: see src/graph/id-heap.ts, whose words it makes
 * and which it is held against. AssemblyScript, see README.md.
 *
 * Every loop over a batch does one thing: while one look-up waits for memory the next ones are under
 * way, as far as the processor can look ahead, and nothing that can be guessed wrong is in between.
 */

/** Ids that are looked up together. */
const BATCH: u32 = 256
/** Bytes of an entry before those of its id. */
const HEAD: usize = 12

/** src/graph/kernel-id-heap.ts lays it out. */
@unmanaged
class Table {
  /** Of each slot the pointer to an entry, 0 for none, and its hash. */
  slots: usize
  /** How many slots there are, less one. */
  mask: u32
  shift: u32
  size: u32
  /** At so many ids the slots must grow. */
  most: u32
  /** Where the next entry goes, and where the room for entries ends. */
  next: usize
  end: usize
  /** How many bytes the entry needs that there was no room for. */
  needed: u32
  /** Of a batch the hashes, then the entries. */
  hashes: usize
  found: usize
  /** So that what is only fetched is read at all. */
  read: u32
}

/**
 * Rows of `count` ids, new ones being given the next free row. Each is the bytes from what `starts`
 * says to what `ends` says, both of which are `step` bytes further on for the next. Returns how many
 * were seen to: fewer than `count` when the table needs room for the next.
 */
export function addIds(
  table: Table,
  bytes: usize,
  starts: usize,
  ends: usize,
  step: usize,
  count: u32,
  rows: usize,
): u32 {
  const hashes = table.hashes
  const found = table.found
  const slots = table.slots
  const mask = table.mask
  const shift = table.shift
  for (let first: u32 = 0; first < count; first += BATCH) {
    const some = min<u32>(BATCH, count - first)
    const from = starts + <usize>first * step
    const to = ends + <usize>first * step
    for (let k: u32 = 0; k < some; k++) {
      const start = load<u32>(from + <usize>k * step)
      const end = load<u32>(to + <usize>k * step)
      store<u32>(hashes + ((<usize>k) << 2), hashOf(bytes + start, end - start))
    }
    for (let k: u32 = 0; k < some; k++) {
      const slot = load<u32>(hashes + ((<usize>k) << 2)) >> shift
      store<u32>(found + ((<usize>k) << 2), load<u32>(slots + ((<usize>slot) << 3)))
    }
    for (let k: u32 = 0; k < some; k++) {
      const hash = load<u32>(hashes + ((<usize>k) << 2))
      let slot = hash >> shift
      let entry = load<u32>(slots + ((<usize>slot) << 3))
      while (entry != 0 && load<u32>(slots + ((<usize>slot) << 3), 4) != hash) {
        slot = (slot + 1) & mask
        entry = load<u32>(slots + ((<usize>slot) << 3))
      }
      store<u32>(found + ((<usize>k) << 2), entry)
    }
    let read: u32 = 0
    for (let k: u32 = 0; k < some; k++) {
      read ^= load<u32>(<usize>load<u32>(found + ((<usize>k) << 2)))
    }
    table.read = read
    for (let k: u32 = 0; k < some; k++) {
      const start = load<u32>(from + <usize>k * step)
      const length = load<u32>(to + <usize>k * step) - start
      const entry = <usize>load<u32>(found + ((<usize>k) << 2))
      let row: u32
      if (entry != 0 && isSame(entry, bytes + start, length)) row = load<u32>(entry)
      else {
        row = rowOf(table, bytes + start, length, load<u32>(hashes + ((<usize>k) << 2)))
        if (row == u32.MAX_VALUE) return first + k
      }
      store<u32>(rows + ((<usize>(first + k)) << 2), row)
    }
  }
  return count
}

/** Look for the id from its first slot on and add it where it is not; the highest u32 for no room. */
function rowOf(table: Table, at: usize, length: u32, hash: u32): u32 {
  let slot = hash >> table.shift
  let place = table.slots + ((<usize>slot) << 3)
  for (;;) {
    const entry = <usize>load<u32>(place)
    if (entry == 0) break
    if (load<u32>(place, 4) == hash && isSame(entry, at, length)) return load<u32>(entry)
    slot = (slot + 1) & table.mask
    place = table.slots + ((<usize>slot) << 3)
  }
  const entry = table.next
  const end = entry + ((HEAD + length + 31) & ~31)
  if (end > table.end || table.size == table.most) {
    table.needed = <u32>(end - entry)
    return u32.MAX_VALUE
  }
  memory.fill(end - 32, 0, 32)
  const row = table.size++
  store<u32>(entry, row)
  store<u32>(entry, hash, 4)
  store<u32>(entry, length, 8)
  memory.copy(entry + HEAD, at, length)
  table.next = end
  store<u32>(place, <u32>entry)
  store<u32>(place, hash, 4)
  return row
}

/** Whether the entry is that of the bytes at `at`. Reads up to seven bytes beyond either. */
function isSame(entry: usize, at: usize, length: u32): bool {
  if (load<u32>(entry, 8) != length) return false
  let own = entry + HEAD
  let left = length
  for (; left >= 8; left -= 8, own += 8, at += 8) if (load<u64>(own) != load<u64>(at)) return false
  return left == 0 || (load<u64>(own) ^ load<u64>(at)) << (64 - (left << 3)) == 0
}

/** `hashBytes` of src/graph/id-hash.ts. Reads up to three bytes beyond. */
function hashOf(at: usize, length: u32): u32 {
  let h: u32 = 0
  let left = length
  for (; left >= 4; left -= 4, at += 4) h = mixed(h, load<u32>(at))
  if (left > 0) h = mixed(h, load<u32>(at) & (((<u32>1) << (left << 3)) - 1))
  h ^= length
  h = (h ^ (h >> 16)) * 0x85ebca6b
  h = (h ^ (h >> 13)) * 0xc2b2ae35
  return h ^ (h >> 16)
}

function mixed(h: u32, word: u32): u32 {
  h ^= rotl<u32>(word * 0xcc9e2d51, 15) * 0x1b873593
  return rotl<u32>(h, 13) * 5 + 0xe6546b64
}

/** Fill the empty slots of a table that has grown from those it had, `old..oldEnd`. */
export function moveSlots(table: Table, old: usize, oldEnd: usize): void {
  const slots = table.slots
  const mask = table.mask
  const shift = table.shift
  for (; old < oldEnd; old += 8) {
    const entry = load<u32>(old)
    if (entry == 0) continue
    const hash = load<u32>(old, 4)
    let slot = hash >> shift
    while (load<u32>(slots + ((<usize>slot) << 3)) != 0) slot = (slot + 1) & mask
    store<u32>(slots + ((<usize>slot) << 3), entry)
    store<u32>(slots + ((<usize>slot) << 3), hash, 4)
  }
}
