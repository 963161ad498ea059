/**
 * The standing table: id → standing byte, in 17 bytes a slot and 20 to 25 an account, however long its id.
 *
 * A slot has the hash of the id (`id-hash.ts` says why that is enough): its first lane in one column,
 * the others in another, with the standing in the seven bits that the hash leaves free. Open addressing
 * with linear probing, at most 85 % full, in the order of the first lane (Amble, Knuth:
 * "Ordered hash tables", 1974): from the home of an id on, what is less stands before what is greater,
 * and an empty slot is greater than anything. Who looks for an unknown id, by far the most frequent,
 * stops after 3.8 slots instead of 22, in one line of the cache, and never touches the other columns.
 *
 * An account has a standing in two layers: what is said of everybody, and what was decided about single
 * ones above it. What counts stands beside the hash, so a look-up knows of no layers; the third column
 * has what is beneath a decision, so that it can be taken back.
 *
 * At ten million accounts nearly each look-up waits for memory. `getAll` therefore touches the homes of
 * a whole list first, which the processor does many at a time, and only then compares, and so again
 * with the standings of those found: twice as fast where half of a list has one. It counts the lesser
 * ones instead of branching on each, since no processor can guess a hash.
 *
 * @module
 */
import { LONGEST_ID_BYTES } from '../model/account-id.ts'
import { InputError } from '../model/errors.ts'
import { shown } from '../model/parse.ts'
import { isStandingByte, UNKNOWN_STANDING } from '../model/standing.ts'
import { FREE_BITS, hashString, LANES } from './id-hash.ts'

/** What `get` answers for something that is no id. */
export const NO_ID = -1

export interface StandingTable {
  /** Accounts with a standing. */
  readonly size: number
  /** Bytes of memory. */
  readonly bytes: number
  /** The standing byte; `UNKNOWN_STANDING` when there is none; `NO_ID` when `id` cannot be an id. */
  get(id: string): number
  /** The standings of `count` ids whose hashes stand in `lanes`, into `standings`. */
  getAll(lanes: Int32Array, count: number, standings: Uint8Array): void
  /**
   * Give an account a standing; `UNKNOWN_STANDING` forgets it. What was decided stays above it.
   *
   * @throws {InputError} if the id is not 1 to 256 bytes of UTF-8, or the byte is no standing.
   * @throws {RangeError} if there are more than 110 million.
   */
  set(id: string, standing: number): void
  /** Put a decision above what was set; `UNKNOWN_STANDING` takes it back. @throws as `set` does. */
  decide(id: string, standing: number): void
  /** Have room for so many more accounts without growing. @throws {RangeError} as `set` does. */
  reserve(more: number): void
  /** A table with what was decided here and nothing else, and with room for `expected` more accounts. */
  onlyDecided(expected: number): StandingTable
}

const MOST_FULL = 0.85
/** At most 25 bytes an account in a table that grew; a larger step would leave more of it empty. */
const GROWTH = 1.25
const LEAST_HOMES = 12
/** Slots past the last home, so that nothing has to go round to the beginning. */
const LEAST_SLACK = 16
const MOST_HOMES = 134_000_000
/** Words of a slot in `rests`. */
const REST = LANES - 1
/** In `firsts`: greater than the first lane of any id. */
const EMPTY = 0x7fff_ffff

interface Columns {
  readonly firsts: Int32Array
  readonly rests: Int32Array
  readonly beneath: Uint8Array
}

/** An empty table. `expected` accounts fit without it growing. */
export function createStandingTable(expected = 0): StandingTable {
  return tableOf(expected, null)
}

