/**
 * Where the rows of one range of one file go: each cell is checked against its column, and of a row
 * that is sound in all its cells numbers are kept. A row that is not leaves nothing behind.
 *
 * @module
 */
import { isUtf8 } from 'node:buffer'
import { type GrowingMemory } from '../graph/growing-memory.ts'
import { type CellColumn, MOST_ROWS, type Rows } from './cells.ts'
import { type Column, NO_ID } from './columns.ts'
import { fault, listed } from './fault.ts'
import { type Heaps, type Values } from './part.ts'
import { type Stem } from './stems.ts'

const ALL_ROWS = Int32Array.from({ length: MOST_ROWS }, (_, row) => row)

/** Told of each row that was left out. `line` counts from 1. */
export type Reject = (line: number, reason: string) => void

export interface Table {
  readonly stem: Stem
  /** Where rows are best put, if anywhere: kernels read them there. */
  readonly memory: GrowingMemory | null
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
    memory: heaps.memory,
    open(names) {
      checkNames(path, stem, names)
      const places = Int32Array.from(columns, ({ name }) => names.indexOf(name))
      keepers = columns.map((column, c) => createKeeper(column, places[c], heaps))
      return places
    },
    rows(rows) {
      let isSound = true
      for (let c = 0; c < keepers.length; c++) {
        if (!keepers[c].check(rows, faults, c + 1)) isSound = false
      }
      if (eitherPlaces.length > 0) {
        for (let r = 0; r < rows.count; r++) {
          if (faults[r] === 0 && eitherPlaces.every((c) => keepers[c].isEmpty(r))) {
            faults[r] = -1
            isSound = false
          }
        }
      }
      const count = isSound ? rows.count : sift(rows)
      for (const keeper of keepers) keeper.keep(isSound ? ALL_ROWS : sound, count)
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
  /**
   * Mark with `mark` each row that is sound so far and is not so in this column; whether all rows are
   * sound in it.
   */
  readonly check: (rows: Rows, faults: Int32Array, mark: number) => boolean
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
    check: () => true,
    isEmpty: () => true,
    keep(_sound, count) {
      size += count
    },
    values: () => {
      if (kept === null) return null
      return kept === 'rows' ? newRows(size).fill(NO_ID) : newNumbers(kept, size).fill(fallback)
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
      let isSound = true
      for (let r = 0, at = first; r < count; r++, at += stride) {
        const isAbsent = starts[at] === ends[at]
        const value = isAbsent ? fallback : read(bytes, starts[at], ends[at])
        values[r] = value
        if (isAbsent ? required : Number.isNaN(value)) {
          faults[r] ||= mark
          isSound = false
        }
      }
      return isSound
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
  const out = new Growing((size) => newRows(size))
  const starts = new Int32Array(MOST_ROWS)
  const ends = new Int32Array(MOST_ROWS)
  const rows = new Uint32Array(MOST_ROWS)
  const from = new Int32Array(MOST_ROWS)
  // rows of the values of a dictionary as far as they are known
  let known = new Uint32Array()
  let dictionary: object | null = null
  let cells: CellColumn
  /** How many rows there are, if each has an id of its own and no more need be known. */
  let plain = 0
  const isEmpty = (row: number) => {
    const at = cells.first + row * cells.stride
    return cells.starts[at] === cells.ends[at]
  }
  return {
    isEmpty,
    check({ columns, count }, faults, mark) {
      cells = columns[place]
      const { bytes, isAscii, coded, first, stride } = cells
      plain = isAscii && !coded && areAllWithin(cells, count, longest) ? count : 0
      if (plain > 0) return true
      if (coded && coded.dictionary !== dictionary) {
        dictionary = coded.dictionary
        known = new Uint32Array(coded.size).fill(NO_ID)
      }
      let isSound = true
      for (let r = 0, at = first; r < count; r++, at += stride) {
        const start = cells.starts[at]
        const end = cells.ends[at]
        if (start === end) {
          if (!required) continue
        } else if (coded && known[coded.places[at]] !== NO_ID) {
          continue // it was sound before
        } else if (end - start <= longest && (isAscii || isUtf8(bytes.subarray(start, end)))) {
          continue
        }
        faults[r] ||= mark
        isSound = false
      }
      return isSound
    },
    keep(sound, count) {
      // only now: a row that is left out leaves no ids behind either
      const { first, stride, bytes, view, coded } = cells
      const to = out.room(count)
      const start = out.size - count
      if (plain === count) return heap.addCells(cells, count, to, start)
      let some = 0
      for (let k = 0; k < count; k++) {
        const at = first + sound[k] * stride
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
        from[some++] = k
      }
      heap.addCells({ bytes, view, starts, ends, first: 0, stride: 1 }, some, rows, 0)
      for (let i = 0; i < some; i++) {
        to[start + from[i]] = rows[i]
        if (coded) known[coded.places[first + sound[from[i]] * stride]] = rows[i]
      }
    },
    values: () => out.values(),
  }
}

/** Whether each cell has 1 to `longest` bytes. */
function areAllWithin(
  { starts, ends, first, stride }: CellColumn,
  count: number,
  longest: number,
): boolean {
  for (let r = 0, at = first; r < count; r++, at += stride) {
    const length = ends[at] - starts[at]
    if (length < 1 || length > longest) return false
  }
  return true
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

// where other threads can read them, without a copy
function newRows(size: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(size * 4))
}

function newNumbers(kept: Column['kept'], size: number): Float32Array | Float64Array {
  return kept === 'float32'
    ? new Float32Array(new SharedArrayBuffer(size * 4))
    : new Float64Array(new SharedArrayBuffer(size * 8))
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
