/**
 * Where the rows of one file go: each cell is checked against its column, and a row that is sound
 * in all its cells is taken into the builder. A row that is not leaves nothing behind.
 *
 * Rows wait for a while and are taken in together, because a large dictionary looks up many ids in
 * half the time.
 *
 * @module
 */
import { type PlatformBuilder } from '../platform/builder.ts'
import { type Cells } from './cells.ts'
import { NO_ID } from './columns.ts'
import { fault, listed } from './fault.ts'
import { createIdBatch, type IdBatch } from './id-batch.ts'
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
  row(line: number, cells: Cells): void
  reject(line: number, reason: string): void
  /** Take in what still waits: after the last row. */
  close(): void
  /** Rows that were sound, and those that were not. */
  readonly taken: number
  readonly rejected: number
}

const WAITING_ROWS = 256
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export function createTable(
  path: string,
  stem: Stem,
  builder: PlatformBuilder,
  onReject: Reject,
): Table {
  const { columns, either } = stem
  const width = columns.length
  const places = new Int32Array(width).fill(-1)
  const batches = createBatches(stem, builder)
  const eitherPlaces = columns.flatMap(({ name }, c) => (either.includes(name) ? [c] : []))
  // of rows that wait: values, and of ids their places in the batch
  const values = new Float64Array(width * WAITING_ROWS)
  const texts: string[] = []
  const rowValues = new Float64Array(width)
  let waiting = 0
  let taken = 0
  let rejected = 0

  function reject(line: number, reason: string): void {
    rejected++
    onReject(line, reason)
  }

  function flush(): void {
    for (const batch of new Set(batches)) batch?.flush()
    let row = 0
    const textOf = (c: number) => {
      const { ids } = columns[c]
      return ids === null ? (texts[row * width + c] ?? '') : builder[ids].idOf(rowValues[c])
    }
    for (; row < waiting; row++) {
      for (let c = 0; c < width; c++) {
        const batch = batches[c]
        const value = values[row * width + c]
        rowValues[c] = batch && value !== NO_ID ? batch.rows[value] : value
      }
      stem.take(builder, rowValues, textOf)
    }
    waiting = 0
    texts.length = 0
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
      const base = waiting * width
      for (let c = 0; c < width; c++) {
        const place = places[c]
        const column = columns[c]
        if (place < 0 || starts[place] === ends[place]) {
          if (column.required) return reject(line, `"${column.name}" is missing or empty`)
          values[base + c] = column.fallback
          continue
        }
        const value = column.read(buffers[place], starts[place], ends[place])
        if (Number.isNaN(value)) return reject(line, `"${column.name}" is not ${column.expects}`)
        values[base + c] = value
      }
      if (eitherPlaces.length > 0 && eitherPlaces.every((c) => values[base + c] === NO_ID)) {
        return reject(line, `"${either.join('" and "')}" are both missing or empty`)
      }
      // only now: a row that is left out leaves no ids behind either
      for (let c = 0; c < width; c++) {
        const place = places[c]
        const batch = batches[c]
        if (batch) {
          if (values[base + c] === NO_ID) continue
          values[base + c] = batch.add(buffers[place], starts[place], ends[place])
        } else if (columns[c].isText && place >= 0) {
          texts[base + c] = decoder.decode(buffers[place].subarray(starts[place], ends[place]))
        }
      }
      taken++
      if (++waiting === WAITING_ROWS) flush()
    },
    reject,
    close: flush,
    get taken() {
      return taken
    },
    get rejected() {
      return rejected
    },
  }
}

/** For each column the batch of its dictionary, which other columns may share; null without ids. */
function createBatches({ columns }: Stem, builder: PlatformBuilder): (IdBatch | null)[] {
  const batches = new Map<string, IdBatch>()
  return columns.map(({ ids }) => {
    if (ids === null) return null
    const sharers = columns.filter((column) => column.ids === ids).length
    const batch = batches.get(ids) ?? createIdBatch(builder[ids], sharers * WAITING_ROWS)
    batches.set(ids, batch)
    return batch
  })
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