/** With what was decided in another one, whose slots stand in the order in which they go in here. */
function tableOf(expected: number, decided: Columns | null): StandingTable {
  const asked = new Int32Array(LANES)
  let places = new Int32Array(0)
  let touched = new Int32Array(0)
  let words = new Int32Array(0)
  let size = 0
  let homes = 0
  let scale = 0
  let firsts = new Int32Array(0)
  let rests = new Int32Array(0)
  /** What is beneath a decision, and `DECIDED` with it; 0 where nothing was decided. */
  let beneath = new Uint8Array(0)
  if (decided) {
    for (const byte of decided.beneath) if (byte !== 0) size++
  }
  rebuild(
    homesFor(size + expected),
    LEAST_SLACK,
    decided ?? { firsts, rests, beneath },
    decided !== null,
  )

  function allocate(count: number, slack: number): void {
    if (count > MOST_HOMES) {
      throw new RangeError(`homes of standings expected at most ${MOST_HOMES}, got ${count}`)
    }
    homes = count
    scale = count / EMPTY
    firsts = new Int32Array(count + slack).fill(EMPTY)
    rests = new Int32Array((count + slack) * REST)
    beneath = new Uint8Array(count + slack)
  }

  /** Rises with the first lane, which is what keeps the slots in its order. */
  function home(first: number): number {
    return (first * scale) | 0
  }

  /** The slot of the id that `lanes` has at `at`, or the one where it belongs. */
  function find(lanes: Int32Array, at: number, from: number): number {
    const first = lanes[at]!
    let slot = from
    while (firsts[slot]! < first) slot++
    while (firsts[slot] === first && !isRest(slot, lanes, at)) slot++
    return slot
  }

  function isAt(slot: number, lanes: Int32Array, at: number): boolean {
    return firsts[slot] === lanes[at] && isRest(slot, lanes, at)
  }

  function isRest(slot: number, lanes: Int32Array, at: number): boolean {
    const rest = slot * REST
    return (
      rests[rest] === lanes[at + 1] &&
      rests[rest + 1] === lanes[at + 2] &&
      ((rests[rest + 2]! ^ lanes[at + 3]!) & ~STANDING_BITS) === 0
    )
  }

  function insert(lanes: Int32Array, at: number, standing: number, decision: number): void {
    const slot = find(lanes, at, home(lanes[at]!))
    let end = slot
    while (firsts[end] !== EMPTY) end++
    // the last slot stays empty: it ends every search
    if (end + 1 >= firsts.length) {
      rebuild(homes, (firsts.length - homes) * 2, { firsts, rests, beneath })
      return insert(lanes, at, standing, decision)
    }
    firsts.copyWithin(slot + 1, slot, end)
    rests.copyWithin((slot + 1) * REST, slot * REST, end * REST)
    beneath.copyWithin(slot + 1, slot, end)
    firsts[slot] = lanes[at]!
    rests[slot * REST] = lanes[at + 1]!
    rests[slot * REST + 1] = lanes[at + 2]!
    rests[slot * REST + 2] = (lanes[at + 3]! & ~STANDING_BITS) | bitsOf(standing)
    beneath[slot] = decision
  }

  /** Close the gap: what follows moves up until somebody is where they belong. */
  function remove(slot: number): void {
    let end = slot + 1
    while (firsts[end] !== EMPTY && home(firsts[end]!) < end) end++
    firsts.copyWithin(slot, slot + 1, end)
    rests.copyWithin(slot * REST, (slot + 1) * REST, end * REST)
    beneath.copyWithin(slot, slot + 1, end)
    firsts[end - 1] = EMPTY
    beneath[end - 1] = 0
  }

  /** In the order in which they stand, so that each goes to the end of what is there already. */
  function rebuild(count: number, slack: number, old: Columns, onlyDecided = false): void {
    allocate(count, slack)
    let end = 0
    for (let from = 0; from < old.firsts.length; from++) {
      const first = old.firsts[from]!
      if (first === EMPTY || (onlyDecided && old.beneath[from] === 0)) continue
      const slot = Math.max(end, home(first))
      end = slot + 1
      if (end >= firsts.length) return rebuild(count, slack * 2, old, onlyDecided)
      firsts[slot] = first
      for (let i = 0; i < REST; i++) rests[slot * REST + i] = old.rests[from * REST + i]!
      beneath[slot] = onlyDecided ? DECIDED : old.beneath[from]!
    }
  }

  /** Where the id has its slot, in `asked` its hash; -1 where it has none. */
  function slotOf(id: string, standing: number): number {
    if (!isStandingByte(standing)) {
      throw new InputError(`A standing has the byte ${standing}; make it with packStanding.`)
    }
    if (!hashString(id, asked, 0)) throw notAnId('The account of a standing', id)
    const slot = find(asked, 0, home(asked[0]!))
    return isAt(slot, asked, 0) ? slot : -1
  }

  /** @param decision what `beneath` says of it. */
  function put(slot: number, standing: number, decision: number): void {
    if (slot >= 0) {
      rests[slot * REST + 2] = (asked[3]! & ~STANDING_BITS) | bitsOf(standing)
      beneath[slot] = decision
      return
    }
    if (size + 1 > homes * MOST_FULL) {
      rebuild(Math.ceil(homes * GROWTH), LEAST_SLACK, { firsts, rests, beneath })
    }
    insert(asked, 0, standing, decision)
    size++
  }

  function forget(slot: number): void {
    remove(slot)
    size--
  }

  return {
    get size() {
      return size
    },

    get bytes() {
      return firsts.byteLength + rests.byteLength + beneath.byteLength
    },

    get(id) {
      if (!hashString(id, asked, 0)) return NO_ID
      const slot = find(asked, 0, home(asked[0]!))
      return isAt(slot, asked, 0) ? standingIn(rests[slot * REST + 2]!) : UNKNOWN_STANDING
    },

    getAll(lanes, count, standings) {
      if (places.length < count) {
        places = new Int32Array(count)
        touched = new Int32Array(count)
        words = new Int32Array(count)
      }
      for (let i = 0; i < count; i++) places[i] = home(lanes[i * LANES]!)
      // nothing waits for what is read here, so the next read does not wait either
      for (let i = 0; i < count; i++) touched[i] = firsts[places[i]!]!
      let found = 0
      for (let i = 0; i < count; i++) {
        const first = lanes[i * LANES]!
        let slot = places[i]!
        // `while (firsts[slot] < first) slot++` for the first three: the sign of a difference is 1 or 0
        slot +=
          ((touched[i]! - first) >>> 31) +
          ((firsts[slot + 1]! - first) >>> 31) +
          ((firsts[slot + 2]! - first) >>> 31)
        while (firsts[slot]! < first) slot++
        places[i] = slot
        touched[found] = i
        found += firsts[slot] === first ? 1 : 0
      }
      standings.fill(UNKNOWN_STANDING, 0, count)
      // the same again for what stands beside the hash, of those only who seem to be there
      for (let k = 0; k < found; k++) words[k] = rests[places[touched[k]!]! * REST + 2]!
      for (let k = 0; k < found; k++) {
        const i = touched[k]!
        const at = i * LANES
        const slot = places[i]!
        if (isRest(slot, lanes, at)) standings[i] = standingIn(words[k]!)
        else {
          // another id with the same first lane, one in 2^31
          const next = find(lanes, at, slot)
          if (isAt(next, lanes, at)) standings[i] = standingIn(rests[next * REST + 2]!)
        }
      }
    },

    set(id, standing) {
      const slot = slotOf(id, standing)
      if (slot >= 0 && beneath[slot] !== 0) beneath[slot] = standing | DECIDED
      else if (standing !== UNKNOWN_STANDING) put(slot, standing, 0)
      else if (slot >= 0) forget(slot)
    },

    decide(id, standing) {
      const slot = slotOf(id, standing)
      const decision = slot < 0 ? 0 : beneath[slot]!
      if (standing !== UNKNOWN_STANDING) {
        const undecided = slot < 0 ? UNKNOWN_STANDING : standingIn(rests[slot * REST + 2]!)
        put(slot, standing, decision === 0 ? undecided | DECIDED : decision)
      } else if (decision === DECIDED) forget(slot)
      else if (decision !== 0) put(slot, decision & ~DECIDED, 0)
    },

    reserve(more) {
      const needed = homesFor(size + more)
      if (needed > homes) rebuild(needed, LEAST_SLACK, { firsts, rests, beneath })
    },

    onlyDecided: (more) => tableOf(more, { firsts, rests, beneath }),
  }
}

function homesFor(accounts: number): number {
  return Math.max(LEAST_HOMES, Math.ceil(accounts / MOST_FULL))
}

/** Bit 6 of a standing byte, which is always 0 there. */
const DECIDED = 0b100_0000

const STANDING_BITS = (1 << FREE_BITS) - 1

/** A standing byte without its bit 6, which is always 0. */
function bitsOf(standing: number): number {
  return (standing & 0b11_1111) | ((standing >> 1) & 0b100_0000)
}

function standingIn(word: number): number {
  return (word & 0b11_1111) | ((word & 0b100_0000) << 1)
}

/** The error for something that stands where an id should. */
export function notAnId(where: string, value: unknown): InputError {
  return new InputError(
    `${where} is ${shown(value)}; write an id of 1 to ${LONGEST_ID_BYTES} bytes of UTF-8.`,
  )
}
