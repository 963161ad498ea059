/**
 * The interactions of files with their times, which an import checks and does not keep.
 *
 * @module
 */
import { CollectedIds } from '../graph/collected-ids.ts'
import { type Ids } from '../graph/ids.ts'
import { InputError } from '../model/errors.ts'
import { id, NO_ID, time } from './columns.ts'
import { findFiles } from './find-files.ts'
import { formatOf } from './formats.ts'
import { createHeaps, entriesOf, type Values } from './part.ts'
import { WHOLE } from './range.ts'
import { type Stem } from './stems.ts'
import { createTable } from './table.ts'

/** What was acted on is the item, or the account where no item is named. */
const STEM: Stem = {
  name: 'interactions',
  columns: [
    id('account', 'accounts', 'required'),
    id('target', 'accounts', 'optional'),
    id('item', 'items', 'optional'),
    time('at'),
  ].map((column) => (column.name === 'at' ? { ...column, kept: 'float64' } : column)),
  either: ['target', 'item'],
  isOrdered: false,
  take: () => {},
}

export interface ReadActs {
  readonly ids: Ids
  readonly accounts: Uint32Array
  readonly accountCount: number
  readonly objects: Uint32Array
  readonly objectCount: number
  readonly millis: Float64Array
  /** Rows that were not sound. */
  readonly rejected: number
}

interface Part {
  readonly by: Uint32Array
  readonly target: Uint32Array
  readonly item: Uint32Array
  readonly at: Float64Array
}

/** @throws {InputError} if a file cannot be read, is none of interactions, or all have too many rows. */
export async function readActs(paths: readonly string[], most: number): Promise<ReadActs> {
  const heaps = createHeaps()
  const { files } = findFiles(paths)
  const parts: Part[] = []
  let [size, rejected] = [0, 0]
  for (const file of files) {
    if (file.stem.name !== STEM.name) {
      if (paths.includes(file.path)) {
        throw new InputError(`${file.path} is no file of interactions; name it interactions….`)
      }
      continue
    }
    const table = createTable(file.path, STEM, heaps, () => {})
    const read = await formatOf(file).load()
    await read(file, WHOLE, table, () => {
      if (size + table.taken > most) {
        throw new InputError(
          `${file.path} goes beyond ${most} interactions in all; give fewer days at a time.`,
        )
      }
    })
    const [by, target, item, at] = table.columns()
    if (!isRows(by) || !isRows(target) || !isRows(item) || !(at instanceof Float64Array)) {
      throw new TypeError(`"columns" expected rows and times of ${STEM.name}, got others`)
    }
    parts.push({ by, target, item, at })
    size += table.taken
    rejected += table.rejected
  }
  const accounts = new Uint32Array(size)
  const objects = new Uint32Array(size)
  const millis = new Float64Array(size)
  const itemCount = heaps.items.size
  let first = 0
  for (const { by, target, item, at } of parts) {
    accounts.set(by, first)
    millis.set(at, first)
    for (let i = 0; i < item.length; i++) {
      objects[first + i] = item[i] === NO_ID ? itemCount + target[i] : item[i]
    }
    first += by.length
  }
  const accountCount = heaps.accounts.size
  const order = Uint32Array.from({ length: accountCount }, (_, row) => row)
  const ids = new CollectedIds([entriesOf(heaps.accounts)]).permuted(order)
  const objectCount = itemCount + accountCount
  return { ids, accounts, accountCount, objects, objectCount, millis, rejected }
}

function isRows(values: Values | null): values is Uint32Array {
  return values instanceof Uint32Array
}
