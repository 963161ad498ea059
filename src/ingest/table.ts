/**
 * Where the rows of one file go: each cell is checked against its column, and a row that is sound
 * in all its cells is taken into the builder. A row that is not leaves nothing behind.
 *
 * @module
 */
import { type PlatformBuilder } from '../platform/builder.ts'
import { type Cells } from './cells.ts'
import { NO_ID } from './columns.ts'
import { fault, listed } from './fault.ts'
import { type Stem } from './stems.ts'

/** Told of each row that was left out. `line` counts from 1. */
export type Reject = (line: number, reason: string) => void

/** A file's rows, without its name a table of the format. */
export interface Table {
  readonly stem: Stem
  /**
   * Say which columns the file has; cells then come in this order.
   * @returns for each column of the stem its place among `names`, -1 where the file has none.
   * @throws {InputError} if a column that the stem needs is missing.
   */
  open(names: readonly string[]): Int32Array
  row(line: number, cells: Cells): void
  reject(line: number, reason: string): void
  /** Rows that were sound, and those that were not. */
  readonly taken: number
  readonly rejected: number
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export function createTable(
  path: string,
  stem: Stem,
  builder: PlatformBuilder,
  onReject: Reject,
): Table {
  const { columns, either } = stem
  const width = columns.length
  const values = new Float64Array(width)
  const places = new Int32Array(width).fill(-1)
  const eitherPlaces = columns.flatMap(({ name }, c) => (either.includes(name) ? [c] : []))
  let current: Cells
  let taken = 0
  let rejected = 0

  const textOf = (c: number) => {
    const place = places[c]
    if (place < 0) return ''
    return decoder.decode(
      current.buffers[place].subarray(current.starts[place], current.ends[place]),
    )
  }

  function reject(line: number, reason: string): void {
    rejected++
    onReject(line, reason)
  }

  return {
    stem,
    open(names) {
      checkNames(path, stem, names)
      columns.forEach(({ name }, c) => (places[c] = names.indexOf(name)))
      return places
    },
    row(line, cells) {
      const { buffers, starts, ends } = cells
      for (let c = 0; c < width; c++) {
        const place = places[c]
        const column = columns[c]
        if (place < 0 || starts[place] === ends[place]) {
          if (column.required) return reject(line, `"${column.name}" is missing or empty`)
          values[c] = column.fallback
          continue
        }
        const value = column.read(buffers[place], starts[place], ends[place])
        if (Number.isNaN(value)) return reject(line, `"${column.name}" is not ${column.expects}`)
        values[c] = value
      }
      if (eitherPlaces.length > 0 && eitherPlaces.every((c) => values[c] === NO_ID)) {
        return reject(line, `"${either.join('" and "')}" are both missing or empty`)
      }
      // only now: a row that is left out leaves no ids behind either
      for (let c = 0; c < width; c++) {
        const { ids } = columns[c]
        if (ids === null || values[c] === NO_ID) continue
        const place = places[c]
        values[c] = builder[ids].addBytes(buffers[place], starts[place], ends[place])
      }
      current = cells
      stem.take(builder, values, textOf)
      taken++
    },
    reject,
    get taken() {
      return taken
    },
    get rejected() {
      return rejected
    },
  }
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
  // eslint-disable-next-line no-control-regex
  return some.join(', ').replaceAll(/[\u0000-\u001f\u007f]/g, '?') || 'none'
}
