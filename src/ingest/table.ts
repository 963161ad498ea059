/**
 * Where the rows of one range of one file go: each cell is checked against its column, and of a row
 * that is sound in all its cells numbers are kept. A row that is not leaves nothing behind.
 *
 * @module
 */
import { isUtf8 } from 'node:buffer'
import { hashView } from '../graph/id-heap.ts'
import { type CellColumn, MOST_ROWS, type Rows } from './cells.ts'
import { type Column, NO_ID } from './columns.ts'
import { fault, listed } from './fault.ts'
import { type Heaps, type Values } from './part.ts'
import { type Stem } from './stems.ts'

/** Told of each row that was left out. `line` counts from 1. */
export type Reject = (line: number, reason: string) => void

export interface Table {
  readonly stem: Stem
  /**
   * Say which columns the file has; cells then come in this order.
   * @returns for each column of the stem its place among `names`, -1 where the file has none.
   * @throws {InputError} if a column that the stem needs is missing.
   */
  open(names: readonly string[]): Int32Array
  rows(rows: Rows): void
  reject(line: number, reason: string): void
  /** What is kept of each column, cut to size. */
  columns(): (Values | null)[]
  /** Rows that were sound, and those that were not. */
  readonly taken: number
  readonly rejected: number
}

export function createTable(path: string, stem: Stem, heaps: Heaps, onReject: Reject): Table {
  const { columns, either } = stem
  let keepers: Keeper[] = []
  const eitherPlaces = columns.flatMap(({ name }, c) => (either.includes(name) ? [c] : []))
  /** One more than the column that is at fault, for each row; 0 for none, -1 for want of either. */
  const faults = new Int32Array(MOST_ROWS)
  const sound = new Int32Array(MOST_ROWS)
  let taken = 0
  let rejected = 0

  function reject(line: number, reason: string): void {
    rejected++
    onReject(line, reason)
  }

  /** Tell of the rows at fault and list the others in `sound`; how many those are. */
  function sift({ count, lines }: Rows): number {
    let kept = 0
    for (let r = 0; r < count; r++) {
      const at = faults[r]
      if (at === 0) {
        sound[kept++] = r
      } else if (at < 0) {
        reject(lines[r], `"${either.join('" and "')}" are both missing or empty`)
      } else {
        const { name, expects } = columns[at - 1]
        const isMissing = keepers[at - 1].isEmpty(r)
        reject(
          lines[r],
          isMissing ? `"${name}" is missing or empty` : `"${name}" is not ${expects}`,
        )
      }
    }
    faults.fill(0, 0, count)
    return kept
  }

  return {
    stem,
    open(names) {
      checkNames(path, stem, names)
      const places = Int32Array.from(columns, ({ name }) => names.indexOf(name))
      keepers = columns.map((column, c) => createKeeper(column, places[c], heaps))
      return places
    },
    rows(rows) {
      for (let c = 0; c < keepers.length; c++) keepers[c].check(rows, faults, c + 1)
      if (eitherPlaces.length > 0) {
        for (let r = 0; r < rows.count; r++) {
          if (faults[r] === 0 && eitherPlaces.every((c) => keepers[c].isEmpty(r))) faults[r] = -1
        }
      }
      const count = sift(rows)
      for (const keeper of keepers) keeper.keep(sound, count)
      taken += count
    },
    reject,
    columns: () => keepers.map((keeper) => keeper.values()),
    get taken() {
      return taken
    },
    get rejected() {
      return rejected
    },
  }
}

/** Looks after one column: first all rows are checked, then the sound ones kept. */
interface Keeper {
  /** Mark with `mark` each row that is sound so far and is not so in this column. */
  readonly check: (rows: Rows, faults: Int32Array, mark: number) => void
  readonly isEmpty: (row: number) => boolean
  readonly keep: (sound: Int32Array, count: number) => void
  readonly values: () => Values | null
}

function createKeeper(column: Column, place: number, heaps: Heaps): Keeper {
  if (place < 0) return createFallback(column)
  return column.ids === null
    ? createNumberKeeper(column, place)
    : createIdKeeper(column, place, heaps)
}

/** Of a column that the file does not have. */
function createFallback({ kept, fallback }: Column): Keeper {
  let size = 0
  return {
    check() {},
    isEmpty: () => true,
    keep(_sound, count) {
      size += count
    },
    values: () => {
      if (kept === null) return null
      return kept === 'rows'
        ? new Uint32Array(size).fill(NO_ID)
        : newNumbers(kept, size).fill(fallback)
    },
  }
}

function createNumberKeeper({ required, read, fallback, kept }: Column, place: number): Keeper {
  const values = new Float64Array(MOST_ROWS)
  const out = kept === null ? null : new Growing((size) => newNumbers(kept, size))
  let cells: CellColumn
  const isEmpty = (row: number) => {
    const at = cells.first + row * cells.stride
    return cells.starts[at] === cells.ends[at]
  }
  return {
    isEmpty,
    check({ columns, count }, faults, mark) {
      cells = columns[place]
      const { bytes, starts, ends, first, stride } = cells
      for (let r = 0, at = first; r < count; r++, at += stride) {
        const isAbsent = starts[at] === ends[at]
        const value = isAbsent ? fallback : read(bytes, starts[at], ends[at])
        values[r] = value
        if (isAbsent ? required : Number.isNaN(value)) faults[r] ||= mark
      }
    },
    keep(sound, count) {
      if (!out) return
      const to = out.room(count)
      for (let k = 0, at = out.size - count; k < count; k++) to[at + k] = values[sound[k]]
    },
    values: () => (out ? out.values() : null),
  }
}

function createIdKeeper(column: Column, place: number, heaps: Heaps): Keeper {
  const { required, longest, ids } = column
  const heap = heaps[ids!]
  const out = new Growing((size) => new Uint32Array(size))
  const hashes = new Int32Array(MOST_ROWS)
  const starts = new Int32Array(MOST_ROWS)
  const ends = new Int32Array(MOST_ROWS)
  const rows = new Uint32Array(MOST_ROWS)
  const from = new Int32Array(MOST_ROWS)
  // rows of the values of a dictionary as far as they are known
  let known = new Uint32Array()
  let dictionary: object | null = null
  let cells: CellColumn
  const isEmpty = (row: number) => {
    const at = cells.first + row * cells.stride
    return cells.starts[at] === cells.ends[at]
  }
  return {
    isEmpty,
    check({ columns, count }, faults, mark) {
      cells = columns[place]
      const { bytes, view, isAscii, coded, first, stride } = cells
      if (coded && coded.dictionary !== dictionary) {
        dictionary = coded.dictionary
        known = new Uint32Array(coded.size).fill(NO_ID)
      }
      for (let r = 0, at = first; r < count; r++, at += stride) {
        const start = cells.starts[at]
        const end = cells.ends[at]
        if (start === end) {
          if (required) faults[r] ||= mark
        } else if (coded && known[coded.places[at]] !== NO_ID) {
          continue // it was sound before
        } else if (end - start > longest || !(isAscii || isUtf8(bytes.subarray(start, end)))) {
          faults[r] ||= mark
        } else {
          hashes[r] = hashView(view, start, end)
        }
      }
    },
    keep(sound, count) {
      // only now: a row that is left out leaves no ids behind either
      const { first, stride, view, coded } = cells
      const to = out.room(count)
      const start = out.size - count
      let some = 0
      for (let k = 0; k < count; k++) {
        const r = sound[k]
        const at = first + r * stride
        if (cells.starts[at] === cells.ends[at]) {
          to[start + k] = NO_ID
          continue
        }
        if (coded && known[coded.places[at]] !== NO_ID) {
          to[start + k] = known[coded.places[at]]
          continue
        }
        starts[some] = cells.starts[at]
        ends[some] = cells.ends[at]
        hashes[some] = hashes[r] // never behind: some ≤ k ≤ r
        from[some++] = k
      }
      if (some === count && !coded) return heap.addMany(view, starts, ends, hashes, some, to, start)
      heap.addMany(view, starts, ends, hashes, some, rows, 0)
      for (let i = 0; i < some; i++) {
        to[start + from[i]] = rows[i]
        if (coded) known[coded.places[first + sound[from[i]] * stride]] = rows[i]
      }
    },
    values: () => out.values(),
  }
}

/** A column that grows. */
class Growing<Column extends Values> {
  size = 0
  readonly #allocate: (size: number) => Column
  #values: Column

  constructor(allocate: (size: number) => Column) {
    this.#allocate = allocate
    this.#values = allocate(MOST_ROWS)
  }

  /** All values so far, with room made for so many more at the end. */
  room(count: number): Column {
    const needed = this.size + count
    if (needed > this.#values.length) {
      const grown = this.#allocate(Math.max(needed, this.#values.length * 2))
      grown.set(this.#values)
      this.#values = grown
    }
    this.size = needed
    return this.#values
  }

  /** A copy, cut to size. */
  values(): Column {
    const values = this.#allocate(this.size)
    values.set(this.#values.subarray(0, this.size))
    return values
  }
}

function newNumbers(kept: Column['kept'], size: number): Float32Array | Float64Array {
  return kept === 'float32' ? new Float32Array(size) : new Float64Array(size)
}

function checkNames(path: string, { columns, either }: Stem, names: readonly string[]): void {
  const needed = columns.filter(({ required }) => required).map(({ name }) => name)
  const missing = needed.filter((name) => !names.includes(name))
  const hasEither = either.length === 0 || either.some((name) => names.includes(name))
  if (missing.length > 0 || !hasEither) {
    const all = [...needed, ...(either.length > 0 ? [either.join(' or ')] : [])]
    throw fault(
      path,
      `expected the columns ${listed(all)}, found ${shown(names)}; rename the columns, or the file after what it holds.`,
    )
  }
  const twice = columns.find(({ name }) => names.indexOf(name) !== names.lastIndexOf(name))
  if (twice) throw fault(path, `has two columns named "${twice.name}"; rename one of them.`)
}

/** What a person needs to see their mistake; a header that is none may be long and hold anything. */
function shown(names: readonly string[]): string {
  const some = names.slice(0, 8).map((name) => (name.length > 30 ? `${name.slice(0, 30)}…` : name))
  if (names.length > some.length) some.push(`${names.length - some.length} more`)
  return some.join(', ').replaceAll(/\p{Cc}/gu, '?') || 'none'
}
